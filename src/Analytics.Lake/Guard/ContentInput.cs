namespace Analytics.Lake.Guard;

/// <summary>How the bytes of a file are packed.</summary>
internal enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,
}

/// <summary>The content of a file, unpacked, piece by piece.</summary>
internal sealed class ContentInput : IDisposable
{
    private const int PieceBytes = 1 << 20;

    private readonly RawInput raw;
    private readonly GzipInput? gzip;
    private readonly byte[] piece;

    /// <summary>Takes over an input that stands at its start.</summary>
    public ContentInput(RawInput raw, Packing packing, GuardLimits limits)
    {
        this.raw = raw;
        gzip = packing == Packing.Gzip ? new GzipInput(raw, limits) : null;
        piece = gzip is null ? [] : new byte[PieceBytes];
    }

    /// <summary>How a file is packed, by its name.</summary>
    /// <exception cref="RefusedFileException">In a way that cannot be opened here.</exception>
    public static Packing PackingOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GZ" => Packing.Gzip,
        ".ZST" => throw new RefusedFileException(
            "the file is compressed with zstd, which cannot be opened here (byte 0). Deliver it uncompressed or as "
            + ".gz."),
        _ => Packing.None,
    };

    /// <summary>The next piece; empty at the end. It is valid until the next call.</summary>
    /// <exception cref="RefusedFileException">The packing is corrupt.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellation) =>
        gzip is null
            ? await raw.NextAsync(long.MaxValue, cancellation)
            : piece.AsMemory(0, await gzip.ReadAsync(piece, cancellation));

    /// <inheritdoc/>
    public void Dispose()
    {
        gzip?.Dispose();
        raw.Dispose();
    }
}
