namespace Analytics.Sources.Sample;

/// <summary>The six weeks of the sample and when people work in them.</summary>
internal static class SampleCalendar
{
    /// <summary>A Monday.</summary>
    public static readonly DateOnly FirstDay = new(2026, 8, 31);

    /// <summary>The Sunday that ends the sixth week.</summary>
    public static readonly DateOnly LastDay = new(2026, 10, 11);

    /// <summary>The month that lies in the sample whole.</summary>
    public static readonly DateOnly FullMonth = new(2026, 9, 1);

    /// <summary>The longest session lasts less than the hours left, so that nothing happens after the last day.</summary>
    private const int LastHourOfLastDay = 19;

    private static readonly long[] HourWeights =
        [2, 1, 1, 1, 2, 4, 9, 16, 24, 28, 29, 27, 24, 27, 30, 29, 26, 22, 16, 11, 8, 6, 3, 0];

    private static readonly long[] OffPeakHourWeights =
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 27, 24, 27, 30, 29, 26, 22, 16, 11, 8, 6, 3, 0];

    public static int DayCount => LastDay.DayNumber - FirstDay.DayNumber + 1;

    public static IEnumerable<DateOnly> Days => Enumerable.Range(0, DayCount).Select(FirstDay.AddDays);

    /// <summary>Number of the week within the sample, from 1.</summary>
    public static int WeekOf(DateOnly day) => ((day.DayNumber - FirstDay.DayNumber) / 7) + 1;

    /// <summary>
    /// An instant of ordinary traffic; off-peak means from 11:00 UTC on, when DeepSeek is at half price.
    /// </summary>
    public static DateTimeOffset DrawInstant(SampleRandom random, bool isOffPeakOnly)
    {
        var dayWeights = Days
            .Select(static day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 30L : 100L)
            .ToArray();
        var day = FirstDay.AddDays(random.PickWeighted(dayWeights));
        var hour = random.PickWeighted(isOffPeakOnly ? OffPeakHourWeights : HourWeights);
        hour = day == LastDay ? Math.Min(hour, LastHourOfLastDay) : hour;
        return At(day, hour, random.Between(0, 3_599_999_999));
    }

    /// <summary>An instant by day, hour and microseconds within that hour.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, long microseconds) =>
        new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero)
            .AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
