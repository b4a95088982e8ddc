using Analytics.Domain;
using Analytics.Sources.Pulls;

namespace Analytics.Pipeline;

/// <summary>
/// Pulls what providers serve by API into landing, where ingest finds it. It needs neither ledger nor engine, so that a
/// slow provider keeps nobody from the data root.
/// </summary>
/// <param name="root">Folders.</param>
/// <param name="options">Checked settings.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock.</param>
public sealed class ReportPulls(DataRoot root, PipelineOptions options, IFileOps files, TimeProvider time)
{
    /// <summary>Pulls one report after the other; one that fails does not keep the next from being pulled.</summary>
    /// <param name="only">Name of one pull; null = all.</param>
    /// <param name="progress">Told which pull is under way.</param>
    /// <param name="cancellation">Stops between pages.</param>
    /// <exception cref="InvalidSettingsException">There is no such pull, or a key is missing; nobody was asked.</exception>
    public async Task<IReadOnlyList<PullOutcome>> RunAsync(
        string? only, IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        var pulls = options.Pulls.Where(pull => only is null || pull.Key == only)
            .Select(pull => (Name: pull.Key, Options: pull.Value, Key: ReadKey(pull.Value)))
            .ToList();
        if (only is not null && pulls.Count == 0)
        {
            throw new InvalidSettingsException(
                $"Analytics:Pulls: found {(options.Pulls.Count == 0 ? "none" : string.Join(", ", options.Pulls.Keys))}, expected "
                + $"'{only}'. Correct the name, or declare it.");
        }

        using var span = PipelineTelemetry.Stage("pull");
        var outcomes = new List<PullOutcome>();
        foreach (var (name, pull, key) in pulls)
        {
            progress.Report(new PipelineEvent(PipelineStage.Pull, name, outcomes.Count, pulls.Count, "pulls"));
            var source = new SourcePull(name, root.PulledFrom(name), files, time);
            outcomes.Add(await source.RunAsync(pull, key, cancellation));
        }

        return outcomes;
    }

    /// <summary>What opens a provider's API.</summary>
    /// <exception cref="InvalidSettingsException">There is none.</exception>
    public PullKey ReadKey(PullOptions pull)
    {
        try
        {
            return PullKey.Read(pull, files, Environment.GetEnvironmentVariable);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidSettingsException(fault.Message, fault);
        }
    }
}
