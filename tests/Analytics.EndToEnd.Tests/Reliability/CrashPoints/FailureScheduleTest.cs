using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>Failures and deaths in a row, and a clock that nobody can rely on.</summary>
public sealed class FailureScheduleTest(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;
    private const int FailuresInARow = 4;

    private static int Schedules => FaultsFactAttribute.IsAsked ? 500 : 3;

    [Fact]
    [Survives(1)]
    public async Task Schedule_OfSeveralFailuresInARow_HealsAtTheNext()
    {
        using var scenario = CrashScenario.Small();
        var counted = new TracedFileOps(static _ => { }, new UnsyncedFiles(scenario.Root));
        await scenario.RunAsync(counted);
        var first = scenario.Images.KeepAlways();
        scenario.Restate();
        await scenario.RunAsync();
        var expected = await scenario.StateAsync();
        for (var seed = Seed; seed < Seed + Schedules; seed++)
        {
            scenario.Images.Restore(first);
            var random = new Random(seed);
            for (var failure = 0; failure < FailuresInARow; failure++)
            {
                await DisturbAsync(scenario, random.Next(counted.Calls.Count), isDeath: random.Next(2) == 0);
            }

            await scenario.RunAsync();
            FaultsLog.Write($"schedule of seed {seed}");
            Assert.True(expected == await scenario.StateAsync(), $"another state after the schedule of seed {seed}");
        }

        output.WriteLine($"seeds {Seed} to {Seed + Schedules - 1}");
    }

    /// <summary>Time of day orders nothing: it may jump back and forth between two looks.</summary>
    [Fact]
    [Survives(9)]
    public async Task Clock_ThatJumps_ChangesNoLakeAndNoMart()
    {
        using var steady = CrashScenario.Small();
        using var jumping = CrashScenario.Small();
        jumping.Clock = new JumpingTime(new Random(Seed));
        foreach (var scenario in new[] { steady, jumping })
        {
            await scenario.RunAsync();
            scenario.Restate();
            await scenario.RunAsync();
        }

        Assert.Equal(steady.Hashes, jumping.Hashes);
    }

    private static async Task DisturbAsync(CrashScenario scenario, int number, bool isDeath)
    {
        DiskImage? image = null;
        var left = number;
        var files = new TracedFileOps(
            call =>
            {
                if (left-- != 0)
                {
                    return;
                }

                image = isDeath ? scenario.Images.KeepAlways() : null;
                throw isDeath ? new ProcessDiedException($"{call}") : new IOException($"injected: {call}");
            },
            new UnsyncedFiles(scenario.Root));

        // However it ends: only the run after the last of them has to succeed.
        await Record.ExceptionAsync(() => scenario.RunAsync(files));
        if (image is not null)
        {
            scenario.Images.Restore(image);
        }
    }

    private sealed class JumpingTime(Random random) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            lock (random)
            {
                return new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero).AddHours(random.Next(-200, 200));
            }
        }
    }
}
