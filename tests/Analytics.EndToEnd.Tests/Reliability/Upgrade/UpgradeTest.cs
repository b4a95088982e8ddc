using System.IO.Compression;
using Analytics.EndToEnd.Tests.Reliability.CrashPoints;
using Analytics.Engine;

namespace Analytics.EndToEnd.Tests.Reliability.Upgrade;

/// <summary>
/// Data roots of earlier releases open, with what they were kept beside them. <c>root-1.zip</c> is what the first release
/// left of <see cref="SmallSqlRoot.WriteInput"/>; a release that raises the ledger's version adds the root of the one before.
/// </summary>
public sealed class UpgradeTest : IDisposable
{
    private readonly CrashScenario scenario = CrashScenario.Small();

    private string Ledger => Path.Combine(scenario.Root, "state", "ledger.duckdb");

    public void Dispose() => scenario.Dispose();

    [Fact]
    [Survives(29)]
    public async Task Root_OfAnEarlierRelease_GoesOnAndBack()
    {
        using var fresh = CrashScenario.Small();
        await fresh.RunAsync();
        Extract("root-1.zip");
        var before = await File.ReadAllBytesAsync(Ledger);

        var report = await scenario.RunAsync();

        Assert.Equal(0, report.Ingest!.Report.FilesRead);
        Assert.Equal(fresh.Hashes, scenario.Hashes);
        Assert.Equal(before, await File.ReadAllBytesAsync(Ledger + ".version-1"));
        foreach (var each in new[] { fresh, scenario })
        {
            each.Restate();
            await each.RunAsync();
        }

        Assert.Equal(fresh.Hashes, scenario.Hashes);

        // Back: the kept ledger knows nothing of what came since, and takes it in again; it counts once.
        File.Move(Ledger + ".version-1", Ledger, overwrite: true);
        await scenario.RunAsync();
        Assert.Equal(fresh.MartHashes, scenario.MartHashes);
        Assert.Empty((await scenario.VerifyAsync()).Faults);
    }

    [Fact]
    [Survives(29)]
    public async Task Root_OfALaterRelease_IsRefusedAndLeftAlone()
    {
        await scenario.RunAsync();
        using (var session = EngineSession.Open(new EngineOptions { DatabasePath = Ledger }))
        {
            session.Execute("insert into schema_versions values (99)");
        }

        var before = await File.ReadAllBytesAsync(Ledger);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => scenario.RunAsync());

        Assert.Contains("found schema version 99", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Ledger));
    }

    private void Extract(string name) => ZipFile.ExtractToDirectory(
        Path.Combine(Workspace.Repository, "tests", "Analytics.EndToEnd.Tests", "Reliability", "Upgrade", name), scenario.Root);
}
