namespace Analytics.Lake.Guard;

/// <summary>The content of a packed file.</summary>
internal interface IUnpackedInput : IDisposable
{
    /// <summary>Fills some of the buffer; 0 at the end.</summary>
    /// <exception cref="RefusedFileException">The file is corrupt, truncated, or expands beyond its limits.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);
}
