using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;
using Analytics.Domain.Declarations;
using Analytics.Domain.Jobs;

namespace Analytics.Pipeline.Jobs;

/// <summary>The jobs that the files in <c>jobs/</c> declare, in order of their ids.</summary>
/// <param name="jobs">The jobs; ids are unique.</param>
public sealed class JobCatalog(IReadOnlyList<JobDefinition> jobs)
{
    /// <summary>The jobs.</summary>
    public IReadOnlyList<JobDefinition> Jobs => jobs;

    /// <summary>Reads all <c>*.json</c> files of a folder; folders below it belong to others.</summary>
    /// <param name="folder">The folder, absolute; a missing one declares no jobs.</param>
    /// <param name="files">File operations.</param>
    /// <param name="faultOfCommand">What is wrong with verb and arguments; null when nothing is.</param>
    /// <exception cref="InvalidSettingsException">A file cannot be used; the message lists every fault.</exception>
    public static JobCatalog Load(string folder, IFileOps files, Func<JobDefinition, string?> faultOfCommand)
    {
        var faults = new List<string>();
        var known = new Dictionary<string, (JobDefinition Job, string Path)>(StringComparer.Ordinal);
        foreach (var path in Paths(folder, files))
        {
            var before = faults.Count;
            if (DeclaredJson.Read(path, ReadAll(path, files), faults) is not { } file
                || JobFile.Read(file) is not { } job
                || faults.Count > before)
            {
                continue;
            }

            if (faultOfCommand(job) is { } fault)
            {
                file.FaultAt("verb", $"verb: {fault}");
            }

            if (!known.TryAdd(job.Id, (job, path)))
            {
                file.FaultAt("id", $"'id' is '{job.Id}', which {known[job.Id].Path} has too; expected an id of its own. "
                    + "Rename one of the two.");
            }
        }

        return faults.Count == 0
            ? new JobCatalog(
                [.. known.Values.Select(static entry => entry.Job).OrderBy(static job => job.Id, StringComparer.Ordinal)])
            : throw new InvalidSettingsException(string.Join('\n', faults));
    }

    /// <summary>A job by its id, or null.</summary>
    public JobDefinition? Find(string id) => jobs.FirstOrDefault(job => job.Id == id);

    /// <summary>SHA-256 over verb and arguments: what a run of the job does.</summary>
    public static string InputHash(JobDefinition job) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [job.Verb, .. job.Arguments]))));

    private static IEnumerable<string> Paths(string folder, IFileOps files) => files.DirectoryExists(folder)
        ? files.ListFiles(folder, recursive: false).Where(static path => path.EndsWith(".json", StringComparison.Ordinal))
        : [];

    private static byte[] ReadAll(string path, IFileOps files)
    {
        using var stream = files.OpenRead(path);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
