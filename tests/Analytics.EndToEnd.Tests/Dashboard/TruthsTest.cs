using System.Text.Json;
using Analytics.EndToEnd.Tests.SampleTruths;

namespace Analytics.EndToEnd.Tests.Dashboard;

/// <summary>What is planted in the sample stands on the page in words.</summary>
[Collection(SampleCases.Name)]
public sealed class TruthsTest(SampleRun run, Browser browser)
{
    private JsonElement Planted => run.Truth.GetProperty("planted");

    /// <summary>Findings by view and figure.</summary>
    [Theory]
    [InlineData("overview", "spend-over-time", "$8,506.83 in 42 days: claude-opus-4-8 makes 77.1 % of it")]
    [InlineData("overview", "bill-change", "In the week from 5 Oct 2026 the bill rose by $130.42 to $1,590.28")]
    [InlineData("customers", "margins", "Amber Books pays $40.00 and costs $4,037.07, most of it for uncached input")]
    [InlineData("customers", "ranks", "amber-books alone makes 68.8 % of what customers cost")]
    [InlineData("customers", "lorenz", "The dearest tenth of 120 customers makes 91.7 % of the cost; the Gini coefficient is 0.94")]
    [InlineData("reasoning", "reasoning-series", "gpt-5.4 in research reasons 4.8 tokens for each visible one since 22 Sep 2026, 3.1× as many as before")]
    [InlineData("reasoning", "hidden-tokens", "8,348,879 output tokens for $20.87 stand on invoices and in no log: gemini-2.5-flash thinks unseen since 29 Sep 2026")]
    [InlineData("cache", "cache-members", "coral-analytics lost $6.49 on claude-haiku-4-5: 576 of 576 writes were paid for nothing")]
    [InlineData("retries", "amplification-series", "On 17 Sep 2026 assistant took 4.07 attempts of claude-opus-4-8")]
    [InlineData("retries", "degraded", "claude-opus-4-8 was degraded from 2026-09-17 14:00 to 16:00 UTC")]
    [InlineData("retries", "arbitrage", "claude-haiku-4-5 is 11.3 % cheaper per task, and claude-opus-4-8 is cheaper per resolved task")]
    [InlineData("invoices", "reconciliation", "the $195.72 between them are $166.67 for usage that no log has, $20.87 for reasoning that no log shows, $13.18 for other prices than agreed, −$5.00 for credits.")]
    [InlineData("invoices?model=claude-sonnet-4-6", "lines", "lines of claude-sonnet-4-6 as the provider wrote them.")]
    [InlineData("serving", "capacity-heat", "Long contexts collided in the hour from 2026-10-07 13:00 UTC: they needed 243 % of the memory")]
    [InlineData("tails?month=2026-10", "worst-hours", "the worst began at 2026-10-06 10:00 UTC")]
    [InlineData("projection", "what-if", "Every customer makes twice the calls: $5,941.10 more than $5,941.10.")]
    [InlineData("alerts", "alerts-beyond", "A customer costs more than he pays in a month (customer_id=amber-books)")]
    [InlineData("requests", "requests-unpriced", "35 requests of mistral-large-2609 have no price")]
    public async Task Finding_OfAFigure_TellsWhatWasPlanted(string hash, string figure, string expected)
    {
        await using var view = await browser.OpenAsync(run.Workspace);

        await view.ShowAsync(hash);

        Assert.Contains(expected, await view.FindingAsync(figure), StringComparison.Ordinal);
    }

    /// <summary>The customer that pays 40 and costs thousands stands first, with the way to its requests.</summary>
    [Fact]
    public async Task Margins_UnderwaterCustomer_StandsFirst()
    {
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("customers?month=" + Planted.GetProperty("underwater_customer").GetProperty("month").GetString());

        var first = (await view.TableAsync("margins"))[0];

        Assert.Equal(("Amber Books", "starter", "$40.00", "$4,037.07"), (first["Customer"], first["Plan"], first["Pays"], first["Costs"]));
        Assert.Equal("yes", first["Underwater"]);
    }

    /// <summary>The customer on the wrong plan, and what the right one would cost.</summary>
    [Fact]
    public async Task Plans_CustomerOnTheWrongPlan_SeesTheRightOne()
    {
        var planted = Planted.GetProperty("wrong_plan");
        await using var view = await browser.OpenAsync(run.Workspace);
        await view.ShowAsync("plans");

        var row = (await view.TableAsync("plan-replay")).First(row => row["Customer"] == planted.GetProperty("customer_id").GetString());

        Assert.Equal(("growth", "scale", "$184.00", "$440.00"), (row["Has"], row["Best"], row["Saving"], row["Would pay"]));
    }
}
