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
    private const int ImagesAtOnce = 60;

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
        while (true)
        {
            FaultsLog.Write($"{scenario.Stage}: {deaths.Images.Count} disks before call {deaths.Next ?? calls.Count} of {calls.Count}");
            foreach (var (call, image) in deaths.Images)
            {
                await HealAsync(image, expected, $"death before {call}");
            }

            healed += deaths.Images.Count;
            images.Release([.. deaths.Images.Select(static death => death.Image)]);
            if (deaths.Next is not { } next)
            {
                break;
            }

            images.Restore(start);
            deaths = await TraceAsync(next);
        }

        var (disks, died) = (healed, clock.Elapsed);
        var failing = isFailing ? Failing(calls).ToList() : [];
        FaultsLog.Write($"{scenario.Stage}: {failing.Count} calls that fail");
        foreach (var call in failing)
        {
            images.Restore(start);
            await FailAsync(call);
            if (!images.IsKnown())
            {
                healed++;
                await HealAsync(null, expected, $"failure of {call}");
            }
        }

        output.WriteLine(
            $"{calls.Count} calls: {disks} different disks at a death or power cut, {failing.Count} failures, {healed} healed; "
            + $"{died.TotalSeconds:0.0} s deaths, {(clock.Elapsed - died).TotalSeconds:0.0} s failures");
        images.Restore(end);
        images.Release(start is null ? [end] : [start, end]);
    }

    // An undisturbed run that leaves an image before each call from one on: not of all at once, which would fill the disk.
    private async Task<Deaths> TraceAsync(int first)
    {
        var images = scenario.Images;
        var deaths = new List<(FileCall Call, DiskImage Image)>();
        var unsynced = new UnsyncedFiles(scenario.Root);
        var number = 0;
        int? next = null;
        var undisturbed = new TracedFileOps(
            call =>
            {
                if (number++ is var index && index >= first && next is null)
                {
                    Keep(call, images.Keep());
                    Keep(call, unsynced.IsAnythingLost() ? images.KeepCut(unsynced) : null);
                    next = deaths.Count >= ImagesAtOnce ? index + 1 : null;
                }
            },
            unsynced);
        await scenario.RunAsync(undisturbed);
        return new Deaths(undisturbed.Calls, deaths, next);

        void Keep(FileCall call, DiskImage? image)
        {
            if (image is not null)
            {
                deaths.Add((call, image));
            }
        }
    }

    // Every call that changes something, of the pieces of a file the first. One that only asks leaves the disk to the next as
    // its death does; it fails once for each shape of path, which is once for each place in the code. Of the sample's calls
    // that change something the same is true: hundreds of marts and days go through the same places.
    private IEnumerable<FileCall> Failing(IEnumerable<FileCall> calls) => calls
        .Where(static call => call.Operation != TracedFileOps.CloseAfterReading && call is not { Operation: "write", Repeat: > 0 })
        .DistinctBy(call => call switch
        {
            _ when scenario.IsSample => $"{call.Operation} {Shape(Path.GetDirectoryName(call.Path)!)} {Path.GetExtension(call.Path)}",
            { Changes: true } => $"{call}",
            _ => $"{call.Operation} {Shape(call.Path)}",
        });

    private string Shape(string path) => Number().Replace(Path.GetRelativePath(scenario.Root, path), "#");

    [GeneratedRegex("[0-9a-f]{12,}|[0-9]+")]
    private static partial Regex Number();

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

    // From an image, or from what stands there. That nothing of the last run's staging is used is what lets images that
    // differ only in it be one.
    private async Task HealAsync(DiskImage? image, string expected, string what)
    {
        if (image is not null)
        {
            scenario.Images.Restore(image);
        }

        var leftovers = Leftovers();
        string? used = null;
        var files = new TracedFileOps(
            call =>
            {
                if (call.Operation is "open" or "flush" && leftovers.Contains(call.Path))
                {
                    used ??= call.Path;
                }
                else if (call.Operation is "create" or "delete" or "delete folder" or "move to" or "move folder to")
                {
                    leftovers.RemoveWhere(path => path.StartsWith(call.Path, StringComparison.Ordinal));
                }
            },
            new UnsyncedFiles(scenario.Root));
        var fault = await Record.ExceptionAsync(() => scenario.RunAsync(files));
        Assert.True(fault is null, $"the run after {what} ended with {fault}");
        Assert.True(used is null, $"the run after {what} used {used}, which the one before had left in staging");
        var state = await scenario.StateAsync();
        FaultsLog.Write($"{(state == expected ? "healed" : "NOT HEALED")}: {what}");
        Assert.True(state == expected, $"another state after {what}.\nExpected:\n{expected}\nFound:\n{state}");
    }

    private HashSet<string> Leftovers() => Directory.Exists(scenario.Root)
        ? [.. Directory.EnumerateFiles(scenario.Root, "*", SearchOption.AllDirectories)
            .Where(path => DiskImages.IsStaging(Path.GetRelativePath(scenario.Root, path), out _))]
        : [];

    private sealed record Deaths(
        IReadOnlyList<FileCall> Calls, IReadOnlyList<(FileCall Call, DiskImage Image)> Images, int? Next);
}
