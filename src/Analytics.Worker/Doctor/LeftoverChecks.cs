using Analytics.Domain;
using Analytics.Outputs;
using Analytics.Pipeline;

namespace Analytics.Worker.Doctor;

/// <summary>What interrupted runs left behind.</summary>
/// <param name="root">Folders.</param>
/// <param name="store">The folder <c>published/</c>.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock, for the age.</param>
internal sealed class LeftoverChecks(DataRoot root, GenerationStore store, IFileOps files, TimeProvider time)
{
    /// <summary>The check.</summary>
    public DoctorCheck Run()
    {
        var left = (files.DirectoryExists(root.Staging) ? files.ListFiles(root.Staging, recursive: true) : [])
            .Concat(store.StagingLeftovers())
            .ToList();
        if (left.Count == 0)
        {
            return DoctorCheck.Ok("staging", "no leftovers");
        }

        var oldest = left.Select(files.GetFacts).Where(static facts => facts is not null)
            .Select(facts => time.GetUtcNow() - facts!.Value.ModifiedAt)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        return DoctorCheck.Warning(
            "staging",
            $"{left.Count} leftovers, the oldest {oldest.TotalHours:F1} hours old",
            "Nothing to do: the next run removes them. If a run is under way they are its own.");
    }
}
