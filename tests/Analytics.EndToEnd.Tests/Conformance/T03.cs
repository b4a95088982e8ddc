namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>
/// One library counts cached input beside the input in one version and within it in the next: the convention goes by
/// library and version, learnt from a call that leaves no doubt.
/// </summary>
[Collection(ConformanceCases.Name)]
public sealed class T03(ConformanceRun run)
{
    private const string Day = "2026-04-04";
    private const string Library = "posthog-ai";

    // Small cache, so that the counter alone does not tell how it was meant.
    private static readonly TokenUse Doubtful = new() { Input = 10_000, CacheRead = 4_000, Output = 100 };
    private static readonly TokenUse Clear = new() { Input = 1_000, CacheRead = 50_000, Output = 100 };

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t03-otel", "otel-genai", "a.jsonl",
        LogLines.TraceOf(Library, "1.0", Span("03a", Clear, Clear.Input), Span("03b", Doubtful, Doubtful.Input)),
        LogLines.TraceOf(Library, "2.0", Span("03c", Clear), Span("03d", Doubtful)),
        LogLines.Trace(Span("03e", Doubtful)));

    [Theory]
    [InlineData("03a", 1_000, 50_000)]
    [InlineData("03b", 10_000, 4_000)]
    [InlineData("03c", 1_000, 50_000)]
    [InlineData("03d", 10_000, 4_000)]
    [InlineData("03e", 10_000, 4_000)]
    public void Meters_EitherVersion_AreTheSame(string trace, long fresh, long read)
    {
        var (input, cached) = run.Rows<(long, long)>(
            $"select uncached_input_tokens, cache_read_tokens from priced_requests where trace_id = '{trace}'").Single();

        Assert.Equal((fresh, read), (input, cached));
    }

    [Fact]
    public void Mart_Day_AddsThemUp() =>
        Assert.Equal(32_000 + 112_000, run.Day<long>(Day, "sum(uncached_input_tokens + cache_read_tokens)::bigint"));

    private static object Span(string trace, TokenUse use, long? counter = null) =>
        LogLines.Span(trace, "1", null, $"{Day}T10:00:00Z", "anthropic", "claude-sonnet-4-5", use, counter);
}
