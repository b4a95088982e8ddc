using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Pipeline;
using Analytics.Sources;
using Analytics.SqlModels;

namespace Analytics.Benchmarks;

/// <summary>What one benchmark works with.</summary>
/// <param name="Options">Settings.</param>
/// <param name="Folder">Its own folder; it exists.</param>
/// <param name="Files">File operations.</param>
/// <param name="Time">Clock of the commits.</param>
/// <param name="Progress">Told what is under way, and what a long survey has found already.</param>
internal sealed record BenchmarkContext(
    BenchmarkOptions Options, string Folder, IFileOps Files, TimeProvider Time, IProgress<string> Progress)
{
    private int roots;

    /// <summary>Limits of every DuckDB session here, ours and the reference's alike.</summary>
    public EngineOptions Engine => new EngineSettings().ToEngineOptions(Path.Combine(Folder, "tmp")) with
    {
        AllowedDirectories = [Folder],
    };

    /// <summary>A size that follows the rows asked for, so that little data stays little.</summary>
    /// <param name="defaultRows">Rows that the published figures stand on.</param>
    /// <param name="rowsPerUnit">Rows that one of the unit stands for.</param>
    public long Rows(long defaultRows, long rowsPerUnit) =>
        Math.Max(5, (Options.Rows ?? defaultRows) / rowsPerUnit);

    /// <summary>A folder below <see cref="Folder"/>, created.</summary>
    public string CreateFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>The pipeline over an empty data root and one source, as the verbs open it.</summary>
    public (AnalyticsPipeline Pipeline, DataRoot Root) OpenPipeline(string kind, string sourcePath) =>
        OpenPipeline(new() { [kind] = new() { Kind = kind, Path = sourcePath } });

    /// <summary>The pipeline over an empty data root and some sources, as the verbs open it.</summary>
    public (AnalyticsPipeline Pipeline, DataRoot Root) OpenPipeline(Dictionary<string, SourceSettings> sources)
    {
        var root = new DataRoot(CreateFolder(string.Create(CultureInfo.InvariantCulture, $"data-{roots++}")));
        return (OpenPipeline(root, sources), root);
    }

    /// <summary>The pipeline over a data root and some sources, as the verbs open it.</summary>
    public AnalyticsPipeline OpenPipeline(DataRoot root, Dictionary<string, SourceSettings> sources) => new(
        root,
        SqlProject.Load(Options.SqlDirectory),
        new PipelineOptions
        {
            DataDirectory = root.Path,
            Sources = sources,
            Stability = new StabilityOptions { QuietSeconds = 0 },
        },
        Files,
        Time);

    /// <summary>
    /// Runs something on such a pipeline. The root is removed afterwards, unless the data is kept.
    /// </summary>
    public async Task<T> WithPipelineAsync<T>(
        string kind, string sourcePath, Func<AnalyticsPipeline, DataRoot, Task<T>> body)
    {
        var (pipeline, root) = OpenPipeline(kind, sourcePath);
        try
        {
            return await body(pipeline, root);
        }
        finally
        {
            if (Options.KeepDirectory is null)
            {
                Files.DeleteDirectory(root.Path);
            }
        }
    }
}
