using System.Security.Cryptography;
using Analytics.Domain;

namespace Analytics.Lake.Integrity;

/// <summary>Finds out how much of a file is what was read of it once: files grow, and are known by the hash of their start.</summary>
internal sealed class RawPrefix(IFileOps files)
{
    private const int PieceBytes = 1 << 20;

    /// <summary>The first cut through the file that is wanted; null when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hasLines">Whether it may be cut behind every line, and not at its end alone.</param>
    /// <param name="isWanted">Decides.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<RawCut?> FindAsync(
        string path, bool hasLines, Func<RawCut, bool> isWanted, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = files.OpenRead(path);
        var buffer = new byte[PieceBytes];
        var cut = new RawCut(0, 0, hash);
        var isLineOpen = false;
        while (await stream.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            for (var start = 0; start < count;)
            {
                var end = hasLines ? Array.IndexOf(buffer, (byte)'\n', start, count - start) : -1;
                var length = end < 0 ? count - start : end + 1 - start;
                hash.AppendData(buffer, start, length);
                start += length;
                isLineOpen = end < 0;
                cut = cut with { Bytes = cut.Bytes + length, Lines = cut.Lines + (isLineOpen ? 0 : 1) };
                if (!isLineOpen && isWanted(cut))
                {
                    return cut.Settle();
                }
            }
        }

        cut = isLineOpen ? cut with { Lines = cut.Lines + 1 } : cut;
        return isWanted(cut) ? cut.Settle() : null;
    }

    /// <summary>Copies the first bytes of a file.</summary>
    public async Task CopyAsync(string path, long lengthBytes, string copy, CancellationToken cancellation)
    {
        await using var from = files.OpenRead(path);
        await using var to = files.Create(copy);
        var buffer = new byte[PieceBytes];
        for (var left = lengthBytes; left > 0;)
        {
            var count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, PieceBytes)), cancellation);
            if (count == 0)
            {
                throw new EndOfStreamException($"{path}: became shorter while it was read. Run 'verify --repair' again.");
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
            left -= count;
        }
    }
}

/// <summary>The start of a file up to a place.</summary>
/// <param name="Bytes">Bytes before the place.</param>
/// <param name="Lines">Lines before it, an unended one included.</param>
/// <param name="Hash">Hash of what has been read so far.</param>
internal readonly record struct RawCut(long Bytes, long Lines, IncrementalHash? Hash)
{
    private readonly string? settled;

    /// <summary>SHA-256 of the bytes, lower-case hex; while the file is being read, of those up to now.</summary>
    public string FileId
    {
        get => settled ?? Convert.ToHexStringLower(Hash!.GetCurrentHash());
        private init => settled = value;
    }

    /// <summary>The same with its hash as it is now, whatever is read after it.</summary>
    public RawCut Settle() => this with { FileId = FileId, Hash = null };
}
