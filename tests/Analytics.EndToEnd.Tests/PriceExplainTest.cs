using System.Text.Json;
using Analytics.Domain;
using Analytics.EndToEnd.Tests.Conformance;

namespace Analytics.EndToEnd.Tests;

/// <summary><c>price explain</c>: the rows and the arithmetic of one call add up to what was published.</summary>
public sealed class PriceExplainTest(PriceExplainTest.PricedRoot root) : IClassFixture<PriceExplainTest.PricedRoot>
{
    /// <summary>A book with a band, a batch rule and a hole, and a call for each.</summary>
    public sealed class PricedRoot : IAsyncLifetime
    {
        internal Workspace Workspace { get; } = new();

        public async Task InitializeAsync()
        {
            var pack = new ConformancePack(Workspace);
            pack.Price("book", "book-model", "uncached_input", 3);
            pack.Price("book", "book-model", "uncached_input", 6, "200000,>");
            pack.Price("book", "book-model", "cache_read", 0.3m);
            pack.Price("book", "book-model", "cache_read", 0.6m, "200000,>");
            pack.Modify("book", "book-model", "1/3", batch: "true");
            pack.Add(
                "gateway", "litellm", "a.jsonl",
                Line("long", "book-model", new() { Input = 250_000, CacheRead = 1_000 }),
                Line("batch", "book-model", new() { Input = 1_001, CacheRead = 7 }, "batch"),
                Line("hole", "book-model", new() { Input = 10, Output = 5 }),
                Line("stranger", "no-such-model", new() { Input = 10 }));
            Assert.NotNull((await Workspace.RunPipelineAsync(pack.Sources())).Publish);
        }

        public Task DisposeAsync()
        {
            Workspace.Dispose();
            return Task.CompletedTask;
        }

        private static string Line(string id, string model, TokenUse use, string? tier = null) =>
            LogLines.Gateway(id, "2026-04-01T10:00:00Z", "book", model, use, tier);
    }

    [Theory]
    [InlineData("long", "200001", 250_000 * 6_000_000L, 1_000 * 600_000L)]
    [InlineData("batch", "0", 1_001 * 1_000_000L, 7 * 100_000L)]
    public async Task Explain_Json_SumOfItsMetersIsThePublishedCost(string id, string band, long input, long read)
    {
        var call = (await ExplainAsync(id)).GetProperty("calls")[0];

        var meters = call.GetProperty("meters").EnumerateArray().ToList();
        Assert.Equal([input, read], meters.Select(static meter => meter.GetProperty("cost_picousd").GetInt64()));
        Assert.All(meters, static meter => Assert.Equal(
            meter.GetProperty("cost_picousd").GetInt64(),
            meter.GetProperty("quantity").GetInt64() * meter.GetProperty("price_picousd_per_unit").GetInt64()));
        Assert.Equal(input + read, call.GetProperty("sum_picousd").GetInt64());
        Assert.Equal(
            root.Workspace.Scalar<long>($"select list_cost_picousd from priced_requests where request_id = '{id}'"),
            call.GetProperty("sum_picousd").GetInt64());
        Assert.Equal(band, call.GetProperty("call").GetProperty("price_prompt_tokens_from").GetRawText());
    }

    [Fact]
    public async Task Explain_Text_NamesRowRuleTierAndValidity()
    {
        var text = (await root.Workspace.RunAsync("price", "explain", "batch")).Expect(ExitCode.Ok).Output;

        Assert.Contains("tier standard, batch yes, region global, prompt 1,008 tokens", text, StringComparison.Ordinal);
        Assert.Matches("uncached_input +1,001 +0.000003 +x 1/3 +0.000001 +0.001001 +2020-01-01 00:00:00Z to open", text);
        Assert.Contains("conformance", text, StringComparison.Ordinal);
        Assert.Contains("Cost at list prices: 0.0010017 USD, the sum of its meters.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hole", "missing_meter_price")]
    [InlineData("stranger", "unknown_model")]
    public async Task Explain_UnpricedCall_SaysWhy(string id, string reason)
    {
        var text = (await root.Workspace.RunAsync("price", "explain", id)).Expect(ExitCode.Ok).Output;

        Assert.Contains($"No cost: {reason}: ", text, StringComparison.Ordinal);
        Assert.Contains("sum", text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await ExplainAsync(id)).GetProperty("calls")[0].GetProperty("sum_picousd").ValueKind);
    }

    [Fact]
    public async Task Explain_UnknownId_IsAClearError()
    {
        var result = (await root.Workspace.RunAsync("price", "explain", "nobody's call")).Expect(ExitCode.Usage);

        Assert.Empty(result.Output);
        Assert.Contains("No call 'nobody's call' in generation 1.", result.Errors, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ExplainAsync(string id) =>
        (await root.Workspace.RunAsync("price", "explain", id, "--json")).Expect(ExitCode.Ok).Json;
}
