using Analytics.Domain.Jobs;

namespace Analytics.Pipeline.Jobs;

/// <summary>Which intervals a job makes up for when a worker starts.</summary>
internal static class CatchUp
{
    /// <summary>The intervals, oldest first.</summary>
    /// <param name="job">The job.</param>
    /// <param name="settled">End of its latest settled interval; null when it never ran: then it starts at its next time.</param>
    /// <param name="now">UTC.</param>
    /// <param name="limit">At most so many; the latest are kept.</param>
    public static IReadOnlyList<JobInterval> Of(JobDefinition job, DateTimeOffset? settled, DateTimeOffset now, int limit)
    {
        if (settled is null || job.CatchUp == CatchUpPolicy.None)
        {
            return [];
        }

        var kept = new Queue<JobInterval>();
        var from = settled.Value;
        foreach (var to in job.Schedule.Between(settled.Value, now))
        {
            kept.Enqueue(new JobInterval(from, to));
            from = to;
            if (kept.Count > (job.CatchUp == CatchUpPolicy.Latest ? 1 : limit))
            {
                kept.Dequeue();
            }
        }

        return [.. kept];
    }
}
