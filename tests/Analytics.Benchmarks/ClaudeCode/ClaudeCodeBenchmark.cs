namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>A developer's session files from the disk to the marts, against ccusage on the same folder.</summary>
internal sealed class ClaudeCodeBenchmark : IBenchmark
{
    private const long DefaultLines = 1_000_000;

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
        context.WithPipelineAsync(
            "claude-code",
            projects,
            async (pipeline, root) => (await TokenTotals.RefreshAsync(context, pipeline, root, cancellation)).ToString());
}
