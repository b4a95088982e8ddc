namespace Analytics.Benchmarks;

/// <summary>One comparison of this product with a reference on the same data, in the same run.</summary>
internal interface IBenchmark
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>What is compared with what.</summary>
    string Comparison { get; }

    /// <summary>Speed of ours relative to the reference that is aimed at: 1 = as fast.</summary>
    double TargetRatio { get; }

    /// <summary>Prepares the data, which is not measured, and gives the two sides.</summary>
    /// <exception cref="BenchmarkSkippedException">Something that it needs is not there.</exception>
    Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation);
}

/// <summary>The two sides of a benchmark over data that stands ready.</summary>
/// <param name="Data">What the data is, with sizes.</param>
/// <param name="Ours">Our side; the text is what it came to, such as token totals.</param>
/// <param name="Reference">The other side; a text that differs from ours is a fault.</param>
internal sealed record PreparedBenchmark(
    BenchmarkData Data,
    Func<CancellationToken, Task<string>> Ours,
    Func<CancellationToken, Task<string>> Reference)
{
    /// <summary>Removes what a side wrote, after each run; not measured. Default nothing.</summary>
    public Action Discard { get; init; } = static () => { };
}

/// <summary>Size of the data.</summary>
/// <param name="Files">Files read, 0 = a table.</param>
/// <param name="Rows">Lines or rows.</param>
/// <param name="Bytes">Bytes of the files, 0 = a table.</param>
public sealed record BenchmarkData(int Files, long Rows, long Bytes);

/// <summary>What a benchmark needs is not on this machine; the message says what and how to get it.</summary>
internal sealed class BenchmarkSkippedException(string message) : Exception(message);
