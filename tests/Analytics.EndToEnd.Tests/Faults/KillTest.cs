using System.Diagnostics;
using Analytics.Domain;
using Analytics.EndToEnd.Tests.Reliability;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Faults;

/// <summary>A worker that is killed at any moment goes on where the last commit stands, to the very same bytes.</summary>
public sealed class KillTest(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20_261_122;

    // 128 + SIGKILL.
    private const ExitCode KilledBySignal = (ExitCode)137;

    private readonly Workspace undisturbed = new();
    private readonly Workspace killed = new();

    private static int Kills => FaultsFactAttribute.IsAsked ? 200 : 20;

    public void Dispose()
    {
        undisturbed.Dispose();
        killed.Dispose();
    }

    [Fact]
    [Survives(1)]
    public async Task Verbs_KilledAtRandomMoments_EndWithTheSameLakeLedgerAndMarts()
    {
        var clock = Stopwatch.StartNew();
        (await undisturbed.RunAsync("run", "--source", Source(undisturbed))).Expect(ExitCode.Ok);
        var longest = (int)clock.ElapsedMilliseconds;
        var source = Source(killed);
        var random = new Random(Seed);
        var stages = new Queue<string>(["ingest", "build", "publish"]);
        var (kills, finished) = (0, 0);
        while (kills < Kills)
        {
            // Each stage by itself once, then the whole until one gets through.
            var verb = stages.TryDequeue(out var stage) ? stage : "run";
            using var run = killed.Start(verb, "--source", source);
            await Task.Delay(random.Next(100, longest * 3 / 4));
            if (!run.HasExited)
            {
                await run.SignalAsync("KILL");
            }

            var result = await run.ResultAsync();

            // Killed by us and by nothing else: a root that a kill has broken would never let a run end.
            Assert.True(result.ExitCode is KilledBySignal or ExitCode.Ok, $"seed {Seed}, kill {kills}, {verb}: {result.Errors}");
            kills += result.ExitCode == KilledBySignal ? 1 : 0;
            Assert.Empty(killed.TornForReaders);
            if (result.ExitCode == ExitCode.Ok && verb == "run")
            {
                // Nothing is left to be half done with: this one is compared, and it begins again.
                finished++;
                AssertSame();
                Directory.Delete(killed.Root.Path, recursive: true);
                stages = new Queue<string>(["ingest", "build", "publish"]);
            }
        }

        (await killed.RunAsync("run", "--source", source)).Expect(ExitCode.Ok);
        (await killed.RunAsync("verify")).Expect(ExitCode.Ok);
        AssertSame();
        output.WriteLine($"seed {Seed}: {kills} kills within {longest} ms, {finished} runs finished in between");
    }

    private void AssertSame()
    {
        Assert.Equal(Hashes(undisturbed), Hashes(killed));
        Assert.Equal(LedgerCounts(undisturbed), LedgerCounts(killed));
        Assert.Equal(undisturbed.MartHashes, killed.MartHashes);
        Assert.Empty(killed.Published.StagingLeftovers());
    }

    /// <summary>Twelve days in three files, so that there is something to be half done with.</summary>
    private static string Source(Workspace workspace)
    {
        foreach (var file in Enumerable.Range(0, 3))
        {
            workspace.Write($"session-{file}.jsonl", string.Concat(Enumerable.Range(0, 4).Select(day =>
                AgentLog.Session(Enumerable.Range(100 * ((4 * file) + day), 50), $"2026-03-{(4 * file) + day + 1:00}"))));
        }

        return $"claude-code={Path.Combine(workspace.Folder, "input")}";
    }

    // Rows in quarantine name the path of their file, which is another one in each workspace.
    private static IEnumerable<string> Hashes(Workspace workspace) => workspace.LakeHashes
        .Where(static file => !file.Key.StartsWith("quarantine", StringComparison.Ordinal))
        .Select(static file => $"{file.Key} {file.Value}");

    private static IReadOnlyList<string> LedgerCounts(Workspace workspace) => workspace.Query<string>(
        """
        select concat_ws(' ', source, file_id, lines_read, rows_read, rows_accepted, rows_quarantined, rows_duplicate)
        from lake_files order by source, path
        """);
}
