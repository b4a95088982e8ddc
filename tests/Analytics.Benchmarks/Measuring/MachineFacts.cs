using System.Globalization;
using System.Runtime.InteropServices;
using Analytics.Engine;

namespace Analytics.Benchmarks.Measuring;

/// <summary>Where figures were taken.</summary>
/// <param name="System">Operating system.</param>
/// <param name="Architecture">Processor architecture.</param>
/// <param name="Processor">Name of the processor, empty where the system does not tell.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="MemoryGibibytes">Memory that this process may use, GiB.</param>
/// <param name="Runtime">.NET version.</param>
/// <param name="DuckDb">DuckDB version.</param>
/// <param name="LoadAtStart">Runnable programs over the last minute when the run began; null where not known.</param>
public sealed record MachineFacts(
    string System,
    string Architecture,
    string Processor,
    int Cores,
    double MemoryGibibytes,
    string Runtime,
    string DuckDb,
    double? LoadAtStart)
{
    /// <summary>Reads them from this machine.</summary>
    internal static async Task<MachineFacts> ReadAsync(CancellationToken cancellation)
    {
        using var session = EngineSession.Open(new EngineOptions());
        return new MachineFacts(
            RuntimeInformation.OSDescription,
            RuntimeInformation.OSArchitecture.ToString(),
            ProcessorName(),
            Environment.ProcessorCount,
            Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
            RuntimeInformation.FrameworkDescription,
            await session.ScalarAsync<string>("select version()", null, cancellation),
            Load());
    }

    private static string ProcessorName() => !File.Exists("/proc/cpuinfo") ? "" : File.ReadLines("/proc/cpuinfo")
        .Where(static line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault("");

    private static double? Load() => !File.Exists("/proc/loadavg") ? null
        : double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
