using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;
using Xunit.Abstractions;

namespace Analytics.Sql.Tests.PublicData;

/// <summary>
/// Holds the projection to its promise on production traffic: 14 days of request rates of 43 clients, by hour. The hours of
/// a day are the slots, a day is the season; origins are spread over all days after the second.
/// </summary>
public sealed class ProjectionTests(ITestOutputHelper output)
{
    private static readonly string[] Models = ["int_spend_distributions", "int_spend_backtests"];

    [PublicDataTheory]
    [InlineData("traces/servegen/m-small_rates.csv", 43)]
    public async Task Backtest_OnClientRatesByHour_CoversAndBeatsTheNaiveForecast(string file, long clients)
    {
        var path = Path.Combine(PublicDataTheoryAttribute.Folder, file);
        using var session = EngineSession.Open(new EngineOptions
        {
            AllowedDirectories = [Repository.Project.Root, Path.GetDirectoryName(path)!],
        });
        session.Execute(
            $"""
            {SessionObjects.SeedsAndMacros(Repository.Project)}
            create temp table int_spend_series as
            select
                client::varchar as series_id,
                (window_start_s // 3600 % 24)::varchar as slot,
                24 as season_length,
                window_start_s // 3600 as period_no,
                sum(rate_rps * 600) as amount,
            from read_csv({SqlText.Literal(path)})
            group by client, window_start_s // 3600;
            """);
        foreach (var model in Models.Select(name => Repository.Project.Find(name)!))
        {
            session.Execute($"create temp table {model.Name} as {model.Query};");
        }

        var verdicts = await session.QueryAsync<Verdict>(
            """
            select
                reach as Reach,
                count(*) as Series,
                sum(periods)::bigint as Periods,
                sum(covered_periods) / sum(periods) as Coverage,
                sum(absolute_error) / sum(amount) as ErrorShare,
                sum(absolute_error) / sum(naive_absolute_error) as ErrorPerNaiveError,
            from int_spend_backtests
            group by reach
            """,
            null,
            CancellationToken.None);

        Assert.Equal(2, verdicts.Count);
        Assert.All(verdicts, verdict =>
        {
            output.WriteLine(verdict.ToString());
            Assert.Equal(clients, verdict.Series);
            Assert.InRange(verdict.Coverage, 0.7, 0.9);
            Assert.True(verdict.ErrorPerNaiveError < 1, $"{verdict} is no better than the naive forecast.");
        });
    }

    private sealed record Verdict
    {
        public string Reach { get; init; } = string.Empty;

        public long Series { get; init; }

        public long Periods { get; init; }

        public double Coverage { get; init; }

        public double ErrorShare { get; init; }

        public double ErrorPerNaiveError { get; init; }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Reach}: {Series} series, {Periods} hours held out, {Coverage:P1} within the 80 % interval, error {ErrorShare:P1} of "
            + $"the requests, {ErrorPerNaiveError:F3} of the naive forecast's");
    }
}
