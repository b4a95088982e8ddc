using Analytics.Domain.Jobs;
using Quartz;

namespace Analytics.Tests.Jobs;

/// <summary>Compiled with Quartz only.</summary>
public sealed class CronScheduleOfQuartzTests
{
    /// <summary>Quartz reads crontab lines too, and its reading is not ours: random lines must mean the same to both.</summary>
    [Fact]
    public void NextAfter_RandomSchedules_AgreesWithQuartz()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 300; round++)
        {
            var text = $"{Field(random, 0, 59)} {Field(random, 0, 23)} "
                + (round % 2 == 0 ? $"{Field(random, 1, 28)} {Field(random, 1, 12)} *" : $"* {Field(random, 1, 12)} {Field(random, 0, 6)}");
            Assert.True(CronSchedule.TryParse(text, out var schedule, out var fault), fault);
            var quartz = CronExpression.Parse(text, CronFormat.Unix).WithTimeZone(TimeZoneInfo.Utc);
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(0, 1_000_000));
            for (var step = 0; step < 5; step++)
            {
                var next = schedule.NextAfter(at);
                Assert.True(quartz.GetNextValidTimeAfter(at) == next, $"'{text}' after {at:u}");
                at = next!.Value;
            }
        }
    }

    private static string Field(Random random, int least, int most)
    {
        var (first, second) = (random.Next(least, most + 1), random.Next(least, most + 1));
        return random.Next(5) switch
        {
            0 => "*",
            1 => $"{first}",
            2 => $"{Math.Min(first, second)}-{Math.Max(first, second)}",
            3 => $"*/{random.Next(1, most)}",
            _ => $"{first},{second}",
        };
    }
}
