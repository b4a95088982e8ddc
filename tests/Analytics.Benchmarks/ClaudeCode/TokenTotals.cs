using Analytics.Engine;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>Tokens of a whole folder, each provider call counted once.</summary>
/// <param name="InputTokens">Input neither read from nor written to a cache.</param>
/// <param name="CacheCreationTokens">Input written to a cache.</param>
/// <param name="CacheReadTokens">Input read from a cache.</param>
/// <param name="OutputTokens">Output, thinking included.</param>
internal sealed record TokenTotals(long InputTokens, long CacheCreationTokens, long CacheReadTokens, long OutputTokens)
{
    private const string OfDailyCosts =
        """
        select
            coalesce(sum(uncached_input_tokens), 0)::bigint as input_tokens,
            (coalesce(sum(cache_write_5m_tokens), 0) + coalesce(sum(cache_write_1h_tokens), 0)
                + coalesce(sum(cache_write_unknown_ttl_tokens), 0))::bigint as cache_creation_tokens,
            coalesce(sum(cache_read_tokens), 0)::bigint as cache_read_tokens,
            (coalesce(sum(visible_output_tokens), 0) + coalesce(sum(reasoning_tokens), 0))::bigint as output_tokens,
        from mart_daily_costs
        """;

    /// <summary>Takes what is new in the source, builds what that changes, and reads the totals from the marts.</summary>
    /// <exception cref="InvalidOperationException">A check failed, so nothing would be published.</exception>
    public static async Task<TokenTotals> RefreshAsync(
        BenchmarkContext context, AnalyticsPipeline pipeline, DataRoot root, CancellationToken cancellation)
    {
        var progress = new Progress<PipelineEvent>();
        await pipeline.IngestAsync(progress, cancellation);
        var build = (await pipeline.BuildAsync(progress, cancellation)).Build!;
        if (!build.IsPublishable)
        {
            throw new InvalidOperationException(
                $"{build.Failures.Count} checks failed, expected none. Run the verbs on the data kept by --keep.");
        }

        using var session = EngineSession.Open(
            context.Engine with { DatabasePath = root.WorkDatabase, IsReadOnly = true });
        return (await session.QueryAsync<TokenTotals>(OfDailyCosts, null, cancellation))[0];
    }
}
