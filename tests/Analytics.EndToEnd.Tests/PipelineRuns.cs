using Analytics.Pipeline;
using Analytics.Sources;
using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;

namespace Analytics.EndToEnd.Tests;

/// <summary>The pipeline on a workspace within the test's own process, which is faster than a process for each case.</summary>
internal static class PipelineRuns
{
    private static readonly Lazy<SqlProject> Project =
        new(static () => DeclarationFiles.Load(
            SqlProject.Load(Path.Combine(Workspace.Repository, "sql")), Path.Combine(Workspace.Repository, "jobs")));

    /// <summary>Ingests, builds and publishes, with the SQL files and declarations of the repository.</summary>
    public static Task<RunReport> RunPipelineAsync(
        this Workspace workspace, IReadOnlyDictionary<string, SourceSettings> sources, string reportingTimeZone = "UTC") =>
        Open(workspace, sources, reportingTimeZone).RunAsync(new Unheard(), CancellationToken.None);

    /// <summary>Ingests and does no more.</summary>
    public static Task<RunReport> IngestAsync(
        this Workspace workspace, IReadOnlyDictionary<string, SourceSettings> sources) =>
        Open(workspace, sources, "UTC").IngestAsync(new Unheard(), CancellationToken.None);

    private static AnalyticsPipeline Open(
        Workspace workspace, IReadOnlyDictionary<string, SourceSettings> sources, string reportingTimeZone)
    {
        var options = new PipelineOptions
        {
            DataDirectory = workspace.Root.Path,
            Sources = sources,
            ReportingTimeZone = reportingTimeZone,
            Engine = new EngineSettings { MemoryLimitMebibytes = 2048 },
        };
        return new AnalyticsPipeline(workspace.Root, Project.Value, options, new DiskFileOps(), TimeProvider.System);
    }

    /// <summary>The same for one source.</summary>
    public static Task<RunReport> RunPipelineAsync(this Workspace workspace, string kind, string path) =>
        workspace.RunPipelineAsync(new Dictionary<string, SourceSettings> { [kind] = new() { Kind = kind, Path = path } });

    private sealed class Unheard : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value)
        {
        }
    }
}
