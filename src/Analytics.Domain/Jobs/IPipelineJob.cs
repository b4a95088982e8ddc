namespace Analytics.Domain.Jobs;

/// <summary>The work of a job. Schedulers only wake it; no type of theirs gets in here.</summary>
public interface IPipelineJob
{
    /// <summary>Does the work once. Running it again for the same interval must be harmless.</summary>
    Task<JobResult> RunAsync(JobContext context, CancellationToken cancellation);
}

/// <summary>What one attempt of a run knows.</summary>
/// <param name="RunId">Identity of the attempt.</param>
/// <param name="Job">The job.</param>
/// <param name="Interval">Logical interval; the clock of the machine plays no part.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="FencingToken">Grows with every run; commits refuse a lower one than they have seen.</param>
/// <param name="Progress">Told how far the attempt is.</param>
public sealed record JobContext(
    string RunId,
    JobDefinition Job,
    JobInterval Interval,
    int Attempt,
    long FencingToken,
    IProgress<JobProgress> Progress);

/// <summary>
/// What a run shows when it commits. A later run of the same job has a higher token, and what it has begun the earlier one
/// cannot touch any more; runs of other jobs do not stand in its way.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Token">Higher than that of any run of the job before.</param>
public sealed record RunFence(string JobId, long Token);

/// <summary>The span of time that a run is for: from the scheduled time before, to the scheduled time it was woken for.</summary>
/// <param name="From">UTC, not included.</param>
/// <param name="To">UTC, included; identifies the interval within its job.</param>
public readonly record struct JobInterval(DateTimeOffset From, DateTimeOffset To);

/// <summary>How far an attempt is.</summary>
/// <param name="Stage">Stage under way, such as <c>ingest</c>.</param>
/// <param name="Item">File, model or table under way.</param>
/// <param name="Done">Finished, 0 or more.</param>
/// <param name="Total">In all; 0 = not known.</param>
/// <param name="Unit">What is counted, such as <c>files</c>.</param>
public readonly record struct JobProgress(string Stage, string Item, long Done, long Total, string Unit)
{
    /// <summary>Such as <c>ingest 3/10 files</c>.</summary>
    public override string ToString() => Total > 0 ? $"{Stage} {Done}/{Total} {Unit}" : $"{Stage} {Done} {Unit}";
}

/// <summary>How an attempt ended.</summary>
/// <param name="ExitCode">Code of its verb.</param>
/// <param name="Rows">Rows that it read, 0 or more.</param>
/// <param name="Output">What it said, without secrets.</param>
public sealed record JobResult(ExitCode ExitCode, long Rows, string Output);
