using System.ComponentModel.DataAnnotations;

namespace Analytics.Pipeline.Jobs;

/// <summary>How woken jobs are run.</summary>
public sealed record JobRunnerOptions
{
    /// <summary>Time between two signs of life of a run, seconds. Default 10; 1 to 300.</summary>
    [Range(1, 300)]
    public int HeartbeatSeconds { get; init; } = 10;

    /// <summary>
    /// How long a run that gives no sign of life keeps its claim, seconds. Default 60; 3 to 3,600, and three heartbeats or
    /// more.
    /// </summary>
    [Range(3, 3_600)]
    public int LeaseSeconds { get; init; } = 60;

    /// <summary>Missed times of one job that a start makes up for at most. Default 48; 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int CatchUpRuns { get; init; } = 48;
}
