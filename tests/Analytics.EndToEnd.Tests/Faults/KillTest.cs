using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.Faults;

/// <summary>A worker that is killed at any moment goes on where the last commit stands, to the very same bytes.</summary>
public sealed class KillTest : IDisposable
{
    private readonly Workspace _undisturbed = new();
    private readonly Workspace _killed = new();

    public void Dispose()
    {
        _undisturbed.Dispose();
        _killed.Dispose();
    }

    [Fact]
    public async Task Run_KilledAtSixMoments_EndsWithTheSameLakeLedgerAndMarts()
    {
        var lake = _killed.Root.Lake;
        Func<bool>[] moments =
        [
            () => File.Exists(_killed.Root.LedgerDatabase),
            () => HoldsFile(_killed.Root.Staging),
            () => HoldsFile(Path.Combine(lake, "requests")),
            () => File.Exists(_killed.Root.WorkDatabase),
            () => HoldsFile(Path.Combine(lake, "priced")),
            () => Directory.Exists(_killed.Root.Published) && HoldsFile(_killed.Root.Published),
        ];
        foreach (var moment in moments)
        {
            await KillAtAsync(moment);
        }

        (await _killed.RunAsync("run", "--sample")).Expect(ExitCode.Ok);
        (await _undisturbed.RunAsync("run", "--sample")).Expect(ExitCode.Ok);

        Assert.Equal(_undisturbed.LakeHashes, _killed.LakeHashes);
        Assert.Equal(LedgerCounts(_undisturbed), LedgerCounts(_killed));
        Assert.Equal(_undisturbed.MartHashes, _killed.MartHashes);
        (await _killed.RunAsync("verify")).Expect(ExitCode.Ok);
        Assert.Empty(_killed.Published.StagingLeftovers());
    }

    private async Task KillAtAsync(Func<bool> moment)
    {
        using var run = _killed.Start("run", "--sample");
        while (!moment() && !run.HasExited)
        {
            await Task.Delay(5);
        }

        Assert.False(run.HasExited, "The worker ended before the moment came.");
        await run.SignalAsync("KILL");
        await run.ResultAsync();
    }

    private static bool HoldsFile(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();

    private static IReadOnlyList<string> LedgerCounts(Workspace workspace) => workspace.Query<string>(
        """
        select concat_ws(' ', source, file_id, lines_read, rows_read, rows_accepted, rows_quarantined, rows_duplicate)
        from lake_files order by source, path
        """);
}
