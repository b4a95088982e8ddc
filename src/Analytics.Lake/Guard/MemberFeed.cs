namespace Analytics.Lake.Guard;

/// <summary>
/// Hands raw bytes to an unpacker, and takes back what .NET's inflater did not need. That reads ahead and does not tell
/// how far, but a member must end within the last piece it was given, right before the trailer that we can compute.
/// </summary>
internal sealed class MemberFeed(RawInput raw) : Stream
{
    private const int TrailerBytes = 8;

    private readonly byte[] window = new byte[(int)Math.Min(raw.LengthBytes, 1 << 20) + (1 << 17)];
    private int start;
    private int end;
    private int lastPiece;

    /// <summary>Whether the inflater asked for more than there is.</summary>
    public bool HasRunDry { get; private set; }

    /// <summary>Raw offset of the piece the inflater got last.</summary>
    public long LastPieceAt => Position - lastPiece;

    /// <summary>Raw offset of the next byte to hand out.</summary>
    public override long Position
    {
        get => raw.Position - (end - start);
        set => throw new NotSupportedException();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => raw.LengthBytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FillAsync(1, cancellationToken);
        lastPiece = Math.Min(buffer.Length, end - start);
        HasRunDry |= lastPiece == 0;
        window.AsSpan(start, lastPiece).CopyTo(buffer.Span);
        start += lastPiece;
        return lastPiece;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>
    /// Finds the trailer at or after the start of the last piece and stands behind it; false when it is not there.
    /// </summary>
    public async ValueTask<bool> RewindPastAsync(byte[] trailer, CancellationToken cancellation)
    {
        start -= lastPiece;
        var reach = lastPiece + TrailerBytes;
        lastPiece = 0;
        await FillAsync(reach, cancellation);
        var at = window.AsSpan(start, Math.Min(reach, end - start)).IndexOf(trailer);
        if (at < 0)
        {
            return false;
        }

        start += at + TrailerBytes;
        return true;
    }

    /// <summary>The next bytes, or null when there are fewer.</summary>
    public async ValueTask<byte[]?> TakeAsync(int count, CancellationToken cancellation)
    {
        await FillAsync(count, cancellation);
        if (end - start < count)
        {
            return null;
        }

        start += count;
        return window.AsSpan(start - count, count).ToArray();
    }

    /// <summary>Skips a text that ends with a zero byte; false when the end comes first.</summary>
    public async ValueTask<bool> SkipTextAsync(CancellationToken cancellation)
    {
        while (await TakeAsync(1, cancellation) is { } letter)
        {
            if (letter[0] == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Skips the zeros that may pad a gzip file; true when nothing follows them.</summary>
    public async ValueTask<bool> SkipZerosAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await FillAsync(1, cancellation);
            if (start == end)
            {
                return true;
            }

            var content = window.AsSpan(start, end - start).IndexOfAnyExcept((byte)0);
            start = content < 0 ? end : start + content;
            if (content >= 0)
            {
                return false;
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask FillAsync(int wanted, CancellationToken cancellation)
    {
        while (end - start < wanted)
        {
            var piece = await raw.NextAsync(long.MaxValue, cancellation);
            if (piece.IsEmpty)
            {
                return;
            }

            // The last piece stays in front of the start, for it may have to be handed out again.
            var keptFrom = start - lastPiece;
            window.AsSpan(keptFrom, end - keptFrom).CopyTo(window);
            (start, end) = (lastPiece, end - keptFrom);
            piece.Span.CopyTo(window.AsSpan(end));
            end += piece.Length;
        }
    }
}
