using System.Diagnostics;
using Analytics.Domain;
using Analytics.EndToEnd.Tests.Reliability;
using Analytics.EndToEnd.Tests.Reliability.CrashPoints;
using Analytics.Outputs;
using Analytics.Pipeline;
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

    public void Dispose()
    {
        undisturbed.Dispose();
        killed.Dispose();
    }

    /// <summary>All models: most kills hit a statement of DuckDB that takes seconds.</summary>
    [Fact]
    [Survives(1)]
    public Task Verbs_KilledAtRandomMoments_EndWithTheSameLakeLedgerAndMarts() =>
        KillAsync(kills: FaultsFactAttribute.IsAsked ? 40 : 5, Source);

    /// <summary>One model of each kind: most kills hit files and ledgers between two statements.</summary>
    [Fact]
    [Survives(1)]
    public Task SmallPipeline_KilledAtRandomMoments_EndsWithTheSameLakeLedgerAndMarts() =>
        KillAsync(kills: FaultsFactAttribute.IsAsked ? 200 : 20, SmallSqlRoot.SettingsOf);

    private async Task KillAsync(int kills, Func<Workspace, IReadOnlyDictionary<string, string>> write)
    {
        var source = write(undisturbed);
        var clock = Stopwatch.StartNew();
        await FinishAsync(undisturbed, source, "run");
        var longest = (int)clock.ElapsedMilliseconds;
        source = write(killed);
        var random = new Random(Seed);
        var stages = new Queue<string>(["ingest", "build", "publish"]);
        var (killsDone, finished) = (0, 0);
        while (killsDone < kills)
        {
            // Each stage by itself once, then the whole until one gets through.
            var verb = stages.TryDequeue(out var stage) ? stage : "run";
            using var run = killed.Start(source, verb);
            await Task.Delay(random.Next(100, longest * 3 / 4));
            if (!run.HasExited)
            {
                await run.SignalAsync("KILL");
            }

            var result = await run.ResultAsync();

            // Killed by us and by nothing else: a root that a kill has broken would never let a run end.
            Assert.True(
                result.ExitCode == KilledBySignal || IsEnd(result),
                $"seed {Seed}, kill {killsDone}, {verb} ended with {(int)result.ExitCode}: {result.Output}{result.Errors}");
            killsDone += result.ExitCode == KilledBySignal ? 1 : 0;
            FaultsLog.Write($"{verb} ended with {(int)result.ExitCode}: {killsDone} kills");
            Assert.Empty(killed.TornForReaders);
            if (IsEnd(result) && verb == "run")
            {
                // Nothing is left to be half done with: this one is compared, and it begins again.
                finished++;
                AssertSame();
                Directory.Delete(killed.Root.Path, recursive: true);
                stages = new Queue<string>(["ingest", "build", "publish"]);
            }
        }

        await FinishAsync(killed, source, "run");
        await FinishAsync(killed, source, "verify");
        AssertSame();
        output.WriteLine($"seed {Seed}: {killsDone} kills within {longest} ms, {finished} runs finished in between");
    }

    private static async Task FinishAsync(Workspace workspace, IReadOnlyDictionary<string, string> source, string verb)
    {
        using var run = workspace.Start(source, verb);
        var result = await run.ResultAsync();
        Assert.True(IsEnd(result), $"{result.ExitCode}: {result.Output}{result.Errors}");
    }

    // With a line in quarantine a run ends otherwise than without; it ends.
    private static bool IsEnd(WorkerResult result) => result.ExitCode is ExitCode.Ok or ExitCode.Quarantined;

    private void AssertSame()
    {
        Assert.Equal(Hashes(undisturbed), Hashes(killed));
        Assert.Equal(LedgerCounts(undisturbed), LedgerCounts(killed));
        Assert.Equal(undisturbed.MartHashes, killed.MartHashes);
        Assert.Empty(killed.Published.StagingLeftovers());
    }

    /// <summary>Twelve days in three files, so that there is something to be half done with.</summary>
    private static Dictionary<string, string> Source(Workspace workspace)
    {
        foreach (var file in Enumerable.Range(0, 3))
        {
            workspace.Write($"session-{file}.jsonl", string.Concat(Enumerable.Range(0, 4).Select(day =>
                AgentLog.Session(Enumerable.Range(100 * ((4 * file) + day), 50), $"2026-03-{(4 * file) + day + 1:00}"))));
        }

        return SmallSqlRoot.Settings(new() { ["agent"] = new() { Kind = "claude-code", Path = Path.Combine(workspace.Folder, "input") } });
    }

    // Rows in quarantine name the path of their file, which is another one in each workspace. A stage that gets through
    // after a killed ingest publishes what was committed until then, and that generation is kept with the files it reads.
    private static IEnumerable<string> Hashes(Workspace workspace)
    {
        var ofBefore = workspace.Published.List().SelectMany(Reads)
            .Except(Reads(workspace.Published.Current()!))
            .Select(path => Path.GetRelativePath(workspace.Root.Lake, path))
            .ToHashSet();
        return workspace.LakeHashes
            .Where(file => !file.Key.StartsWith("quarantine", StringComparison.Ordinal) && !ofBefore.Contains(file.Key))
            .Select(static file => $"{file.Key} {file.Value}");
    }

    private static IEnumerable<string> Reads(GenerationManifest generation) =>
        generation.Views.SelectMany(static view => view.Reads);

    private static IReadOnlyList<string> LedgerCounts(Workspace workspace) => workspace.Query<string>(
        """
        select concat_ws(' ', source, file_id, lines_read, rows_read, rows_accepted, rows_quarantined, rows_duplicate)
        from lake_files order by source, path
        """);
}
