using System.Buffers.Binary;
using System.IO.Compression;

namespace Analytics.Lake.Guard;

/// <summary>
/// A gzip file, all members of it, with its own check of every header, CRC-32 and length. .NET's and DuckDB's readers
/// take a truncated file for a whole one, and DuckDB never looks at the CRC.
/// </summary>
internal sealed class GzipInput(RawInput raw, GuardLimits limits) : IUnpackedInput
{
    private readonly MemberFeed feed = new(raw);
    private readonly Expansion expansion = new(limits);
    private DeflateStream? member;
    private uint crc;
    private long memberBytes;

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            if (member is null && !await OpenMemberAsync(cancellation))
            {
                return 0;
            }

            var count = await InflateAsync(buffer, cancellation);
            if (count > 0)
            {
                Count(buffer.Span[..count]);
                return count;
            }

            await CloseMemberAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        member?.Dispose();
        feed.Dispose();
    }

    private async ValueTask<int> InflateAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await member!.ReadAsync(buffer, cancellation);
        }
        catch (InvalidDataException fault)
        {
            throw Expansion.Refuse($"is corrupt: {fault.Message}", feed.LastPieceAt);
        }
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        crc = Crc32.Append(crc, bytes);
        memberBytes += bytes.Length;
        expansion.Add(bytes.Length, feed.Position);
    }

    private async ValueTask<bool> OpenMemberAsync(CancellationToken cancellation)
    {
        var isFirst = expansion.TotalBytes == 0 && feed.Position == 0;
        if (!isFirst && await feed.SkipZerosAsync(cancellation))
        {
            return false;
        }

        var start = feed.Position;
        var header = await feed.TakeAsync(10, cancellation) ?? throw Expansion.Refuse(
            "is truncated in a gzip header", raw.LengthBytes);
        const int Reserved = 0xE0;
        if (header[0] != 0x1F || header[1] != 0x8B || header[2] != 8 || (header[3] & Reserved) != 0)
        {
            throw Expansion.Refuse(isFirst ? "has no gzip header" : "has other bytes after the last gzip member", start);
        }

        await SkipOptionalFieldsAsync(header[3], cancellation);
        (crc, memberBytes) = (0, 0);
        member = new DeflateStream(feed, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private async ValueTask SkipOptionalFieldsAsync(int flags, CancellationToken cancellation)
    {
        const int Checksum = 2;
        const int Extra = 4;
        const int Name = 8;
        const int Comment = 16;
        var isWhole = true;
        if ((flags & Extra) != 0)
        {
            var length = await feed.TakeAsync(2, cancellation);
            isWhole = length is not null
                && await feed.TakeAsync(BinaryPrimitives.ReadUInt16LittleEndian(length), cancellation) is not null;
        }

        isWhole = isWhole && ((flags & Name) == 0 || await feed.SkipTextAsync(cancellation));
        isWhole = isWhole && ((flags & Comment) == 0 || await feed.SkipTextAsync(cancellation));
        isWhole = isWhole && ((flags & Checksum) == 0 || await feed.TakeAsync(2, cancellation) is not null);
        if (!isWhole)
        {
            throw Expansion.Refuse("is truncated in a gzip header", raw.LengthBytes);
        }
    }

    private async ValueTask CloseMemberAsync(CancellationToken cancellation)
    {
        await member!.DisposeAsync();
        member = null;
        if (feed.HasRunDry)
        {
            throw Expansion.Refuse("is truncated: its last gzip member has no end", raw.LengthBytes);
        }

        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), (uint)(memberBytes & uint.MaxValue));
        if (!await feed.RewindPastAsync(trailer, cancellation))
        {
            throw Expansion.Refuse("is truncated or corrupt: CRC-32 and length of a gzip member do not match its content",
                feed.Position);
        }
    }
}
