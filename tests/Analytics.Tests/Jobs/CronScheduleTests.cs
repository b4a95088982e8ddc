using Analytics.Domain.Jobs;

namespace Analytics.Tests.Jobs;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("*/5 * * * *", "2026-03-01T00:00:30Z", "2026-03-01T00:05:00Z")]
    [InlineData("*/5 * * * *", "2026-03-01T00:05:00Z", "2026-03-01T00:10:00Z")]
    [InlineData("30 3 * * *", "2026-12-31T03:30:00Z", "2027-01-01T03:30:00Z")]
    [InlineData("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 9 * * 1-5", "2026-11-20T09:00:00Z", "2026-11-23T09:00:00Z")]
    [InlineData("0 0 * * 7", "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z")]
    [InlineData("3-59/15 8,20 * * *", "2026-11-20T08:48:00Z", "2026-11-20T20:03:00Z")]
    public void NextAfter_Schedule_IsTheNextTime(string cron, string after, string expected)
    {
        Assert.True(CronSchedule.TryParse(cron, out var schedule, out _));
        Assert.Equal(DateTimeOffset.Parse(expected), schedule.NextAfter(DateTimeOffset.Parse(after)));
    }

    [Theory]
    [InlineData("* * * *", "found 4 fields")]
    [InlineData("60 * * * *", "found minute '60'")]
    [InlineData("* 5-2 * * *", "found hour '5-2'")]
    [InlineData("*/0 * * * *", "found minute '*/0'")]
    [InlineData("* * * JAN *", "found month 'JAN'")]
    [InlineData("* * 1 * 1", "found a day of month and a day of week")]
    [InlineData("* * 31 2 *", "found a day that no month has")]
    [InlineData("1,,2 * * * *", "found minute '1,,2'")]
    [InlineData("+5 * * * *", "found minute '+5'")]
    public void TryParse_NoSchedule_SaysWhatWasFound(string cron, string expected)
    {
        Assert.False(CronSchedule.TryParse(cron, out _, out var fault));
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/5 * * * *", "2026-03-01T00:05:00Z", "2026-03-01T00:05:00Z")]
    [InlineData("*/5 * * * *", "2026-03-01T00:09:59Z", "2026-03-01T00:05:00Z")]
    [InlineData("0 0 29 2 *", "2027-03-01T00:00:00Z", "2024-02-29T00:00:00Z")]
    public void LastUpTo_Schedule_IsTheTimeBeforeOrAt(string cron, string time, string expected)
    {
        Assert.True(CronSchedule.TryParse(cron, out var schedule, out _));
        Assert.Equal(DateTimeOffset.Parse(expected), schedule.LastUpTo(DateTimeOffset.Parse(time)));
    }
}
