namespace Analytics.Lake.Guard;

/// <summary>How much a packed file has expanded to, against its limits.</summary>
internal sealed class Expansion(GuardLimits limits)
{
    /// <summary>Unpacked bytes so far.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>What is refused, and where.</summary>
    public static RefusedFileException Refuse(string found, long position) =>
        new($"the file {found} (byte {position}). Nothing of it was taken; deliver it again, whole.");

    /// <summary>Counts unpacked bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="packedBytes">Packed bytes that all of them came from.</param>
    /// <exception cref="RefusedFileException">The file expands beyond its limits.</exception>
    public void Add(int count, long packedBytes)
    {
        TotalBytes += count;
        if (TotalBytes > limits.DecompressedBytes)
        {
            throw Refuse($"expands to more than {limits.DecompressedBytes} bytes", packedBytes);
        }

        if (TotalBytes > limits.RatioFromBytes && TotalBytes / limits.Ratio > packedBytes)
        {
            throw Refuse($"expands to {TotalBytes} bytes so far, more than {limits.Ratio} times its size", packedBytes);
        }
    }
}
