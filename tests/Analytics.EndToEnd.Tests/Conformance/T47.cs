namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Days are half-open in every zone: they add up to the range, also where the clock changes.</summary>
public sealed class T47
{
    // Half an hour apart, around both changes of the clock.
    private static readonly IReadOnlyList<DateTimeOffset> Calls =
    [
        .. HalfHours(new(2026, 3, 7, 0, 0, 0, TimeSpan.Zero)),
        .. HalfHours(new(2026, 4, 4, 0, 0, 0, TimeSpan.Zero)),
    ];

    [Theory]
    [InlineData("America/New_York", "2026-03-08", 46)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 49)]
    public async Task Mart_ReportingDays_AddUpToTheRange(string zoneId, string changingDay, long halfHours)
    {
        using var workspace = new Workspace();
        var pack = new ConformancePack(workspace);
        pack.Price("t47", "t47-model", "uncached_input", 1);
        pack.Add("t47-gateway", "litellm", "a.jsonl", Calls.Select(static call => LogLines.Gateway(
            $"t47-{call:yyyyMMddHHmm}", $"{call:yyyy-MM-ddTHH:mm:ssZ}", "t47", "t47-model", new() { Input = 7 })));
        Assert.NotNull((await workspace.RunPipelineAsync(pack.Sources(), zoneId)).Publish);

        var days = workspace.Query<(string Day, long Requests, decimal Cost)>(
            """
            select strftime(reporting_date, '%Y-%m-%d'), sum(requests)::bigint, sum(cost_usd) from mart_daily_costs
            where cost_basis = 'list' group by reporting_date order by reporting_date
            """);

        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var expected = Calls.GroupBy(call => TimeZoneInfo.ConvertTime(call, zone).ToString("yyyy-MM-dd", null))
            .Select(static day => (day.Key, (long)day.Count(), day.Count() * 7 * 0.000001m))
            .OrderBy(static day => day.Key, StringComparer.Ordinal);
        Assert.Equal(expected, days);
        Assert.Equal(halfHours, days.Single(day => day.Day == changingDay).Requests);
        Assert.Equal(Calls.Count * 7 * 0.000001m, days.Sum(static day => day.Cost));
    }

    private static IEnumerable<DateTimeOffset> HalfHours(DateTimeOffset start) =>
        Enumerable.Range(0, 3 * 48).Select(number => start.AddMinutes(30 * number));
}
