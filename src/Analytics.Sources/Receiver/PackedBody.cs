using System.Buffers.Binary;
using System.IO.Compression;

namespace Analytics.Sources.Receiver;

/// <summary>Unpacks a gzip body within limits; one that was cut short is refused, which .NET alone would not notice.</summary>
public static class PackedBody
{
    private const int TrailerBytes = 8;

    /// <summary>The content.</summary>
    /// <param name="packed">One gzip member.</param>
    /// <param name="limit">Bytes that the content may have.</param>
    /// <exception cref="InvalidDataException">No whole gzip member, or more content than allowed.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> packed, int limit)
    {
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = gzip.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (content.Length + read > limit)
            {
                throw new InvalidDataException($"found more than {limit} bytes after unpacking, expected fewer");
            }

            content.Write(buffer, 0, read);
        }

        // The last four bytes of a member hold its length; a body cut short, or several members, cannot match it.
        if (packed.Length < TrailerBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(packed.Span[^4..]) != (uint)content.Length)
        {
            throw new InvalidDataException("found a gzip body whose end is missing, expected one whole member");
        }

        return content.ToArray();
    }
}
