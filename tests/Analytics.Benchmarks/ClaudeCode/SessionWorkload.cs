namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>A generated folder of sessions, and ccusage to read it.</summary>
/// <param name="Sessions">Wrote the files and may go on with them.</param>
/// <param name="Projects">The folder of the files.</param>
/// <param name="Data">Their size.</param>
/// <param name="ReadByCcusage">Token totals by ccusage, as text.</param>
internal sealed record SessionWorkload(
    SessionFolder Sessions, string Projects, BenchmarkData Data, Func<CancellationToken, Task<string>> ReadByCcusage)
{
    private const long DefaultLines = 1_000_000;

    /// <summary>Installs ccusage and writes the folder.</summary>
    /// <exception cref="BenchmarkSkippedException">Node is not installed, or npm cannot get the package.</exception>
    public static async Task<SessionWorkload> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var ccusage = await Ccusage.InstallAsync(context.Folder, cancellation);
        var config = context.CreateFolder("claude");
        var projects = Path.Combine(config, "projects");
        var sessions = new SessionFolder(context.Options.Seed);
        var data = sessions.Write(projects, context.Options.Rows ?? DefaultLines, cancellation);
        return new SessionWorkload(
            sessions, projects, data, async stop => (await ccusage.TotalsAsync(config, stop)).ToString());
    }
}
