using System.ComponentModel.DataAnnotations;
using Analytics.Lake.Guard;

namespace Analytics.Lake.Ingest;

/// <summary>
/// Which raw files are copied to <c>landing/&lt;kind&gt;/&lt;sha256&gt;</c>, byte for byte. A source folder that is
/// read in place is its own archive as long as it stands; a copy is needed where it may be purged before somebody wants
/// to read it again.
/// </summary>
public enum RawCopies
{
    /// <summary>None: <c>quarantine replay</c> then needs the file where it was.</summary>
    None,

    /// <summary>
    /// Files that were refused or have rows in quarantine, so that they can be replayed whatever becomes of the source.
    /// </summary>
    Quarantined,

    /// <summary>Every version of every file; a growing file is copied whole each time it grows.</summary>
    All,
}

/// <summary>How files become parts.</summary>
public sealed record IngestOptions
{
    /// <summary>Bytes of source files in one commit. Default 256 MiB; a larger file is a commit of its own.</summary>
    [Range(1, long.MaxValue)]
    public long BatchBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Files in one commit. Default 2,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int BatchFiles { get; init; } = 2_000;

    /// <summary>Files guarded at the same time. Default 2, 1 to 64.</summary>
    [Range(1, 64)]
    public int GuardThreads { get; init; } = 2;

    /// <summary>Which raw files are kept. Default <see cref="RawCopies.Quarantined"/>.</summary>
    public RawCopies RawCopies { get; init; } = RawCopies.Quarantined;

    /// <summary>Limits of the guard.</summary>
    public GuardLimits Limits { get; init; } = new();
}
