using System.Globalization;
using Analytics.EndToEnd.Tests.SampleTruths;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>What people expect of any such page: totals that are true, filters, periods, addresses, downloads, the keyboard.</summary>
[Collection(SampleCases.Name)]
public sealed class HabitsTest(SampleRun run, Browser browser)
{
    private const int ShownMax = 200;

    /// <summary>Whatever is chosen, the line of totals is what SQL says, and so is the tile; rows that are not shown count.</summary>
    [Theory]
    [InlineData("overview", "true")]
    [InlineData("overview?where=provider:openai", "provider = 'openai'")]
    [InlineData("overview?where=customer_id:amber-books&group=feature", "customer_id = 'amber-books'")]
    [InlineData("overview?range=7d&group=customer_id", "reporting_date >= date '2026-10-05'")]
    [InlineData("overview?range=custom&from=2026-09-22&to=2026-09-30&grain=week", "reporting_date between date '2026-09-22' and date '2026-09-30'")]
    public async Task Totals_OfWhatIsChosen_AreThoseOfSql(string hash, string where)
    {
        var (cost, requests) = run.Workspace.Query<(decimal Cost, long Requests)>(
            $"select sum(cost_usd), sum(requests)::bigint from mart_daily_costs where cost_basis = 'list' and {where}")[0];
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync(hash);

        foreach (var figure in (string[])["spend-over-time", "top-members"])
        {
            var rows = await view.TableAsync(figure);
            Assert.Equal((Money(cost), Count(requests)), (rows[^1]["Cost"], rows[^1]["Requests"]));

            // Where all rows are shown they add up to the total too, within the rounding of cents.
            var shown = rows.SkipLast(1).ToList();
            Assert.True(shown.Count is > 0 and <= ShownMax, $"{shown.Count} rows");
            if (shown.Count < ShownMax)
            {
                Assert.InRange(shown.Sum(row => Amount(row["Cost"])) - cost, -0.005m * rows.Count, 0.005m * rows.Count);
            }
        }

        Assert.Equal(Count(requests), await view.TextAsync("#tile-requests .value"));
    }

    private static string Money(decimal amount) =>
        Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("$#,0.00", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static decimal Amount(string text) =>
        text == "—" ? 0 : decimal.Parse(text.Replace("$", "", StringComparison.Ordinal), NumberStyles.Any, CultureInfo.InvariantCulture);
}
