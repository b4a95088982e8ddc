namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>The price in force at the call counts, and flips at midnight of the zone that the provider names.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T18(ConformanceRun run)
{
    private const string Day = "2026-04-19";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t18", "t18-model", "uncached_input", 2, validTo: $"{Day} 00:00:00-07");
        pack.Price("t18", "t18-model", "uncached_input", 4, validFrom: $"{Day} 00:00:00-07");
        var use = new TokenUse { Input = 1_000_000 };
        pack.Add(
            "t18-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t18-a", $"{Day}T06:59:59.999Z", "t18", "t18-model", use),
            LogLines.Gateway("t18-b", $"{Day}T07:00:00Z", "t18", "t18-model", use),
            LogLines.Gateway("t18-c", "2027-01-01T07:59:59.999Z", "google", "gemini-3.6-flash", use),
            LogLines.Gateway("t18-d", "2027-01-01T08:00:00Z", "google", "gemini-3.6-flash", use));
    }

    [Theory]
    [InlineData("t18-a", 2.00)]
    [InlineData("t18-b", 4.00)]
    [InlineData("t18-c", 0.75)]
    [InlineData("t18-d", 1.50)]
    public void Cost_AroundTheInstant_IsThatInForce(string id, decimal usd) => Assert.Equal(
        usd * 1_000_000_000_000m,
        run.Value<long>($"select list_cost_picousd from priced_requests where request_id = '{id}'"));

    [Fact]
    public void Mart_OneDayWithTwoPrices_AddsThemUp()
    {
        Assert.Equal(6m, run.CostOf(Day));
        Assert.Equal(2.25m, run.CostOf("2027-01-01"));
    }
}
