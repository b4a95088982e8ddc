namespace Analytics.Domain;

/// <summary>When a commit replaced a file version or brought it back.</summary>
public sealed record VersionMark
{
    /// <summary>SHA-256 of the file.</summary>
    public string FileId { get; init; } = string.Empty;

    /// <summary>Version of the reader the file was read with.</summary>
    public int ReaderVersion { get; init; }

    /// <summary>True when it was replaced, false when it came back.</summary>
    public bool IsSuperseded { get; init; }

    /// <summary>The commit that did it.</summary>
    public long CommitNo { get; init; }

    /// <summary>Whether a version stood as replaced after a commit; null when nothing is known of it.</summary>
    /// <param name="marks">Marks of the version, in order of their commits.</param>
    /// <param name="commitNo">The commit.</param>
    public static bool? Standing(IEnumerable<VersionMark> marks, long commitNo)
    {
        var known = marks.ToList();
        if (known.LastOrDefault(mark => mark.CommitNo <= commitNo) is { } last)
        {
            return last.IsSuperseded;
        }

        // A mark changes what it meets: before the first one it was the other way round.
        return known.Count == 0 ? null : !known[0].IsSuperseded;
    }
}
