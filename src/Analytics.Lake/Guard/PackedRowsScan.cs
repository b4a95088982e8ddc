namespace Analytics.Lake.Guard;

/// <summary>Passes over a file whose rows only DuckDB can unpack; it finds nothing bad in it and counts it as one.</summary>
internal sealed class PackedRowsScan : IRecordScan
{
    private bool hasBytes;

    /// <inheritdoc/>
    public long Records => hasBytes ? 1 : 0;

    /// <inheritdoc/>
    public IReadOnlyList<BadLine> BadLines => [];

    /// <inheritdoc/>
    public long? TornLineAt => null;

    /// <inheritdoc/>
    public long TrailingBlanks => 0;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> piece) => hasBytes |= piece.Length > 0;

    /// <inheritdoc/>
    public void Complete()
    {
    }
}
