namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A call that the provider refused costs nothing, whatever the log counts of its prompt; what was answered does.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T35(ConformanceRun run)
{
    private const string Day = "2026-05-06";
    private const string Source = "t35-gateway";
    private static readonly TokenUse Refused = new() { Input = 1_000 };
    private static readonly TokenUse Answered = new() { Input = 1_000, Output = 100 };

    internal static void Plant(ConformancePack pack) => pack.Add(
        Source, "litellm", "a.jsonl",
        Call("t35-limited", "10:00:00", Refused, 429),
        Call("t35-overloaded", "11:00:00", Refused, 529),
        Call("t35-unknown-model", "12:00:00", Refused, 404, "t35-model-of-no-book"),
        Call("t35-broken-off", "13:00:00", Answered, 500),
        Call("t35-timeout", "14:00:00", Refused, 408),
        Call("t35-answered", "15:00:00", Answered, null));

    [Theory]
    [InlineData("t35-limited", 0)]
    [InlineData("t35-overloaded", 0)]
    [InlineData("t35-unknown-model", 0)]
    [InlineData("t35-broken-off", 0.0045)]
    [InlineData("t35-timeout", 0.003)]
    [InlineData("t35-answered", 0.0045)]
    public void Cost_OfACall_IsOfWhatWasProcessed(string id, decimal usd)
    {
        Assert.Equal(
            usd * 1_000_000_000_000m,
            run.Value<decimal>($"select list_cost_picousd::decimal(18) from priced_requests where request_id = '{id}'"));
        Assert.Equal(1_000, run.Value<long>($"select reported_input_tokens from priced_requests where request_id = '{id}'"));
    }

    [Fact]
    public void Mart_Day_CountsEveryCallAndCostsTheAnswered()
    {
        Assert.Equal(6, run.RequestsOf(Day));
        Assert.Equal(0.012m, run.CostOf(Day));
        Assert.Equal(0, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
        Assert.Equal(
            (5L, 0.0075m),
            run.Rows<(long, decimal)>(
                $"""
                select sum(failed_attempts)::bigint, sum(failed_cost_usd)::decimal(18, 6)
                from mart_retry_overhead where event_date = date '{Day}'
                """).Single());
    }

    private static string Call(string id, string time, TokenUse use, int? status, string model = "claude-sonnet-4-5") =>
        LogLines.Gateway(id, $"{Day}T{time}Z", "anthropic", model, use, status: status);
}
