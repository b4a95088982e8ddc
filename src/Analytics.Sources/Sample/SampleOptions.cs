namespace Analytics.Sources.Sample;

/// <summary>What the sample company is drawn from and where its files go.</summary>
public sealed record SampleOptions
{
    /// <summary>The seed of the committed <c>sample-data/</c>.</summary>
    public const ulong DefaultSeed = 20260831;

    /// <summary>
    /// Seed of every random stream; the same seed gives the same bytes. Default <see cref="DefaultSeed"/>.
    /// </summary>
    public ulong Seed { get; init; } = DefaultSeed;

    /// <summary>
    /// Absolute folder that receives the files; created if missing, files of the same name are replaced.
    /// </summary>
    public required string OutputDirectory { get; init; }
}

/// <summary>What a generation wrote.</summary>
/// <param name="Files">Paths relative to the output folder, with <c>/</c>, in ordinal order.</param>
/// <param name="Bytes">Size of all files together, in bytes.</param>
/// <param name="Requests">Distinct provider calls in the logs.</param>
public sealed record SampleReport(IReadOnlyList<string> Files, long Bytes, int Requests);
