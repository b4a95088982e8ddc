using Analytics.Domain;
using Analytics.ObjectStorage;
using Analytics.Sources.Pulls;

namespace Analytics.Pipeline;

/// <summary>
/// Pulls what providers serve by API, and the objects of buckets, into landing, where ingest finds it. It needs neither
/// ledger nor engine, so that a slow provider keeps nobody from the data root.
/// </summary>
/// <param name="root">Folders.</param>
/// <param name="options">Checked settings.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock.</param>
public sealed class SourcePulls(DataRoot root, PipelineOptions options, IFileOps files, TimeProvider time)
{
    /// <summary>Pulls one after the other; one that fails does not keep the next from being pulled.</summary>
    /// <param name="only">Name of one pull or bucket; null = all.</param>
    /// <param name="progress">Told which pull is under way.</param>
    /// <param name="cancellation">Stops between pages.</param>
    /// <exception cref="InvalidSettingsException">There is no such pull, or a key is missing; nobody was asked.</exception>
    public async Task<IReadOnlyList<PullOutcome>> RunAsync(
        string? only, IProgress<PipelineEvent> progress, CancellationToken cancellation)
    {
        var pulls = options.Pulls.Where(pull => only is null || pull.Key == only)
            .Select(pull => (Name: pull.Key, Options: pull.Value, Key: ReadKey(pull.Value, files)))
            .ToList();
        var buckets = options.Buckets.Where(bucket => only is null || bucket.Key == only).ToList();
        if (only is not null && pulls.Count + buckets.Count == 0)
        {
            throw new InvalidSettingsException(
                $"Analytics:Pulls and Analytics:Buckets: found [{string.Join(", ", options.Pulls.Keys.Concat(options.Buckets.Keys))}], "
                + $"expected '{only}'. Correct the name, or declare it.");
        }

        using var span = PipelineTelemetry.Stage("pull");
        var outcomes = new List<PullOutcome>();
        foreach (var (name, pull, key) in pulls)
        {
            Report(name);
            var source = new SourcePull(name, root.PulledFrom(name), files, time);
            outcomes.Add(await source.RunAsync(pull, key, cancellation));
        }

        foreach (var (name, bucket) in buckets)
        {
            Report(name);
            outcomes.Add(await MirrorAsync(name, bucket, cancellation));
        }

        return outcomes;

        void Report(string name) => progress.Report(
            new PipelineEvent(PipelineStage.Pull, name, outcomes.Count, pulls.Count + buckets.Count, "pulls"));
    }

    private async Task<PullOutcome> MirrorAsync(string name, BucketSourceOptions source, CancellationToken cancellation)
    {
        using var bucket = new ObjectBucket(source.Store, $"Analytics:Buckets:{name}:{nameof(BucketSourceOptions.Store)}");
        try
        {
            var counts = await new BucketMirror(root.PulledFrom(name), files).RunAsync(bucket, cancellation);
            return new PullOutcome(name, null, counts.Objects, counts.Fetched, null);
        }
        catch (Exception fault) when (fault is BucketFaultException or InvalidDataException)
        {
            return new PullOutcome(name, null, 0, 0, $"Pull {name}: {fault.Message}");
        }
    }

    /// <summary>What opens a provider's API.</summary>
    /// <param name="pull">Which API.</param>
    /// <param name="files">File operations.</param>
    /// <exception cref="InvalidSettingsException">There is none.</exception>
    public static PullKey ReadKey(PullOptions pull, IFileOps files)
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
