using System.Buffers.Binary;
using System.Security.Cryptography;
using Analytics.Domain;

namespace Analytics.Sources.Receiver;

/// <summary>The hashes of the last bodies, so that one sent again is known. Used by one thread.</summary>
/// <param name="limit">Bodies remembered; the oldest are forgotten first.</param>
internal sealed class BodyMemory(int limit)
{
    private readonly HashSet<UInt128> marks = [];
    private readonly Queue<UInt128> order = new();

    /// <summary>The first half of a body's SHA-256: enough to tell bodies apart.</summary>
    public static UInt128 MarkOf(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Whether a body was taken already.</summary>
    public bool Contains(UInt128 mark) => marks.Contains(mark);

    /// <summary>Remembers a body.</summary>
    public void Add(UInt128 mark)
    {
        if (limit == 0 || !marks.Add(mark))
        {
            return;
        }

        order.Enqueue(mark);
        if (order.Count > limit)
        {
            marks.Remove(order.Dequeue());
        }
    }
}

/// <summary>What a <c>.keys</c> file says of one body: 16 bytes of hash and 4 of length, big endian.</summary>
/// <param name="Mark">Hash.</param>
/// <param name="Bytes">Length in the file of lines.</param>
internal readonly record struct BodyRecord(UInt128 Mark, int Bytes)
{
    private const int Size = 20;

    /// <summary>The records of a file; a torn one at its end was never acknowledged and is left out.</summary>
    public static IReadOnlyList<BodyRecord> ReadAll(string path, IFileOps files)
    {
        if (!files.FileExists(path))
        {
            return [];
        }

        using var stream = files.OpenRead(path);
        var records = new List<BodyRecord>();
        var buffer = new byte[Size];
        while (stream.ReadAtLeast(buffer, Size, throwOnEndOfStream: false) == Size)
        {
            records.Add(new BodyRecord(
                BinaryPrimitives.ReadUInt128BigEndian(buffer), BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(16))));
        }

        return records;
    }

    /// <summary>As it stands in the file.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), Bytes);
        return bytes;
    }
}
