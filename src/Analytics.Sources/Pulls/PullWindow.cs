using System.Globalization;

namespace Analytics.Sources.Pulls;

/// <summary>How much a window covers.</summary>
public enum WindowStep
{
    /// <summary>A UTC day.</summary>
    Day,

    /// <summary>A calendar month, in UTC.</summary>
    Month,
}

/// <summary>Days that are asked for together; the same days always make the same windows.</summary>
/// <param name="Name">Text that no other window of the step has, such as <c>2026-11</c>; names of files begin with it.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Day after the last one that is asked for now.</param>
/// <param name="End">Day after the last one of the whole window.</param>
public sealed record PullWindow(string Name, DateOnly From, DateOnly Until, DateOnly End)
{
    /// <summary>Windows of a report, oldest first.</summary>
    /// <param name="report">The report.</param>
    /// <param name="since">First day wanted.</param>
    /// <param name="today">Day of the clock, UTC.</param>
    public static IEnumerable<PullWindow> Of(PullReport report, DateOnly since, DateOnly today)
    {
        var (first, end) = report.DaysServed is { } days
            ? (Later(since, today.AddDays(-days)), today)
            : (since, today.AddDays(1));
        for (var start = StartOf(report.Step, first); start < end; start = Next(report.Step, start))
        {
            var next = Next(report.Step, start);
            var name = start.ToString(report.Step == WindowStep.Month ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return new PullWindow(name, Later(start, first), next < end ? next : end, next);
        }
    }

    /// <summary>Whether the window has to be pulled.</summary>
    /// <param name="pulledAt">When all of it was last pulled; null = never.</param>
    /// <param name="lookbackDays">Days after its end during which it may change.</param>
    public bool IsDue(DateTimeOffset? pulledAt, int lookbackDays) =>
        pulledAt is not { } last
        || last < new DateTimeOffset(End.AddDays(lookbackDays), TimeOnly.MinValue, TimeSpan.Zero);

    private static DateOnly StartOf(WindowStep step, DateOnly day) =>
        step == WindowStep.Month ? new DateOnly(day.Year, day.Month, 1) : day;

    private static DateOnly Next(WindowStep step, DateOnly start) =>
        step == WindowStep.Month ? start.AddMonths(1) : start.AddDays(1);

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;
}
