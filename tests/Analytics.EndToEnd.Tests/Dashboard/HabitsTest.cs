using System.Globalization;
using Analytics.EndToEnd.Tests.SampleTruths;
using Microsoft.Playwright;

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

    /// <summary>What is chosen goes into the address, and the address alone brings it back.</summary>
    [Fact]
    public async Task Choices_GoIntoTheAddress_AndComeBackFromIt()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("overview");
        await view.Choice("Period").SelectOptionAsync("7d");
        await view.Choice("Group by").SelectOptionAsync("provider");
        await view.Choice("By").SelectOptionAsync("week");
        await view.Page.GetByLabel("Compare with the period before").CheckAsync();
        await view.Page.GetByLabel("Filter by").SelectOptionAsync("feature");
        await view.Page.GetByLabel("Value of the filter").FillAsync("research");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        const string address = "overview?range=7d&grain=week&group=provider&compare=previous&where=feature%3Aresearch";
        await view.DrawnAsync(address);
        var finding = await view.FindingAsync("spend-over-time");

        await using var other = await browser.OpenAsync(run.Workspace);
        await other.ShowAsync(address);

        Assert.Equal(finding, await other.FindingAsync("spend-over-time"));
        Assert.Contains("against the period before", await other.TextAsync("#tile-spend"), StringComparison.Ordinal);
        Assert.Equal(
            "5 Oct 2026 – 11 Oct 2026, compared with 28 Sep 2026 – 4 Oct 2026. Days begin at midnight UTC.", await other.TextAsync(".period"));
        Assert.Equal("Feature: research", (await other.TextAsync(".chips li")).Split('×')[0].Trim());
        await other.Page.GetByLabel("Take off the filter Feature: research").ClickAsync();
        await other.DrawnAsync(address.Replace("&where=feature%3Aresearch", "", StringComparison.Ordinal));
    }

    /// <summary>CSV and Arrow hold exactly the rows of the figure, with its filters and period.</summary>
    [Fact]
    public async Task Downloads_OfAFigure_AreWhatItShows()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("overview?range=7d&where=provider:anthropic&group=feature");
        var rows = await view.TableAsync("top-members");
        var figure = view.Page.Locator("#figure-top-members");

        var csv = await (await view.Page.APIRequest.GetAsync(await AddressAsync(view, figure, "CSV"))).TextAsync();
        var arrow = await (await view.Page.APIRequest.GetAsync(await AddressAsync(view, figure, "Arrow"))).BodyAsync();

        var lines = csv.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.StartsWith("feature,cost_usd,requests,", lines[0], StringComparison.Ordinal);
        Assert.Equal(rows.Count - 1, lines.Length - 1);
        Assert.Equal(
            rows.SkipLast(1).Select(static row => (row["Feature"], row["Cost"])),
            lines.Skip(1).Select(static line => line.Split(',')).Select(static cells =>
                (cells[0], Money(decimal.Parse(cells[1], CultureInfo.InvariantCulture)))));
        Assert.Equal("ARROW1"u8, arrow.AsSpan(0, 6));
    }

    /// <summary>From a figure to the ids of the requests behind it.</summary>
    [Fact]
    public async Task Figure_LeadsToTheIdsOfItsRequests()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("customers");
        await view.Page.Locator("#figure-margins tbody tr").First.GetByText("Requests", new() { Exact = true }).ClickAsync();
        await view.DrawnAsync("requests?where=customer_id%3Aamber-books");

        var rows = await view.TableAsync("requests");

        Assert.StartsWith("3,187 requests, customer amber-books, cost $5,636.71 at list prices", await view.FindingAsync("requests"), StringComparison.Ordinal);
        var ids = rows.SkipLast(1).Select(static row => row["Request"]).ToList();
        Assert.Equal(
            run.Workspace.Query<string>(
                $"""
                select request_id from priced_requests where customer_id = 'amber-books'
                order by list_cost_picousd desc, dedupe_key limit {ids.Count}
                """),
            ids);
    }

    /// <summary>What is not there is not called zero, and says why it is not there.</summary>
    [Fact]
    public async Task NoData_IsNotZero()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("overview?where=customer_id:nobody");
        Assert.Equal("No data.", await view.FindingAsync("spend-over-time"));
        Assert.Contains("fits customer_id = nobody in this period. That is not the same as zero.", await view.TextAsync("#figure-spend-over-time"), StringComparison.Ordinal);

        await view.ShowAsync("overview");
        var rows = await view.TableAsync("top-members");
        Assert.Equal("—", rows.Single(static row => row["Model"] == "mistral-large-2609")["Cost"]);
        Assert.Equal("$0.00", rows.Single(static row => row["Model"] == "llama-3.1-8b")["Cost"]);
        Assert.Contains("days old: no newer log has arrived", await view.TextAsync(".stale"), StringComparison.Ordinal);
    }

    /// <summary>The chart of before stays until the next one is here; a fault is told and can be tried again.</summary>
    [Fact]
    public async Task Chart_StaysUntilTheNextIsReady()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("overview");
        var finding = await view.FindingAsync("unit-cost");
        var held = new TaskCompletionSource();
        await view.Page.RouteAsync("**/api/v1/tables/**", async route =>
        {
            await held.Task;
            await route.AbortAsync();
        });

        await view.Choice("Period").SelectOptionAsync("7d");
        await view.Page.Locator("#figure-unit-cost[aria-busy]").WaitForAsync();
        Assert.Equal(1, await view.Page.Locator("#figure-unit-cost svg").CountAsync());
        Assert.Equal(finding, await view.FindingAsync("unit-cost"));

        held.SetResult();
        await view.Page.Locator("#figure-unit-cost .problem").WaitForAsync();
        Assert.Contains("The service does not answer.", await view.TextAsync("#figure-unit-cost"), StringComparison.Ordinal);
        await view.Page.UnrouteAllAsync();
        await view.Page.Locator("#figure-unit-cost").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await view.Page.Locator("#figure-unit-cost svg").WaitForAsync();
    }

    /// <summary>Everything can be reached and worked without a mouse.</summary>
    [Fact]
    public async Task Keyboard_ReachesEverything()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("customers");
        await view.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the figures", await FocusedAsync(view));
        var reached = new List<string>();
        for (var step = 0; step < 60; step++)
        {
            await view.Page.Keyboard.PressAsync("Tab");
            reached.Add(await FocusedAsync(view));
        }

        Assert.Superset(
            new HashSet<string> { "Analytics LLM costs", "Overview", "Data", "Month", "Cost basis", "Add filter", "Who pays what, and costs what: table" },
            reached.ToHashSet());
        var sort = view.Page.Locator("#figure-margins thead button").Filter(new LocatorFilterOptions { HasText = "Requests" }).First;
        await sort.FocusAsync();
        await view.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("descending", await view.Page.Locator("#figure-margins th[aria-sort]").GetAttributeAsync("aria-sort"));
        var order = (await view.TableAsync("margins")).SkipLast(1).Select(static row => Amount(row["Requests"])).ToList();
        Assert.Equal(order.OrderDescending(), order);
        await view.Page.Locator("#figure-ranks").GetByRole(AriaRole.Button, new() { Name = "table" }).FocusAsync();
        await view.Page.Keyboard.PressAsync("Space");
        Assert.True(await view.Page.Locator("#figure-ranks .data").IsVisibleAsync());
    }

    private static async Task<string> AddressAsync(DashboardView view, ILocator figure, string name) => new Uri(
        new Uri(view.Page.Url), await figure.GetByText(name, new() { Exact = true }).GetAttributeAsync("href")).AbsoluteUri;

    // Name of what has the focus: its label, or its text.
    private static Task<string> FocusedAsync(DashboardView view) => view.Page.EvaluateAsync<string>(
        """
        () => {
            const focused = document.activeElement;
            const label = focused.getAttribute('aria-label') ?? (focused.labels?.[0]?.firstChild?.textContent || focused.textContent);
            return label.trim();
        }
        """);

    private static string Money(decimal amount) =>
        Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("$#,0.00", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static decimal Amount(string text) =>
        text == "—" ? 0 : decimal.Parse(text.Replace("$", "", StringComparison.Ordinal), NumberStyles.Any, CultureInfo.InvariantCulture);
}
