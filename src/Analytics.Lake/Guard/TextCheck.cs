using System.Text.Unicode;

namespace Analytics.Lake.Guard;

/// <summary>
/// Finds bytes that are no UTF-8, and NUL, in pieces that may cut a character in two. A whole piece is judged at once;
/// only one with a fault is looked at line by line.
/// </summary>
internal struct TextCheck
{
    private readonly byte[] open = new byte[4];
    private int openCount;
    private int openLength;
    private int bodyStart;
    private int bodyEnd;

    /// <summary>Starts before the first piece.</summary>
    public TextCheck()
    {
    }

    /// <summary>Whether the piece has a NUL.</summary>
    public bool HasNul { get; private set; }

    /// <summary>
    /// Whether the piece has a byte that is no UTF-8, from <see cref="Portion"/> to be attributed to lines.
    /// </summary>
    public bool HasBadText { get; private set; }

    /// <summary>
    /// Whether the character that the piece before left open was never finished: the line at the start is bad.
    /// </summary>
    public bool HasBadStart { get; private set; }

    /// <summary>Whether the last piece ended within a character.</summary>
    public readonly bool IsOpen => openCount > 0;

    /// <summary>Judges the next piece.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        HasNul = piece.Contains((byte)0);
        HasBadStart = false;
        bodyStart = 0;
        if (openCount > 0)
        {
            while (openCount < openLength && bodyStart < piece.Length && (piece[bodyStart] & 0xC0) == 0x80)
            {
                open[openCount++] = piece[bodyStart++];
            }

            if (openCount < openLength && bodyStart == piece.Length)
            {
                (bodyEnd, HasBadText) = (bodyStart, false);
                return;
            }

            HasBadStart = !Utf8.IsValid(open.AsSpan(0, openCount));
            openCount = 0;
        }

        bodyEnd = piece.Length - TakeOpenEnd(piece[bodyStart..]);
        HasBadText = !Utf8.IsValid(piece[bodyStart..bodyEnd]);
    }

    /// <summary>
    /// Whether a stretch of the piece, which ends at a line break or at the piece's end, has bad text.
    /// </summary>
    public readonly bool Portion(ReadOnlySpan<byte> piece, int start, int end)
    {
        var from = Math.Max(start, bodyStart);
        var to = Math.Min(end, bodyEnd);
        return from < to && !Utf8.IsValid(piece[from..to]);
    }

    // A character of two to four bytes that the piece's end may have cut; what is cut wrongly is found when it goes on.
    private int TakeOpenEnd(ReadOnlySpan<byte> body)
    {
        for (var back = 1; back <= Math.Min(3, body.Length); back++)
        {
            var lead = body[^back];
            var length = lead switch
            {
                >= 0xC2 and <= 0xDF => 2,
                >= 0xE0 and <= 0xEF => 3,
                >= 0xF0 and <= 0xF4 => 4,
                _ => 0,
            };
            if (length > back)
            {
                body[^back..].CopyTo(open);
                (openCount, openLength) = (back, length);
                return back;
            }

            if (length > 0 || lead < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }
}
