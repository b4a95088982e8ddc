using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Analytics.Domain.Jobs;

/// <summary>
/// A schedule in the five fields of crontab: minute, hour, day of month, month, day of week (0 and 7 are Sunday), all in
/// UTC. A field is <c>*</c>, a number, a range, a step or a list of these. One of the two day fields must be <c>*</c>,
/// because crontabs differ in what both together mean.
/// </summary>
public sealed class CronSchedule
{
    private const int SearchDays = 366 * 9;

    private static readonly CronField[] Fields =
    [
        new("minute", 0, 59), new("hour", 0, 23), new("day of month", 1, 31), new("month", 1, 12), new("day of week", 0, 7),
    ];

    private readonly ulong[] allowed;

    private CronSchedule(string text, ulong[] allowed)
    {
        Text = text;
        this.allowed = allowed;
    }

    /// <summary>The five fields as written.</summary>
    public string Text { get; }

    /// <summary>Reads the five fields.</summary>
    /// <param name="text">Such as <c>*/5 * * * *</c>.</param>
    /// <param name="schedule">The schedule, where the result is true.</param>
    /// <param name="fault">What was found and what was expected, where the result is false.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? fault)
    {
        schedule = null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            fault = $"found {parts.Length} fields, expected 5: minute, hour, day of month, month, day of week";
            return false;
        }

        var allowed = new ulong[Fields.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            if (!Fields[index].TryParse(parts[index], out allowed[index]))
            {
                fault = $"found {Fields[index].Name} '{parts[index]}', expected *, a number from {Fields[index].Min} to "
                    + $"{Fields[index].Max}, a range such as 1-5, a step such as */5, or a list of these";
                return false;
            }
        }

        if (parts[2] != "*" && parts[4] != "*")
        {
            fault = "found a day of month and a day of week, expected * for one of them; use two jobs for both";
            return false;
        }

        // Sunday has two numbers.
        allowed[4] |= allowed[4] >> 7;
        var candidate = new CronSchedule(text, allowed);
        if (candidate.NextAfter(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) is null)
        {
            fault = "found a day that no month has, expected one that comes";
            return false;
        }

        (schedule, fault) = (candidate, null);
        return true;
    }

    /// <summary>The first time after the given one, whole minutes UTC; null when there is none within nine years.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time)
    {
        var start = new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        var day = new DateTimeOffset(start.Date, TimeSpan.Zero);
        for (var count = 0; count < SearchDays; count++, day = day.AddDays(1))
        {
            if (!Has(3, day.Month) || !Has(2, day.Day) || !Has(4, (int)day.DayOfWeek))
            {
                continue;
            }

            var firstMinute = count == 0 ? (start.Hour * 60) + start.Minute : 0;
            for (var minute = firstMinute; minute < 24 * 60; minute++)
            {
                if (Has(1, minute / 60) && Has(0, minute % 60))
                {
                    return day.AddMinutes(minute);
                }
            }
        }

        return null;
    }

    /// <summary>The last time up to and including the given one; null when there is none within eight years.</summary>
    public DateTimeOffset? LastUpTo(DateTimeOffset time)
    {
        // In growing steps back, since most schedules are due within the hour.
        for (var back = TimeSpan.FromHours(1); back < TimeSpan.FromDays(SearchDays); back *= 4)
        {
            if (Between(time - back, time).LastOrDefault() is { Ticks: > 0 } last)
            {
                return last;
            }
        }

        return null;
    }

    /// <summary>The times after <paramref name="from"/> up to and including <paramref name="to"/>, oldest first.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset from, DateTimeOffset to)
    {
        for (var next = NextAfter(from); next is { } time && time <= to; next = NextAfter(time))
        {
            yield return time;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private bool Has(int field, int value) => (allowed[field] & (1UL << value)) != 0;

    private readonly record struct CronField(string Name, int Min, int Max)
    {
        public bool TryParse(string text, out ulong allowed)
        {
            allowed = 0;
            foreach (var item in text.Split(','))
            {
                var (range, step) = item.Split('/') is [var left, var right]
                    ? (left, Number(right, 1))
                    : (item, (int?)1);
                if (step is null || Span(range, item.Contains('/', StringComparison.Ordinal)) is not var (first, last))
                {
                    return false;
                }

                for (var value = first; value <= last; value += step.Value)
                {
                    allowed |= 1UL << value;
                }
            }

            return true;
        }

        /// <summary>First and last value; a lone number with a step runs to the end of the field.</summary>
        private (int First, int Last)? Span(string range, bool isStepped)
        {
            if (range == "*")
            {
                return (Min, Max);
            }

            var bounds = range.Split('-');
            if (bounds.Length > 2 || Number(bounds[0], Min) is not { } first)
            {
                return null;
            }

            var last = bounds.Length == 1 ? (isStepped ? Max : first) : Number(bounds[1], Min);
            return last is { } end && end >= first ? (first, end) : null;
        }

        private int? Number(string text, int least) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= Max
                ? value
                : null;
    }
}
