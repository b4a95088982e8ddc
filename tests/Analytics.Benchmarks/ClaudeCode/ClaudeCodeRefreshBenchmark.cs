namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>
/// The marts after one session of a folder went on, which is what a worker does all day, against ccusage, which reads
/// the whole folder each time.
/// </summary>
internal sealed class ClaudeCodeRefreshBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "claude-code-refresh";

    /// <inheritdoc/>
    public string Comparison => $"marts after one session grew vs ccusage {Ccusage.Version} daily --offline";

    /// <inheritdoc/>
    public double TargetRatio => 1.0;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var workload = await SessionWorkload.PrepareAsync(context, cancellation);
        var (pipeline, root) = context.OpenPipeline("claude-code", workload.Projects);
        await TokenTotals.RefreshAsync(context, pipeline, root, cancellation);
        return new PreparedBenchmark(
            workload.Data,
            async stop =>
            {
                workload.Sessions.Continue();
                return (await TokenTotals.RefreshAsync(context, pipeline, root, stop)).ToString();
            },
            workload.ReadByCcusage);
    }
}
