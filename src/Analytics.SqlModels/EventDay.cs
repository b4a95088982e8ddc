using System.Globalization;

namespace Analytics.SqlModels;

/// <summary>UTC event days as SQL and paths write them, and their neighbours.</summary>
internal static class EventDay
{
    /// <summary>ISO 8601, such as <c>2026-01-31</c>.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A bracketed list of date literals for <c>in</c>.</summary>
    public static string InList(IEnumerable<DateOnly> days) =>
        $"({string.Join(", ", days.Select(static day => $"date '{Text(day)}'"))})";

    /// <summary>The day and as many days before and after it, within the calendar.</summary>
    public static IEnumerable<DateOnly> Around(DateOnly day, int reachDays) => Around(day, 1, reachDays);

    /// <summary>A stretch of days and as many days before and after it, within the calendar.</summary>
    /// <param name="start">First day of the stretch.</param>
    /// <param name="lengthDays">Days of the stretch, 1 or more.</param>
    /// <param name="reachDays">Days on each side, 0 or more.</param>
    public static IEnumerable<DateOnly> Around(DateOnly start, int lengthDays, int reachDays)
    {
        var first = Math.Max(DateOnly.MinValue.DayNumber, start.DayNumber - reachDays);
        var last = Math.Min(DateOnly.MaxValue.DayNumber, start.DayNumber + lengthDays - 1 + reachDays);
        return Enumerable.Range(first, last - first + 1).Select(DateOnly.FromDayNumber);
    }
}
