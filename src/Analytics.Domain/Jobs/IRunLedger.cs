namespace Analytics.Domain.Jobs;

/// <summary>
/// What ran, runs and may run. Every call is one transaction that excludes all others, in this process and elsewhere, so
/// that of two workers woken for the same interval one gets the claim.
/// </summary>
public interface IRunLedger
{
    /// <summary>
    /// Claims an interval of a job, unless it is done, under way, or other intervals of the job are under way. A run
    /// whose lease ran out is marked abandoned and stands in nobody's way.
    /// </summary>
    Task<RunClaim> ClaimAsync(RunRequest request, CancellationToken cancellation);

    /// <summary>Prolongs a lease and notes progress.</summary>
    /// <returns>False when the run is not this worker's any more: it must stop and commit nothing.</returns>
    Task<bool> HeartbeatAsync(RunLease lease, DateTimeOffset now, string progress, CancellationToken cancellation);

    /// <summary>Ends a run.</summary>
    /// <returns>False when the run is not this worker's any more; nothing was changed.</returns>
    Task<bool> EndAsync(RunLease lease, RunEnd outcome, CancellationToken cancellation);

    /// <summary>Notes that a job was woken and left out.</summary>
    Task SkipAsync(RunRequest request, string reason, CancellationToken cancellation);

    /// <summary>Attempts, latest first.</summary>
    /// <param name="jobId">Of this job; null for all.</param>
    /// <param name="limit">At most so many, 1 or more.</param>
    /// <param name="cancellation">Stops the query.</param>
    Task<IReadOnlyList<JobRun>> RunsAsync(string? jobId, int limit, CancellationToken cancellation);

    /// <summary>
    /// End of the latest scheduled interval of every job that is settled: succeeded, failed for good, or left out.
    /// </summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> SettledAsync(CancellationToken cancellation);

    /// <summary>Jobs that an operator paused.</summary>
    Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellation);

    /// <summary>Pauses a job or lets it go on.</summary>
    Task PauseAsync(string jobId, bool isPaused, CancellationToken cancellation);

    /// <summary>Notes what an operator did.</summary>
    Task AddAuditAsync(AuditEntry entry, CancellationToken cancellation);

    /// <summary>What operators did, latest first.</summary>
    Task<IReadOnlyList<AuditEntry>> AuditAsync(int limit, CancellationToken cancellation);
}

/// <summary>What a worker wants to run.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Interval">The interval.</param>
/// <param name="InputHash">SHA-256 over verb and arguments.</param>
/// <param name="IsManual">True when an operator asked: then a failed interval may be tried again.</param>
/// <param name="MaxAttempts">Attempts that the interval may have, 1 or more.</param>
/// <param name="Owner">The worker.</param>
/// <param name="Now">Clock of the worker, UTC.</param>
/// <param name="Lease">How long the claim holds without a heartbeat.</param>
public sealed record RunRequest(
    string JobId,
    JobInterval Interval,
    string InputHash,
    bool IsManual,
    int MaxAttempts,
    string Owner,
    DateTimeOffset Now,
    TimeSpan Lease);

/// <summary>Whether a worker may run.</summary>
public enum ClaimOutcome
{
    /// <summary>It may.</summary>
    Claimed,

    /// <summary>The interval succeeded already, or has no attempt left.</summary>
    Settled,

    /// <summary>This interval or another of the job is under way elsewhere.</summary>
    UnderWay,
}

/// <summary>The answer to a request.</summary>
/// <param name="Outcome">Whether the worker may run.</param>
/// <param name="Lease">What it shows from now on; null unless claimed.</param>
public sealed record RunClaim(ClaimOutcome Outcome, RunLease? Lease);

/// <summary>What a worker shows to prolong or end its run.</summary>
/// <param name="RunId">The attempt.</param>
/// <param name="Attempt">Number of the attempt for its interval.</param>
/// <param name="FencingToken">Token of the attempt.</param>
/// <param name="Length">How long a heartbeat prolongs it.</param>
public sealed record RunLease(string RunId, int Attempt, long FencingToken, TimeSpan Length);

/// <summary>How a run ended.</summary>
/// <param name="State">Any but running.</param>
/// <param name="At">UTC.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="ExitCode">Code of the verb, where it came to an end.</param>
/// <param name="Output">What it said.</param>
public sealed record RunEnd(RunState State, DateTimeOffset At, long Rows, int? ExitCode, string Output);

/// <summary>One action of an operator.</summary>
/// <param name="ActedAt">UTC.</param>
/// <param name="Actor">Name of the key, never the key.</param>
/// <param name="Role">Role of the key.</param>
/// <param name="Action">Such as <c>pause</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Remote">Address it came from.</param>
public sealed record AuditEntry(
    DateTimeOffset ActedAt, string Actor, string Role, string Action, string Subject, string Outcome, string Remote);
