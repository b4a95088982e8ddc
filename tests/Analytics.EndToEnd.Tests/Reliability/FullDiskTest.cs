using System.Diagnostics;
using System.Globalization;
using Analytics.Domain;
using Analytics.EndToEnd.Tests.Reliability.CrashPoints;
using Analytics.Worker;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Reliability;

/// <summary>A disk that is full at whatever moment: a clear end, nothing torn for readers, and on it goes with more room.</summary>
public sealed class FullDiskTest(ITestOutputHelper output)
{
    private const int FirstKibibytes = 64;
    private const int StepKibibytes = 256;

    [Fact]
    [Survives(4)]
    public async Task Run_WithMoreRoomEachTime_EndsWithEightUntilItFits()
    {
        using var roomy = CrashScenario.Small();
        await roomy.RunAsync();
        using var narrow = CrashScenario.Small();
        Directory.CreateDirectory(narrow.Root);
        await MountAsync("tmpfs", $"size={FirstKibibytes}k", narrow.Root);
        try
        {
            var places = new List<string>();
            for (var kibibytes = FirstKibibytes; ; kibibytes += StepKibibytes)
            {
                Assert.True(kibibytes < 64 * 1024, "The run never fitted.");
                await MountAsync("tmpfs", $"remount,size={kibibytes}k", narrow.Root);
                var fault = await Record.ExceptionAsync(() => narrow.RunAsync());
                Assert.Empty(narrow.TornForReaders);
                if (fault is null)
                {
                    break;
                }

                Assert.True(FaultCodes.Of(fault) == ExitCode.OutOfResources, $"{kibibytes} KiB: {fault}");
                places.Add(Stage(narrow));
            }

            Assert.Equal(roomy.Hashes, narrow.Hashes);
            output.WriteLine(string.Join(", ", places.CountBy(static place => place)));
        }
        finally
        {
            await RunAsync("umount", narrow.Root);
        }
    }

    // How far it came, by what stands there.
    private static string Stage(CrashScenario scenario) =>
        Directory.Exists(Path.Combine(scenario.Root, "published", "gen-1")) ? "pointing readers at it"
        : Directory.Exists(Path.Combine(scenario.Root, "lake", "priced")) ? "publishing"
        : Directory.Exists(Path.Combine(scenario.Root, "lake", "requests")) ? "building"
        : "ingesting";

    private static async Task MountAsync(string type, string options, string folder)
    {
        var code = await RunAsync("mount", "-t", type, "-o", options, type, folder);
        Assert.True(
            code == 0,
            string.Create(CultureInfo.InvariantCulture, $"mount -o {options} ended with {code}: a small disk needs the right to ")
            + "mount. Run the tests as root, or in a container with CAP_SYS_ADMIN.");
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
