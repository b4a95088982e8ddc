namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>The input counter of OpenTelemetry includes the cache, that of Anthropic leaves it out.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T02(ConformanceRun run)
{
    private const string Day = "2026-04-03";
    private static readonly TokenUse Use = new() { Input = 5, CacheRead = 128_955, CacheWrite5m = 1_253, Output = 100 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add("t02-agent", "claude-code", "a.jsonl", LogLines.Claude("t02-a", $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use));
        pack.Add("t02-inclusive", "otel-genai", "a.jsonl", LogLines.Trace(
            LogLines.Span("02a", "1", null, $"{Day}T11:00:00Z", "anthropic", "claude-sonnet-4-5", Use)));
        pack.Add("t02-exclusive", "otel-genai", "a.jsonl", LogLines.Trace(
            LogLines.Span("02b", "1", null, $"{Day}T12:00:00Z", "anthropic", "claude-sonnet-4-5", Use, inputCounter: 5)));
    }

    [Theory]
    [InlineData("t02-agent")]
    [InlineData("t02-inclusive")]
    [InlineData("t02-exclusive")]
    public void Prompt_EachConvention_IsTheSame(string source) => Assert.Equal(
        130_213, run.Value<long>($"select prompt_tokens from priced_requests where source = '{source}'"));

    [Fact]
    public void Mart_Day_HoldsDisjointMeters()
    {
        Assert.Equal(3 * 5, run.Day<long>(Day, "sum(uncached_input_tokens)::bigint"));
        Assert.Equal(3 * 128_955, run.Day<long>(Day, "sum(cache_read_tokens)::bigint"));
        Assert.Equal(1_253, run.Day<long>(Day, "sum(cache_write_5m_tokens)::bigint"));
        Assert.Equal(2 * 1_253, run.Day<long>(Day, "sum(cache_write_unknown_ttl_tokens)::bigint"));
        Assert.Equal(3 * (130_213 + 100), run.Day<long>(Day, "sum(total_tokens)::bigint"));
    }
}
