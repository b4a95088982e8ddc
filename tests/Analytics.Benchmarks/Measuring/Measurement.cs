using System.Diagnostics;
using System.Globalization;

namespace Analytics.Benchmarks.Measuring;

/// <summary>One run of one side.</summary>
/// <param name="WallSeconds">Time that passed.</param>
/// <param name="CpuSeconds">Processor time, user and system, of this process and of programs it waited for.</param>
public readonly record struct Measurement(double WallSeconds, double CpuSeconds)
{
    // Unit of the times in /proc, the same on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Runs and measures.</summary>
    internal static async Task<(Measurement Run, string Outcome)> TakeAsync(
        Func<CancellationToken, Task<string>> body, CancellationToken cancellation)
    {
        // What an earlier run left behind is not this one's cost.
        GC.Collect();
        var cpuBefore = CpuTotalSeconds();
        var started = Stopwatch.GetTimestamp();
        var outcome = await body(cancellation);
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (new Measurement(wall, CpuTotalSeconds() - cpuBefore), outcome);
    }

    private static double CpuTotalSeconds() =>
        Environment.CpuUsage.TotalTime.TotalSeconds + ChildrenSeconds();

    // Only Linux tells a process what its children have used; elsewhere their part is missing.
    private static double ChildrenSeconds()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        // The second field is the program's name in brackets and may hold blanks; cutime and cstime are 16 and 17.
        var text = File.ReadAllText("/proc/self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Ticks(fields[13]) + Ticks(fields[14])) / TicksPerSecond;
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
