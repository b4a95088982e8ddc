namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>
/// The marts after one session of a folder went on, which is what a worker does all day, against ccusage, which reads
/// the whole folder each time.
/// </summary>
internal sealed class ClaudeCodeRefreshBenchmark : IBenchmark
{
    private const long DefaultLines = 1_000_000;

    /// <inheritdoc/>
    public string Name => "claude-code-refresh";

    /// <inheritdoc/>
    public string Comparison => $"marts after one session grew vs ccusage {Ccusage.Version} daily --offline";

    /// <inheritdoc/>
    public double TargetRatio => 1.0;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var ccusage = await Ccusage.InstallAsync(context.Folder, cancellation);
        var config = context.CreateFolder("claude");
        var projects = Path.Combine(config, "projects");
        var folder = new SessionFolder(context.Options.Seed);
        var data = folder.Write(projects, context.Options.Rows ?? DefaultLines, cancellation);
        var (pipeline, root) = context.OpenPipeline("claude-code", projects);
        await TokenTotals.RefreshAsync(context, pipeline, root, cancellation);
        return new PreparedBenchmark(
            data,
            async stop =>
            {
                folder.Continue();
                return (await TokenTotals.RefreshAsync(context, pipeline, root, stop)).ToString();
            },
            async stop => (await ccusage.TotalsAsync(config, stop)).ToString());
    }
}
