using System.Buffers;
using System.Security.Cryptography;

namespace Analytics.Lake.Guard;

/// <summary>
/// The raw bytes of a file up to a fixed length, piece by piece. With hashing on, SHA-256 runs over one piece on
/// another thread while the caller looks at it; it takes longer than all the rest of the guard.
/// </summary>
internal sealed class RawInput : IDisposable
{
    private const int PieceBytes = 1 << 20;
    private const int WorthAThreadBytes = 1 << 16;

    private readonly Stream stream;
    private readonly IncrementalHash? hash;
    private readonly int pieceBytes;
    private byte[] current;
    private byte[] other;
    private Task hashing = Task.CompletedTask;

    /// <summary>Takes over a stream that stands at its start.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="lengthBytes">Bytes to read; what a writer appends meanwhile is left alone.</param>
    /// <param name="isHashed">Whether <see cref="HashSoFarAsync"/> will be asked.</param>
    public RawInput(Stream stream, long lengthBytes, bool isHashed)
    {
        this.stream = stream;
        LengthBytes = lengthBytes;
        pieceBytes = (int)Math.Clamp(lengthBytes, 1, PieceBytes);
        current = ArrayPool<byte>.Shared.Rent(pieceBytes);
        other = ArrayPool<byte>.Shared.Rent(pieceBytes);
        hash = isHashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>Bytes that will be read in all.</summary>
    public long LengthBytes { get; }

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// The next piece, at most up to <paramref name="stopAt"/>; empty at that position and at the end. It is valid
    /// until the call after the next.
    /// </summary>
    /// <exception cref="EndOfStreamException">The file became shorter while it was read.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(long stopAt, CancellationToken cancellation)
    {
        var wanted = (int)Math.Min(pieceBytes, Math.Min(stopAt, LengthBytes) - Position);
        if (wanted <= 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        (current, other) = (other, current);
        var count = await stream.ReadAtLeastAsync(
            current.AsMemory(0, wanted), wanted, throwOnEndOfStream: true, cancellation);
        Position += count;
        await AddToHashAsync(current, count);
        return current.AsMemory(0, count);
    }

    /// <summary>SHA-256 of all bytes read so far, lower-case hex.</summary>
    public async ValueTask<string> HashSoFarAsync()
    {
        await hashing;
        return Convert.ToHexStringLower(hash!.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // An input given up early may still be hashing its last piece; what that needs is freed when it is done.
        hashing.ContinueWith(
            _ =>
            {
                hash?.Dispose();
                ArrayPool<byte>.Shared.Return(current);
                ArrayPool<byte>.Shared.Return(other);
            },
            TaskScheduler.Default);
        stream.Dispose();
    }

    private async ValueTask AddToHashAsync(byte[] piece, int count)
    {
        await hashing;
        if (hash is null)
        {
            return;
        }

        if (count < WorthAThreadBytes)
        {
            hash.AppendData(piece.AsSpan(0, count));
            return;
        }

        hashing = Task.Run(() => hash.AppendData(piece.AsSpan(0, count)));
    }
}
