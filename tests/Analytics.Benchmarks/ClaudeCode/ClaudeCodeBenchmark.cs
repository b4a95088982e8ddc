using Analytics.Engine;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>A developer's session files from the disk to the marts, against ccusage on the same folder.</summary>
internal sealed class ClaudeCodeBenchmark : IBenchmark
{
    private const long DefaultLines = 1_000_000;

    private const string Totals =
        """
        select
            coalesce(sum(uncached_input_tokens), 0)::bigint as input_tokens,
            (coalesce(sum(cache_write_5m_tokens), 0) + coalesce(sum(cache_write_1h_tokens), 0)
                + coalesce(sum(cache_write_unknown_ttl_tokens), 0))::bigint as cache_creation_tokens,
            coalesce(sum(cache_read_tokens), 0)::bigint as cache_read_tokens,
            (coalesce(sum(visible_output_tokens), 0) + coalesce(sum(reasoning_tokens), 0))::bigint as output_tokens,
        from mart_daily_costs
        """;

    /// <inheritdoc/>
    public string Name => "claude-code";

    /// <inheritdoc/>
    public string Comparison => $"ingest, price and marts vs ccusage {Ccusage.Version} daily --offline";

    /// <inheritdoc/>
    public double TargetRatio => 3.0;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var ccusage = await Ccusage.InstallAsync(context.Folder, cancellation);
        var config = context.CreateFolder("claude");
        var projects = Path.Combine(config, "projects");
        var data = new SessionFolder(context.Options.Seed).Write(
            projects, context.Options.Rows ?? DefaultLines, cancellation);
        return new PreparedBenchmark(
            data,
            stop => OursAsync(context, projects, stop),
            async stop => (await ccusage.TotalsAsync(config, stop)).ToString());
    }

    private static Task<string> OursAsync(BenchmarkContext context, string projects, CancellationToken cancellation) =>
        context.WithPipelineAsync("claude-code", projects, async (pipeline, root) =>
        {
            var progress = new Progress<PipelineEvent>();
            await pipeline.IngestAsync(progress, cancellation);
            var build = (await pipeline.BuildAsync(progress, cancellation)).Build!;
            if (!build.IsPublishable)
            {
                return $"{build.Failures.Count} checks failed";
            }

            using var session = EngineSession.Open(context.Engine with { DatabasePath = root.WorkDatabase, IsReadOnly = true });
            return (await session.QueryAsync<TokenTotals>(Totals, null, cancellation))[0].ToString();
        });
}

/// <summary>Tokens of a whole folder, each provider call counted once.</summary>
/// <param name="InputTokens">Input neither read from nor written to a cache.</param>
/// <param name="CacheCreationTokens">Input written to a cache.</param>
/// <param name="CacheReadTokens">Input read from a cache.</param>
/// <param name="OutputTokens">Output, thinking included.</param>
internal sealed record TokenTotals(long InputTokens, long CacheCreationTokens, long CacheReadTokens, long OutputTokens);
