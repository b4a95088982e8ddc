namespace Analytics.Lake.Guard;

/// <summary>Looks at a file that is read as one text: it must be UTF-8 without NUL, whatever its lines hold.</summary>
internal sealed class TextScan(long offset) : IRecordScan
{
    private readonly List<BadLine> bad = [];
    private readonly long startAt = offset;
    private TextCheck text = new();
    private long pieceAt = offset;
    private bool hasNul;
    private bool hasBadText;

    /// <inheritdoc/>
    public long Records => pieceAt > startAt ? 1 : 0;

    /// <inheritdoc/>
    public IReadOnlyList<BadLine> BadLines => bad;

    /// <inheritdoc/>
    public long? TornLineAt => null;

    /// <inheritdoc/>
    public long TrailingBlanks => 0;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> piece)
    {
        text.Take(piece);
        hasNul |= text.HasNul;
        hasBadText |= text.HasBadStart || text.HasBadText;
        pieceAt += piece.Length;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (hasNul)
        {
            bad.Add(new BadLine(1, startAt, pieceAt - startAt, "nul_byte", "a NUL byte, expected text"));
        }
        else if (hasBadText || text.IsOpen)
        {
            bad.Add(new BadLine(1, startAt, pieceAt - startAt, "bad_utf8", "bytes that are no UTF-8, expected UTF-8"));
        }
    }
}
