using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Analytics.Lake.Guard;

/// <summary>
/// Finds the records of a CSV file (RFC 4180, comma, header first) and those that DuckDB could not read: another number
/// of fields than the header, quotes that do not pair, bad text, too long. Record 1 is the header. Its loops are compiled
/// for speed at once, as those of <see cref="JsonScan"/>.
/// </summary>
internal sealed class CsvScan : IRecordScan
{
    private const int HeaderBytes = 1 << 20;

    private readonly GuardLimits limits;
    private readonly List<BadLine> bad = [];
    private readonly List<byte> header = [];
    private TextCheck text = new();
    private CsvState state;
    private long pieceAt;
    private long recordAt;
    private int headerSeparators;
    private bool hasNul;
    private bool hasBadText;

    /// <summary>Starts at the header, before which there may be a byte order mark.</summary>
    public CsvScan(GuardLimits limits, long offset)
    {
        this.limits = limits;
        pieceAt = offset;
        recordAt = offset;
    }

    /// <inheritdoc/>
    public long Records { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<BadLine> BadLines => bad;

    /// <inheritdoc/>
    public long? TornLineAt => null;

    /// <inheritdoc/>
    public long TrailingBlanks => 0;

    /// <summary>The header's fields in order, quotes taken off; empty for an empty file.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<byte> piece)
    {
        text.Take(piece);
        hasBadText |= text.HasBadStart;
        var at = 0;
        for (; at + CsvBlock.Size <= piece.Length; at += CsvBlock.Size)
        {
            if (!TryTakeBlock(piece, at))
            {
                TakeBytes(piece, at, at + CsvBlock.Size);
            }
        }

        TakeBytes(piece, at, piece.Length);
        NoteText(piece, piece.Length);
        pieceAt += piece.Length;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        hasBadText |= text.IsOpen;
        if (pieceAt > recordAt)
        {
            EndRecord(pieceAt, pieceAt);
        }
    }

    // Not the header, whose bytes are kept, and not what may be too long, which ends elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryTakeBlock(ReadOnlySpan<byte> piece, int at)
    {
        var block = CsvBlock.Of(piece[at..]);
        if (Records == 0 || pieceAt + at + CsvBlock.Size - recordAt > limits.LineBytes
            || !state.TryFollow(block, out var within, out var place))
        {
            return false;
        }

        // The records that end here do so outside of quotes.
        state.Stand(CsvState.Place.FieldStart);
        var separators = block.Separator & ~within;
        var content = ~block.Return;
        var done = 0UL;
        for (var ends = block.Newline & ~within; ends != 0; ends &= ends - 1)
        {
            var bit = BitOperations.TrailingZeroCount(ends);
            var record = BlockBits.Below(bit, done);
            state.Add(BitOperations.PopCount(separators & record), (content & record) != 0);
            NoteText(piece, at + bit);
            EndRecord(pieceAt + at + bit, pieceAt + at + bit + 1);
            done = BlockBits.UpTo(bit);
        }

        state.Add(BitOperations.PopCount(separators & ~done), (content & ~done) != 0);
        state.Stand(place);
        return true;
    }

    private void TakeBytes(ReadOnlySpan<byte> piece, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            var letter = piece[at];
            if (Records == 0)
            {
                AddToHeader(letter);
            }

            if (state.Take(letter, pieceAt + at - recordAt > limits.LineBytes))
            {
                NoteText(piece, at);
                EndRecord(pieceAt + at, pieceAt + at + 1);
            }
        }
    }

    private void AddToHeader(byte letter)
    {
        header.Add(letter);
        if (header.Count > HeaderBytes)
        {
            throw new RefusedFileException(
                $"the header record is longer than {HeaderBytes} bytes (byte {HeaderBytes}). Check that the file is "
                + "CSV.");
        }
    }

    private void NoteText(ReadOnlySpan<byte> piece, int end)
    {
        if (text.HasNul || text.HasBadText)
        {
            var start = (int)Math.Max(0, recordAt - pieceAt);
            hasNul |= text.HasNul && piece[start..end].Contains((byte)0);
            hasBadText |= text.HasBadText && text.Portion(piece, start, end);
        }
    }

    private void EndRecord(long end, long next)
    {
        if (Records == 0)
        {
            EndHeader();
        }
        else if (state.HasContent)
        {
            Records++;
            var length = end - recordAt;
            if (Fault(length) is var (reason, detail) && reason is not null)
            {
                bad.Add(new BadLine(Records, recordAt, length, reason, detail));
                CheckCount();
            }
        }

        recordAt = next;
        (state, hasNul, hasBadText) = (default, false, false);
    }

    private void EndHeader()
    {
        Records = 1;
        if (hasNul || hasBadText || state.HasBrokenQuote || state.IsQuoted)
        {
            throw new RefusedFileException(
                $"the header record cannot be read (byte {recordAt}), expected column names in UTF-8. Check that the "
                + "file is CSV.");
        }

        headerSeparators = state.Separators;
        Header = CsvFields.Split(Encoding.UTF8.GetString([.. header]).TrimEnd('\r', '\n'));
    }

    private (string? Reason, string? Detail) Fault(long length) =>
        length > limits.LineBytes ? ("line_too_long", $"{length} bytes, expected {limits.LineBytes} at most")
        : hasNul ? ("nul_byte", "a NUL byte, expected text")
        : hasBadText ? ("bad_utf8", "bytes that are no UTF-8, expected UTF-8")
        : state.HasBrokenQuote || state.IsQuoted ? ("broken_quote", "a quote that has no partner, expected RFC 4180")
        : state.Separators != headerSeparators
            ? ("field_count", $"{state.Separators + 1} fields, expected {headerSeparators + 1} as in the header")
        : (null, null);

    private void CheckCount()
    {
        if (bad.Count > limits.BadLines)
        {
            throw new RefusedFileException(
                $"more than {limits.BadLines} records are bad (record {Records}). Check the kind of the source.");
        }
    }
}
