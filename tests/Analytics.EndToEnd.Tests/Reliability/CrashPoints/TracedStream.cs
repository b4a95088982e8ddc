namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>A stream whose reads, writes and closing are calls like any other.</summary>
internal sealed class TracedStream(Stream inner, string path, TracedFileOps files) : Stream
{
    private bool isClosed;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override void Flush() => files.Run("push", path, () =>
    {
        inner.Flush();
        return true;
    });

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        // A span cannot go into the call, so the call is only told of.
        files.Run("read", path, static () => true);
        return inner.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(files.Run("read", path, () => inner.Read(buffer.Span)));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => files.Run("write", path, () =>
    {
        inner.Write(buffer, offset, count);
        return true;
    });

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override void WriteByte(byte value) => Write([value], 0, 1);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        try
        {
            files.Run(inner.CanWrite ? "close" : TracedFileOps.CloseAfterReading, path, static () => true);
        }
        finally
        {
            // Also of a dead process: the system closes what it left open.
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
