using System.Numerics;
using System.Runtime.CompilerServices;

namespace Analytics.Lake.Guard;

/// <summary>
/// Finds the lines of an NDJSON file and those that DuckDB must not see, without ever holding a line. Its loops are compiled
/// for speed at once: a run that reads one file is over before the runtime would do so.
/// </summary>
internal sealed class JsonScan : IRecordScan
{
    private readonly GuardLimits limits;
    private readonly bool hasLines;
    private readonly List<BadLine> bad = [];
    private readonly List<BadLine> blanks = [];
    private TextCheck text = new();
    private JsonStrings strings;
    private long pieceAt;
    private long lineAt;
    private long linesBefore;
    private int depth;
    private bool isDeep;
    private bool hasContent;
    private bool hasNul;
    private bool hasBadText;

    /// <summary>Starts at a position in the file.</summary>
    /// <param name="limits">Limits.</param>
    /// <param name="hasLines">
    /// False for whole documents: then the file is one line, and line breaks mean nothing.
    /// </param>
    /// <param name="offset">Bytes before the first piece.</param>
    /// <param name="linesBefore">Lines before the first piece.</param>
    public JsonScan(GuardLimits limits, bool hasLines, long offset, long linesBefore)
    {
        this.limits = limits;
        this.hasLines = hasLines;
        this.linesBefore = linesBefore;
        pieceAt = offset;
        lineAt = offset;
    }

    /// <inheritdoc/>
    public long Records { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<BadLine> BadLines => bad;

    /// <inheritdoc/>
    public long? TornLineAt { get; private set; }

    /// <inheritdoc/>
    public long TrailingBlanks => blanks.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<byte> piece)
    {
        text.Take(piece);
        hasBadText |= text.HasBadStart;
        var at = 0;
        for (; at + JsonBlock.Size <= piece.Length; at += JsonBlock.Size)
        {
            TakeBlock(piece, piece.Slice(at, JsonBlock.Size), at, JsonBlock.Size);
        }

        if (at < piece.Length)
        {
            Span<byte> rest = stackalloc byte[JsonBlock.Size];
            rest.Fill((byte)' ');
            piece[at..].CopyTo(rest);
            var (wasInside, wasEscaped) = (strings.IsInside, strings.IsEscaped);
            TakeBlock(piece, rest, at, piece.Length - at);
            TrimEscape(piece[at..], wasInside, wasEscaped);
        }

        NoteText(piece, piece.Length);
        pieceAt += piece.Length;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        hasBadText |= text.IsOpen;
        if (pieceAt > lineAt)
        {
            TornLineAt = lineAt;
            EndLine(pieceAt, pieceAt);
        }
    }

    // The blanks that fill up the last block would use up an escape that belongs to the next piece's first byte.
    private void TrimEscape(ReadOnlySpan<byte> rest, bool wasInside, bool wasEscaped)
    {
        var run = rest.Length - 1 - rest.LastIndexOfAnyExcept((byte)'\\');
        var isWholeRest = run == rest.Length;
        var isEscaped = ((run + (isWholeRest && wasEscaped ? 1 : 0)) & 1) != 0;
        strings.Set(isWholeRest ? wasInside : strings.IsInside, isEscaped);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeBlock(ReadOnlySpan<byte> piece, ReadOnlySpan<byte> bytes, int at, int length)
    {
        var block = JsonBlock.Of(bytes);
        var before = strings;
        var literal = strings.Take(block, out var escaped) | escaped;
        if (!hasLines || block.Newline == 0)
        {
            hasContent |= block.Content != 0;
            Nest(block.Open & ~literal, block.Close & ~literal);
        }
        else if ((block.Newline & literal) == 0)
        {
            TakeLines(piece, block, literal, at);
        }
        else
        {
            // A string or an escape goes over a line break: the line is malformed, and the next one starts afresh.
            strings = before;
            TakeBytes(piece, bytes[..length], at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TakeLines(ReadOnlySpan<byte> piece, in JsonBlock block, ulong literal, int at)
    {
        var open = block.Open & ~literal;
        var close = block.Close & ~literal;
        var done = 0UL;
        for (var newlines = block.Newline; newlines != 0; newlines &= newlines - 1)
        {
            var bit = BitOperations.TrailingZeroCount(newlines);
            var line = BlockBits.Below(bit, done);
            hasContent |= (block.Content & line) != 0;
            Nest(open & line, close & line);
            EndLine(piece, at + bit);
            done = BlockBits.UpTo(bit);
        }

        hasContent |= (block.Content & ~done) != 0;
        Nest(open & ~done, close & ~done);
    }

    private void TakeBytes(ReadOnlySpan<byte> piece, ReadOnlySpan<byte> bytes, int at)
    {
        var (isInside, isEscaped) = (strings.IsInside, strings.IsEscaped);
        for (var index = 0; index < bytes.Length; index++)
        {
            var letter = bytes[index];
            if (letter == '\n')
            {
                EndLine(piece, at + index);
                (isInside, isEscaped) = (false, false);
                continue;
            }

            hasContent |= letter > ' ';
            if (isEscaped)
            {
                isEscaped = false;
                continue;
            }

            isEscaped = letter == '\\';
            isInside ^= letter == '"';
            if (!isInside && (letter | 0x20) is '{' or '}')
            {
                Nest((letter | 0x20) == '{' ? 1UL : 0, (letter | 0x20) == '}' ? 1UL : 0);
            }
        }

        strings.Set(isInside, isEscaped);
    }

    private void Nest(ulong open, ulong close)
    {
        var opened = BitOperations.PopCount(open);
        if (depth + opened > limits.Depth && !isDeep)
        {
            var level = depth;
            for (var marks = open | close; marks != 0; marks &= marks - 1)
            {
                level += (open & marks & (~marks + 1)) != 0 ? 1 : -1;
                isDeep |= level > limits.Depth;
            }
        }

        depth += opened - BitOperations.PopCount(close);
    }

    private void NoteText(ReadOnlySpan<byte> piece, int end)
    {
        if (!text.HasNul && !text.HasBadText)
        {
            return;
        }

        var start = (int)Math.Max(0, lineAt - pieceAt);
        hasNul |= text.HasNul && piece[start..end].Contains((byte)0);
        hasBadText |= text.HasBadText && text.Portion(piece, start, end);
    }

    private void EndLine(ReadOnlySpan<byte> piece, int end)
    {
        NoteText(piece, end);
        EndLine(pieceAt + end, pieceAt + end + 1);
    }

    private void EndLine(long end, long next)
    {
        Records++;
        var line = new BadLine(linesBefore + Records, lineAt, end - lineAt, null, null);
        if (Fault(line.Length) is var (reason, detail) && reason is not null)
        {
            Add(line with { Reason = reason, Detail = detail });
        }
        else if (hasContent)
        {
            Flush();
        }
        else
        {
            blanks.Add(line);
            CheckCount();
        }

        lineAt = next;
        (depth, isDeep, hasContent, hasNul, hasBadText) = (0, false, false, false, false);
    }

    private (string? Reason, string? Detail) Fault(long length) =>
        hasLines && length > limits.LineBytes
            ? ("line_too_long", $"{length} bytes, expected {limits.LineBytes} at most")
        : hasNul ? ("nul_byte", "a NUL byte, expected text")
        : hasBadText ? ("bad_utf8", "bytes that are no UTF-8, expected UTF-8")
        : isDeep ? ("too_deep", $"more than {limits.Depth} nested levels, expected {limits.Depth} at most")
        : (null, null);

    // Blank lines count only once a line follows: DuckDB skips them, which would shift the numbers of the lines below.
    private void Flush()
    {
        bad.AddRange(blanks);
        blanks.Clear();
    }

    private void Add(BadLine line)
    {
        Flush();
        bad.Add(line);
        CheckCount();
    }

    private void CheckCount()
    {
        if (bad.Count + blanks.Count > limits.BadLines)
        {
            throw new RefusedFileException(
                $"more than {limits.BadLines} lines are blank or bad (line {linesBefore + Records}). Check the kind "
                + "of the source.");
        }
    }
}
