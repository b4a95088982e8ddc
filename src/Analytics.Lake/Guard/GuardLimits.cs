using System.ComponentModel.DataAnnotations;

namespace Analytics.Lake.Guard;

/// <summary>
/// What the guard lets through. The defaults are far above any honest log and far below what harms DuckDB.
/// </summary>
public sealed record GuardLimits
{
    /// <summary>
    /// Longest line or CSV record, bytes. Default 16 MiB, 1 KiB to 64 MiB; a longer one goes to quarantine.
    /// </summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int LineBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON. Default 64, 8 to 512; DuckDB dies at about 20,000.</summary>
    [Range(8, 512)]
    public int Depth { get; init; } = 64;

    /// <summary>Largest file of whole JSON documents, bytes. Default 256 MiB; a larger one is refused.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int DocumentBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Bad lines in one file above which it is refused whole. Default 1,000,000.</summary>
    [Range(1, 100_000_000)]
    public int BadLines { get; init; } = 1_000_000;

    /// <summary>
    /// Decompressed bytes per compressed byte. Default 200, 10 to 100,000; see <see cref="RatioFromBytes"/>.
    /// </summary>
    [Range(10, 100_000)]
    public int Ratio { get; init; } = 200;

    /// <summary>Decompressed bytes from which the ratio counts. Default 64 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long RatioFromBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most bytes a compressed file may expand to. Default 64 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long DecompressedBytes { get; init; } = 64L * 1024 * 1024 * 1024;
}
