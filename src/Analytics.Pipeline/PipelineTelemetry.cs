using System.Diagnostics;
using System.Diagnostics.Metrics;
using Analytics.Domain.Jobs;
using Analytics.Lake.Ingest;

namespace Analytics.Pipeline;

/// <summary>
/// Figures and traces of the work: a span for each job and each stage, counters for what they did. Whoever listens decides
/// where they go. No customer is ever a label.
/// </summary>
public static class PipelineTelemetry
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "Analytics";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Files =
        Meter.CreateCounter<long>("ingest.files", "{file}", "Files whose new bytes were committed, or that were refused.");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("ingest.rows", "{row}", "Rows read, by what became of them.");
    private static readonly Counter<long> Quarantined =
        Meter.CreateCounter<long>("quarantine.rows", "{row}", "Rows put in quarantine, by reason.");

    private static readonly Histogram<double> Lags =
        Meter.CreateHistogram<double>("ingest.lag", "s", "From the last change of the oldest file of a commit to its commit.");

    private static readonly Histogram<double> Commits =
        Meter.CreateHistogram<double>("commit.duration", "s", "Time of a commit to the lake.");

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("job.runs", "{run}", "Runs of jobs, by how they ended.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("job.duration", "s", "Time of a run.");

    /// <summary>A span around a stage; dispose ends it.</summary>
    internal static Activity? Stage(string stage) => Source.StartActivity(stage);

    /// <summary>A span around an attempt of a job; dispose ends it.</summary>
    internal static Activity? Run(JobDefinition job, RunLease lease) => Source.StartActivity($"job {job.Id}")
        ?.SetTag("job.id", job.Id).SetTag("job.attempt", lease.Attempt).SetTag("job.run_id", lease.RunId);

    /// <summary>Counts an attempt that ended.</summary>
    internal static void Ended(JobDefinition job, RunState state, TimeSpan length, Activity? activity)
    {
        var tags = new TagList { { "job", job.Id }, { "state", state.ToString().ToLowerInvariant() } };
        Runs.Add(1, tags);
        Durations.Record(length.TotalSeconds, tags);
        activity?.SetStatus(state == RunState.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error, state.ToString());
    }

    /// <summary>Counts what ingest did.</summary>
    internal static void Ingested(IngestReport report)
    {
        Files.Add(report.FilesRead, new KeyValuePair<string, object?>("outcome", "committed"));
        Files.Add(report.Refused.Count, new KeyValuePair<string, object?>("outcome", "refused"));
        Rows.Add(report.RowsAccepted, new KeyValuePair<string, object?>("outcome", "accepted"));
        Rows.Add(report.RowsQuarantined, new KeyValuePair<string, object?>("outcome", "quarantined"));
        Rows.Add(report.RowsDuplicate, new KeyValuePair<string, object?>("outcome", "duplicate"));
        foreach (var commit in report.CommitTimes)
        {
            Lags.Record(commit.Lag.TotalSeconds);
            Commits.Record(commit.Duration.TotalSeconds);
        }

        foreach (var (reason, rows) in report.Reasons)
        {
            Quarantined.Add(rows, new KeyValuePair<string, object?>("reason", reason));
        }
    }
}
