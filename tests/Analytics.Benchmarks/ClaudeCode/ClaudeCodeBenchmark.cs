namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>A developer's session files from the disk to the marts, against ccusage on the same folder.</summary>
internal sealed class ClaudeCodeBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "claude-code";

    /// <inheritdoc/>
    public string Comparison => $"ingest, price and marts vs ccusage {Ccusage.Version} daily --offline";

    /// <inheritdoc/>
    public double TargetRatio => 5.0;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var workload = await SessionWorkload.PrepareAsync(context, cancellation);
        return new PreparedBenchmark(
            workload.Data, stop => OursAsync(context, workload.Projects, stop), workload.ReadByCcusage);
    }

    private static Task<string> OursAsync(BenchmarkContext context, string projects, CancellationToken cancellation) =>
        context.WithPipelineAsync(
            "claude-code",
            projects,
            async (pipeline, root) => (await TokenTotals.RefreshAsync(context, pipeline, root, cancellation)).ToString());
}
