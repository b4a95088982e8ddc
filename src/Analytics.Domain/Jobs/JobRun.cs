namespace Analytics.Domain.Jobs;

/// <summary>Where an attempt stands.</summary>
public enum RunState
{
    /// <summary>Under way, as long as its lease holds.</summary>
    Running,

    /// <summary>Done; exit code 0, or 4 where rows went to quarantine.</summary>
    Succeeded,

    /// <summary>Ended with another exit code.</summary>
    Failed,

    /// <summary>Cancelled at its time limit.</summary>
    TimedOut,

    /// <summary>Cancelled because the worker was told to stop; it is made up for at the next start.</summary>
    Stopped,

    /// <summary>Its worker vanished and the lease ran out; it is made up for at the next start.</summary>
    Abandoned,

    /// <summary>Left out because an earlier run was not finished.</summary>
    Skipped,
}

/// <summary>One attempt of a job for one interval, as the ledger remembers it.</summary>
public sealed record JobRun
{
    /// <summary>Identity of the attempt.</summary>
    public required string RunId { get; init; }

    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Start of its interval, UTC, not included.</summary>
    public required DateTimeOffset IntervalFrom { get; init; }

    /// <summary>End of its interval, UTC; the scheduled time, or when an operator asked for it.</summary>
    public required DateTimeOffset IntervalTo { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 over verb and arguments, lower-case hex.</summary>
    public required string InputHash { get; init; }

    /// <summary>True when an operator asked for it.</summary>
    public required bool IsManual { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>Worker that ran it: host, process and a mark of its own.</summary>
    public required string Owner { get; init; }

    /// <summary>Higher than that of any run before it.</summary>
    public required long FencingToken { get; init; }

    /// <summary>Until when the worker's claim holds without a further heartbeat, UTC.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Last sign of life, UTC.</summary>
    public required DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>UTC; null while running.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Last progress, such as <c>ingest 3/10 files</c>; empty before the first.</summary>
    public string Progress { get; init; } = "";

    /// <summary>Rows that it read, 0 or more.</summary>
    public long Rows { get; init; }

    /// <summary>Code of its verb; null while running and where it did not come to an end.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it said, or why it ended; cut to 4,000 letters.</summary>
    public string Output { get; init; } = "";
}
