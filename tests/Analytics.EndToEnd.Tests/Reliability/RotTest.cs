using Analytics.Domain;
using Analytics.EndToEnd.Tests.Reliability.CrashPoints;
using Analytics.Lake.Ingest;

namespace Analytics.EndToEnd.Tests.Reliability;

/// <summary>A byte that flips on the disk never becomes a wrong total: it is found, and the part is made again or nothing is.</summary>
public sealed class RotTest
{
    private const int Seed = 20_261_122;

    [Fact]
    [Survives(27)]
    public async Task Verify_FlippedByteAnywhereInAPart_NamesThePart()
    {
        using var scenario = await RestatedAsync();
        var random = new Random(Seed);
        foreach (var part in Parts(scenario))
        {
            var bytes = await File.ReadAllBytesAsync(part);
            foreach (var position in (int[])[0, random.Next(bytes.Length), random.Next(bytes.Length), bytes.Length - 1])
            {
                Flip(part, position);
                var fault = Assert.Single((await scenario.VerifyAsync()).Faults);
                Assert.Equal(part, fault.Path);
                await File.WriteAllBytesAsync(part, bytes);
            }
        }
    }

    [Fact]
    [Survives(27)]
    public async Task Build_FlippedByteInAPart_MakesItAgainOrPublishesNothing()
    {
        using var scenario = await RestatedAsync();
        var expected = await scenario.StateAsync();
        var sound = scenario.Images.KeepAlways();
        var left = new List<string>();
        foreach (var part in Parts(scenario))
        {
            Flip(part, new Random(Seed).Next((int)new FileInfo(part).Length));
            var report = await scenario.RunAsync();
            if (report.Build!.IsPublishable)
            {
                Assert.Equal([part], report.Build.RebuiltParts);
                Assert.Equal(expected, await scenario.StateAsync());
                continue;
            }

            Assert.Equal(ExitCode.CheckFailed, report.ExitCode);
            Assert.Equal(("lake_integrity", part), (report.Build.Failures[0].Name, report.Build.Failures[0].Path));
            Assert.Null(report.Publish);
            left.Add(part);
            scenario.Images.Restore(sound);
        }

        // Of the price list that was corrected nobody kept the bytes.
        Assert.Equal("prices", Path.GetFileName(Path.GetDirectoryName(Assert.Single(left))));
    }

    [Fact]
    [Survives(27)]
    public async Task Repair_SourcesGoneAndRawBytesKept_MakesEveryFileAgain()
    {
        using var scenario = CrashScenario.Small();
        scenario.RawCopies = RawCopies.All;
        await scenario.RunAsync();
        scenario.Restate();
        await scenario.RunAsync();
        var lake = scenario.Hashes.ToList();
        Directory.Delete(scenario.Input, recursive: true);
        foreach (var part in Parts(scenario))
        {
            Flip(part, 4);
        }

        var report = await scenario.RepairAsync();

        Assert.Empty(report.Left);
        Assert.Equal(lake, scenario.Hashes);
        Assert.Empty((await scenario.VerifyAsync()).Faults);
    }

    [Fact]
    [Survives(27)]
    public async Task Repair_FlippedByteInWhatReadersSee_PublishesAnew()
    {
        using var scenario = await RestatedAsync();
        var marts = scenario.MartHashes;
        var sound = scenario.Images.KeepAlways();
        var published = Path.Combine(scenario.Root, "published");
        var current = Path.Combine(published, "gen-2");
        var mart = Directory.GetFiles(current, "*.arrow").Order(StringComparer.Ordinal).First();
        string[] seen =
        [
            mart, Path.ChangeExtension(mart, ".parquet"), Path.Combine(current, "analytics.duckdb"),
            Path.Combine(current, "manifest.json"), Path.Combine(published, "CURRENT.json"),
            Path.Combine(published, "analytics.duckdb"),
        ];
        foreach (var path in seen)
        {
            Flip(path, 0);
            Assert.Contains((await scenario.VerifyAsync()).Faults, fault => fault.Path == path);

            var report = await scenario.RepairAsync();

            Assert.Empty(report.Left);
            Assert.Contains(path, report.Rebuilt);
            Assert.Empty(report.Removed);
            Assert.Empty((await scenario.VerifyAsync()).Faults);
            Assert.Equal(marts, scenario.MartHashes);
            Assert.Empty(scenario.TornForReaders);
            scenario.Images.Restore(sound);
        }

        // What nobody reads any more goes, and what they read stays. A run looks after what is in force by itself.
        Flip(mart.Replace("gen-2", "gen-1", StringComparison.Ordinal), 0);
        Flip(mart, 0);
        Assert.True((await scenario.RunAsync()).Publish!.IsNew);
        var rest = await scenario.RepairAsync();
        Assert.Equal(2, rest.Removed.Count);
        Assert.Equal(marts, scenario.MartHashes);
        Assert.Equal(3, (await scenario.RunAsync()).Publish!.Manifest.Generation);
        Assert.Empty((await scenario.VerifyAsync()).Faults);
    }

    private static async Task<CrashScenario> RestatedAsync()
    {
        var scenario = CrashScenario.Small();
        await scenario.RunAsync();
        scenario.Restate();
        await scenario.RunAsync();
        return scenario;
    }

    private static IReadOnlyList<string> Parts(CrashScenario scenario) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(scenario.Root, "lake"), "*.parquet", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("priced", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    private static void Flip(string path, int position)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = position;
        var value = file.ReadByte();
        file.Position = position;
        file.WriteByte((byte)(value ^ 1));
    }
}
