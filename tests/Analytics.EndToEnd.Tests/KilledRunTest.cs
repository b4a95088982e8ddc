using Analytics.Domain;

namespace Analytics.EndToEnd.Tests;

/// <summary>A worker that is killed without warning, again and again, still ends with the same tables.</summary>
public sealed class KilledRunTest
{
    // 128 + SIGKILL.
    private const ExitCode KilledBySignal = (ExitCode)137;

    [Fact]
    public async Task Run_KilledAtGrowingDelays_EndsWithTheSameMarts()
    {
        using var undisturbed = new Workspace();
        using var killed = new Workspace();
        (await undisturbed.RunAsync("run", "--source", Source(undisturbed))).Expect(ExitCode.Ok);
        var source = Source(killed);

        for (var delayMilliseconds = 200; ; delayMilliseconds = delayMilliseconds * 3 / 2)
        {
            using var run = killed.Start("run", "--source", source);
            await Task.Delay(delayMilliseconds);
            await run.SignalAsync("KILL");
            var result = await run.ResultAsync();
            if (result.ExitCode == ExitCode.Ok)
            {
                break;
            }

            // Killed by us and by nothing else: a root that a kill has broken would never let a run end.
            Assert.True(result.ExitCode == KilledBySignal, result.Errors);
        }

        (await killed.RunAsync("run", "--source", source)).Expect(ExitCode.Ok);
        Assert.Equal(undisturbed.MartHashes, killed.MartHashes);
        (await killed.RunAsync("verify")).Expect(ExitCode.Ok);
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
}
