using System.Buffers;
using System.Runtime.CompilerServices;

namespace Analytics.Lake.Guard;

/// <summary>A line of a content.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Bytes">Without the line feed; valid until the next line.</param>
internal readonly record struct ContentLine(long Number, long Offset, ReadOnlyMemory<byte> Bytes);

/// <summary>The lines of a guarded content, whose lines are short enough to be held one at a time.</summary>
internal sealed class LineReader(ContentInput input)
{
    private readonly ArrayBufferWriter<byte> open = new();

    /// <summary>All lines in order.</summary>
    public async IAsyncEnumerable<ContentLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var (number, offset) = (0L, 0L);
        while (await input.NextAsync(cancellation) is { IsEmpty: false } piece)
        {
            while (piece.Span.IndexOf((byte)'\n') is >= 0 and var end)
            {
                var bytes = Join(piece[..end]);
                yield return new ContentLine(++number, offset, bytes);
                open.Clear();
                offset += bytes.Length + 1;
                piece = piece[(end + 1)..];
            }

            open.Write(piece.Span);
        }

        if (open.WrittenCount > 0)
        {
            yield return new ContentLine(number + 1, offset, Join(default));
        }
    }

    private ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> end)
    {
        if (open.WrittenCount == 0)
        {
            return end;
        }

        open.Write(end.Span);
        return open.WrittenMemory;
    }
}
