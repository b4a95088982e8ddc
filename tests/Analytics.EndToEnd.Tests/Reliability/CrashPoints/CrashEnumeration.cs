using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// Every call of a run to the disk, one after the other: it fails, the process dies before it, the power goes before it.
/// Each time the next run must end where an undisturbed one does.
/// </summary>
/// <param name="scenario">What is run.</param>
/// <param name="output">Told how many points there were.</param>
internal sealed partial class CrashEnumeration(CrashScenario scenario, ITestOutputHelper output)
{
    private const int CallsAtOnce = 300;

    /// <summary>Enumerates the calls of one run and leaves the root as the undisturbed run did.</summary>
    /// <param name="isFailing">Whether calls fail as well; else the process dies or the power goes before each.</param>
    public async Task RunAsync(bool isFailing)
    {
        var clock = Stopwatch.StartNew();
        var images = scenario.Images;
        var start = Directory.Exists(scenario.Root) ? images.KeepAlways() : null;
        var deaths = await TraceAsync(0);
        var calls = deaths.Calls;
        var expected = await scenario.StateAsync();
        var end = images.KeepAlways();
        var healed = 0;
        for (var first = 0; first < calls.Count; first += CallsAtOnce)
        {
            if (first > 0)
            {
                images.Restore(start);
                deaths = await TraceAsync(first);
            }

            foreach (var (call, image) in deaths.Images)
            {
                images.Restore(image);
                await HealAsync(expected, $"death before {call}");
                Directory.Delete(image, recursive: true);
            }

            healed += deaths.Images.Count;
        }

        var (disks, died) = (healed, clock.Elapsed);
        var failing = isFailing ? Failing(calls).ToList() : [];
        foreach (var call in failing)
        {
            images.Restore(start);
            await FailAsync(call);
            if (!images.IsKnown())
            {
                healed++;
                await HealAsync(expected, $"failure of {call}");
            }
        }

        output.WriteLine(
            $"{calls.Count} calls: {disks} different disks at a death or power cut, {failing.Count} failures, {healed} healed; "
            + $"{died.TotalSeconds:0.0} s deaths, {(clock.Elapsed - died).TotalSeconds:0.0} s failures");
        images.Restore(end);
    }

    // An undisturbed run that leaves an image before each of some calls: not of all at once, which would fill the disk.
    private async Task<(IReadOnlyList<FileCall> Calls, List<(FileCall Call, string Image)> Images)> TraceAsync(int first)
    {
        var images = scenario.Images;
        var deaths = new List<(FileCall Call, string Image)>();
        var unsynced = new UnsyncedFiles(scenario.Root);
        var number = 0;
        var undisturbed = new TracedFileOps(
            call =>
            {
                if (number++ is var index && index >= first && index < first + CallsAtOnce)
                {
                    Keep(call, images.Keep());
                    Keep(call, unsynced.IsAnythingLost() ? images.KeepCut(unsynced.CutIn) : null);
                }
            },
            unsynced);
        await scenario.RunAsync(undisturbed);
        return (undisturbed.Calls, deaths);

        void Keep(FileCall call, string? image)
        {
            if (image is not null)
            {
                deaths.Add((call, image));
            }
        }
    }

    // Every call that changes something, of the pieces of a file the first. One that only asks leaves the disk to the next as
    // its death does; it fails once for each shape of path, which is once for each place in the code.
    private IEnumerable<FileCall> Failing(IEnumerable<FileCall> calls) => calls
        .Where(static call => call.Operation != TracedFileOps.CloseAfterReading && call is not { Operation: "write", Repeat: > 0 })
        .DistinctBy(call => call.Changes ? $"{call}" : $"{call.Operation} {Shape().Replace(Relative(call), "#")}");

    private string Relative(FileCall call) => Path.GetRelativePath(scenario.Root, call.Path);

    [GeneratedRegex("[0-9a-f]{12,}|[0-9]+")]
    private static partial Regex Shape();

    // A call may fail without harm, such as one that only asks; what must not happen is another fault than the given one.
    private async Task FailAsync(FileCall wanted)
    {
        var isReached = false;
        var files = new TracedFileOps(
            call =>
            {
                if (call == wanted)
                {
                    isReached = true;
                    throw new IOException($"injected: {call}");
                }
            },
            new UnsyncedFiles(scenario.Root));
        var fault = await Record.ExceptionAsync(() => scenario.RunAsync(files));
        Assert.True(isReached, $"the run did not come to {wanted}");
        Assert.True(fault is null || IsInjected(fault), $"after the failure of {wanted}: {fault}");
    }

    private static bool IsInjected(Exception fault) =>
        fault.Message.StartsWith("injected:", StringComparison.Ordinal)
        || (fault.InnerException is { } inner && IsInjected(inner));

    private async Task HealAsync(string expected, string what)
    {
        var fault = await Record.ExceptionAsync(() => scenario.RunAsync());
        Assert.True(fault is null, $"the run after {what} ended with {fault}");
        var state = await scenario.StateAsync();
        Assert.True(state == expected, $"another state after {what}.\nExpected:\n{expected}\nFound:\n{state}");
    }
}
