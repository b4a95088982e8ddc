namespace Analytics.Lake.Guard;

/// <summary>How the bytes of a file are packed.</summary>
internal enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>zstd.</summary>
    Zstd,
}

/// <summary>The content of a file, unpacked, piece by piece.</summary>
internal sealed class ContentInput : IDisposable
{
    private const int PieceBytes = 1 << 20;

    private readonly RawInput raw;
    private readonly IUnpackedInput? unpacked;
    private readonly byte[] piece;

    /// <summary>Takes over an input that stands at its start.</summary>
    public ContentInput(RawInput raw, Packing packing, GuardLimits limits)
    {
        this.raw = raw;
        unpacked = packing switch
        {
            Packing.Gzip => new GzipInput(raw, limits),
            Packing.Zstd => new ZstdInput(raw, limits),
            _ => null,
        };
        piece = unpacked is null ? [] : new byte[PieceBytes];
    }

    /// <summary>How a file is packed, by its name.</summary>
    public static Packing PackingOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GZ" => Packing.Gzip,
        ".ZST" => Packing.Zstd,
        _ => Packing.None,
    };

    /// <summary>The next piece; empty at the end. It is valid until the next call.</summary>
    /// <exception cref="RefusedFileException">The packing is corrupt.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellation) =>
        unpacked is null
            ? await raw.NextAsync(long.MaxValue, cancellation)
            : piece.AsMemory(0, await unpacked.ReadAsync(piece, cancellation));

    /// <summary>The name of a file without the ending that tells its packing.</summary>
    public static string WithoutPacking(string path) => PackingOf(path) == Packing.None ? path : Path.ChangeExtension(path, null);

    /// <inheritdoc/>
    public void Dispose()
    {
        unpacked?.Dispose();
        raw.Dispose();
    }
}
