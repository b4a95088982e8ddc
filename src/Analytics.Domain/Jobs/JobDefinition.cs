namespace Analytics.Domain.Jobs;

/// <summary>What happens when a job is woken while an earlier run of it is not finished.</summary>
public enum OverlapPolicy
{
    /// <summary>The new run is left out and recorded as skipped.</summary>
    Skip,

    /// <summary>The new run waits for the earlier one; a third is left out.</summary>
    Queue,
}

/// <summary>Which times are made up for that passed while no worker was there.</summary>
public enum CatchUpPolicy
{
    /// <summary>None; the job goes on at its next time.</summary>
    None,

    /// <summary>The latest one.</summary>
    Latest,

    /// <summary>Every one, oldest first.</summary>
    All,
}

/// <summary>A recurring job as a file in <c>jobs/</c> declares it.</summary>
/// <param name="Id">Name, lower-case words joined by '-'.</param>
/// <param name="Schedule">When it runs, UTC.</param>
/// <param name="Verb">Verb of the command line that it runs.</param>
/// <param name="Arguments">Arguments of the verb; never secrets, since they are stored and shown.</param>
/// <param name="TimeLimit">After so long a run is cancelled.</param>
/// <param name="Retries">Further attempts after one that failed for a reason that may pass, 0 or more.</param>
/// <param name="RetryDelay">Wait before the first retry; it doubles with every further one.</param>
/// <param name="Overlap">What happens when the last run is not finished.</param>
/// <param name="CatchUp">What happens with times that were missed.</param>
public sealed record JobDefinition(
    string Id,
    CronSchedule Schedule,
    string Verb,
    IReadOnlyList<string> Arguments,
    TimeSpan TimeLimit,
    int Retries,
    TimeSpan RetryDelay,
    OverlapPolicy Overlap,
    CatchUpPolicy CatchUp);
