using System.Text.Json;
using Analytics.EndToEnd.Tests.SampleTruths;
using Microsoft.Playwright;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>
/// Every view on the sample company, in Chromium: drawn, readable for everybody, within its own service, and saying in words
/// what was planted.
/// </summary>
[Collection(SampleCases.Name)]
public sealed class ViewsTest(SampleRun run, Browser browser)
{
    /// <summary>Address of every view of the menu, and of those that are reached from it, with what figures must have found.</summary>
    public static TheoryData<string, string[]> Views => new()
    {
        {
            "overview",
            [
                "spend-over-time: $8,506.83 in 42 days: claude-opus-4-8 makes 77.1 % of it",
                "bill-change: In the week from 5 Oct 2026 the bill rose by $130.42 to $1,590.28",
            ]
        },
        {
            "customers",
            [
                "margins: Amber Books pays $40.00 and costs $4,037.07, most of it for uncached input",
                "ranks: amber-books alone makes 68.8 % of what customers cost",
                "lorenz: The dearest tenth of 120 customers makes 91.7 % of the cost; the Gini coefficient is 0.94",
            ]
        },
        { "customers?customer=amber-books", ["customer-days: amber-books cost $5,636.71 in all for 3,187 requests."] },
        {
            "invoices",
            [
                "reconciliation: the $195.72 between them are $166.67 for usage that no log has, $20.87 for reasoning that no log shows, "
                + "$13.18 for other prices than agreed, −$5.00 for credits.",
            ]
        },
        { "invoices?model=claude-sonnet-4-6", ["lines: lines of claude-sonnet-4-6 as the provider wrote them."] },
        {
            "reasoning",
            [
                "reasoning-series: gpt-5.4 in research reasons 4.8 tokens for each visible one since 22 Sep 2026, 3.1× as many as before",
                "hidden-tokens: 8,348,879 output tokens for $20.87 stand on invoices and in no log: gemini-2.5-flash thinks unseen since 29 Sep 2026",
            ]
        },
        { "cache", ["cache-members: coral-analytics lost $6.49 on claude-haiku-4-5: 576 of 576 writes were paid for nothing"] },
        {
            "retries",
            [
                "amplification-series: On 17 Sep 2026 assistant took 4.07 attempts of claude-opus-4-8",
                "degraded: claude-opus-4-8 was degraded from 2026-09-17 14:00 to 16:00 UTC",
                "arbitrage: claude-haiku-4-5 is 11.3 % cheaper per task, and claude-opus-4-8 is cheaper per resolved task",
            ]
        },
        { "serving", ["capacity-heat: Long contexts collided in the hour from 2026-10-07 13:00 UTC: they needed 243 % of the memory"] },
        { "tails?month=2026-10", ["worst-hours: the worst began at 2026-10-06 10:00 UTC"] },
        { "plans", ["plan-replay: would have cost"] },
        { "projection", ["what-if: Every customer makes twice the calls: $5,941.10 more than $5,941.10."] },
        { "alerts", ["alerts-beyond: A customer costs more than he pays in a month (customer_id=amber-books)"] },
        { "jobs", ["runs: No job has run yet"] },
        { "data", ["data: Who costs most, and do they pay for it"] },
        {
            "requests",
            [
                "requests: 38,632 requests, cost $8,506.83 at list prices",
                "requests-unpriced: 35 requests of mistral-large-2609 have no price",
            ]
        },
    };

    /// <summary>
    /// No error, no violation of the content policy, no request to anybody else; in light and in dark nothing that axe-core
    /// finds; on a telephone nothing wider than the page; a finding for every figure, and pictures of all for people to look at.
    /// </summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_OnTheSample_IsWholeAndSaysWhatItFound(string hash, string[] findings)
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        var name = hash.Replace('?', '-').Replace('=', '-');
        await view.ShowAsync(hash);
        foreach (var finding in findings)
        {
            var parts = finding.Split(": ", 2);
            Assert.Contains(parts[1], await view.FindingAsync(parts[0]), StringComparison.Ordinal);
        }

        await AssertFiguresAsync(view);
        Assert.Equal("", await view.ViolationsAsync());
        await view.KeepPictureAsync($"{name}-light");
        await view.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        Assert.Equal("", await view.ViolationsAsync());
        await view.KeepPictureAsync($"{name}-dark");
        await view.Page.SetViewportSizeAsync(390, 844);
        await view.Page.WaitForFunctionAsync("() => document.documentElement.scrollWidth === 390");
        await view.KeepPictureAsync($"{name}-390");

        Assert.Empty(view.Faults);
        var origin = new Uri(view.Page.Url).GetLeftPart(UriPartial.Authority);
        Assert.All(view.Requests, request => Assert.True(
            request.Url.StartsWith(origin, StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal),
            request.Url));
    }

    /// <summary>The customer that pays 40 and costs thousands stands first.</summary>
    [Fact]
    public async Task Margins_UnderwaterCustomer_StandsFirst()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync($"customers?month={Planted("underwater_customer", "month")}");

        var first = (await view.TableAsync("margins"))[0];

        Assert.Equal(("Amber Books", "starter", "$40.00", "$4,037.07"), (first["Customer"], first["Plan"], first["Pays"], first["Costs"]));
        Assert.Equal("yes", first["Underwater"]);
    }

    /// <summary>The customer on the wrong plan, and what the right one would cost.</summary>
    [Fact]
    public async Task Plans_CustomerOnTheWrongPlan_SeesTheRightOne()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("plans");

        var row = (await view.TableAsync("plan-replay")).First(row => row["Customer"] == Planted("wrong_plan", "customer_id"));

        Assert.Equal(("growth", "scale", "$184.00", "$440.00"), (row["Has"], row["Best"], row["Saving"], row["Would pay"]));
    }

    private string? Planted(string name, string field) =>
        run.Truth.GetProperty("planted").GetProperty(name).GetProperty(field).GetString();

    private static async Task AssertFiguresAsync(DashboardView view)
    {
        var figures = await view.Page.EvaluateAsync<JsonElement>(
            """
            () => [...document.querySelectorAll('figure')].map(figure =>
                ({ id: figure.id, finding: figure.querySelector('.finding').innerText, text: figure.innerText }))
            """);
        Assert.NotEqual(0, figures.GetArrayLength());
        foreach (var figure in figures.EnumerateArray())
        {
            var finding = figure.GetProperty("finding").GetString()!;
            var text = figure.GetProperty("text").GetString()!;
            var isEmpty = finding == "No data.";
            Assert.True(isEmpty || (finding.Length > 20 && finding.EndsWith('.')), $"{figure.GetProperty("id")}: {finding}");
            Assert.Equal(isEmpty, text.Contains("That is not the same as zero.", StringComparison.Ordinal));
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        }
    }
}
