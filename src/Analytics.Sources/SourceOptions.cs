using System.ComponentModel.DataAnnotations;

namespace Analytics.Sources;

/// <summary>A source of files as declared in the settings.</summary>
public sealed record SourceOptions
{
    /// <summary>Name, unique among the sources; stands in every row it delivers.</summary>
    [Required]
    public required string Name { get; init; }

    /// <summary>Kind, which is the name of its reader, such as <c>claude-code</c>.</summary>
    [Required]
    public required string Kind { get; init; }

    /// <summary>A folder or one file; a leading <c>~</c> means the home folder.</summary>
    [Required]
    public required string Path { get; init; }

    /// <summary>The absolute path meant by <see cref="Path"/>.</summary>
    public string ExpandPath()
    {
        var isHome = Path == "~" || Path.StartsWith("~/", StringComparison.Ordinal);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return System.IO.Path.GetFullPath(isHome ? home + Path[1..] : Path);
    }
}

/// <summary>When a file counts as completely written.</summary>
public sealed record StabilityOptions
{
    /// <summary>
    /// A file unchanged for so long is stable at the first look. Default 10 seconds; 0 to 86,400. A <c>.done</c> file
    /// beside it says the same at once.
    /// </summary>
    [Range(0, 86_400)]
    public int QuietSeconds { get; init; } = 10;

    /// <summary>Time between two looks at a younger file, milliseconds. Default 1,000; 0 to 60,000.</summary>
    [Range(0, 60_000)]
    public int LookIntervalMilliseconds { get; init; } = 1_000;
}
