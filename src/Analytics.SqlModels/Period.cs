namespace Analytics.SqlModels;

/// <summary>A stretch of days whose rows of a model belong together and are replaced together.</summary>
public sealed class Period
{
    /// <summary>Calendar months.</summary>
    public static readonly Period Month = new(
        "month_date",
        static day => new(day.Year, day.Month, 1),
        static first => DateTime.DaysInMonth(first.Year, first.Month));

    /// <summary>Weeks from Monday to Sunday, as ISO 8601 and DuckDB's <c>date_trunc</c> have them.</summary>
    public static readonly Period Week = new(
        "week_date",
        // Day 0 of the calendar is a Monday.
        static day => day.AddDays(-(day.DayNumber % 7)),
        static _ => 7);

    private readonly Func<DateOnly, DateOnly> startOf;
    private readonly Func<DateOnly, int> lengthDays;

    private Period(string column, Func<DateOnly, DateOnly> startOf, Func<DateOnly, int> lengthDays)
    {
        Column = column;
        this.startOf = startOf;
        this.lengthDays = lengthDays;
    }

    /// <summary>The column of type DATE that holds the first day of a row's period.</summary>
    public string Column { get; }

    /// <summary>The first day of the period of a day.</summary>
    public DateOnly Of(DateOnly day) => startOf(day);

    /// <summary>
    /// The days whose events a period of any time zone can have: its own, and the one before and after.
    /// </summary>
    /// <param name="first">The first day of the period.</param>
    public IEnumerable<DateOnly> DaysOf(DateOnly first) => EventDay.Around(first, lengthDays(first), 1);
}
