namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Anthropic bills in cents: the text "123.45" is 1.2345 dollars.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T44(ConformanceRun run)
{
    internal static void Plant(ConformancePack pack) => pack.Add(
        "t44-bill", "anthropic-cost-report", "a.json",
        """
        {"data":[{"starting_at":"2026-05-15T00:00:00Z","ending_at":"2026-05-16T00:00:00Z","results":[
        {"currency":"USD","amount":"123.45","cost_type":"tokens","token_type":"output_tokens","description":"a",
         "model":"claude-opus-4-5","service_tier":"standard"},
        {"currency":"USD","amount":"0.0001","cost_type":"tokens","token_type":"cache_read_input_tokens","description":"b",
         "model":"claude-opus-4-5","service_tier":"standard"}]}],"has_more":false}
        """);

    [Theory]
    [InlineData("output", 1.2345)]
    [InlineData("cache_read", 0.000001)]
    public void Reconciliation_AmountInCents_IsDollars(string meter, decimal usd) => Assert.Equal(
        usd,
        run.Value<decimal>(
            $"""
            select billed_cost_usd from mart_invoice_reconciliation
            where period_start_date = date '2026-05-15' and meter = '{meter}'
            """));

    [Fact]
    public void Lake_AmountInCents_KeepsEveryDigit() => Assert.Equal(
        1.234501m, run.Value<decimal>("select sum(billed_cost) from invoice_lines where source = 't44-bill'"));
}
