using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Analytics.Engine.Native.Arrow;

/// <summary>
/// Writes the IPC file or stream: schema, dictionaries, record batches, end mark, and for a file the footer.
/// </summary>
internal sealed class ArrowIpcWriter(
    Stream destination,
    ArrowFormat format,
    ImmutableArray<ArrowField> fields,
    IReadOnlyDictionary<string, string> metadata)
{
    private const int PrefixBytes = 8;
    private const int LargestWrite = 1 << 30;
    private const uint Continuation = 0xFFFFFFFF;

    private static readonly byte[] Padding = new byte[AlignedBuffer.Alignment];

    private readonly ArrowBody body = new();
    private readonly List<ArrowBlock> dictionaries = [];
    private readonly List<ArrowBlock> batches = [];
    private long position;

    public void Begin()
    {
        if (format == ArrowFormat.File)
        {
            Write("ARROW1\0\0"u8);
        }

        body.Clear();
        WriteMessage(ArrowMetadata.Schema(fields, metadata));
    }

    /// <summary>Writes one dictionary; each must stand before the first batch that refers to it.</summary>
    public void WriteDictionary(int id, ArrowColumn values)
    {
        body.Clear();
        values.Describe(body);
        dictionaries.Add(WriteMessage(
            ArrowMetadata.Dictionary(id, values.Length, body.Nodes, body.Places, body.Bytes)));
    }

    public void WriteBatch(long rows, IReadOnlyList<ArrowColumn> columns)
    {
        body.Clear();
        foreach (var column in columns)
        {
            column.Describe(body);
        }

        batches.Add(WriteMessage(ArrowMetadata.RecordBatch(rows, body.Nodes, body.Places, body.Bytes)));
    }

    public void End()
    {
        Span<byte> endMark = stackalloc byte[PrefixBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(endMark, Continuation);
        Write(endMark);
        if (format == ArrowFormat.Stream)
        {
            return;
        }

        var footer = ArrowMetadata.Footer(fields, metadata, dictionaries, batches);
        Write(footer.Span);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        Write(length);
        Write("ARROW1"u8);
    }

    private ArrowBlock WriteMessage(ReadOnlyMemory<byte> message)
    {
        // Padded so that the body begins at a multiple of 64 bytes from the start of the file or stream.
        var padded = (int)(ArrowBody.Padded(position + PrefixBytes + message.Length) - position - PrefixBytes);
        var block = new ArrowBlock(position, PrefixBytes + padded, body.Bytes);
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, Continuation);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[sizeof(int)..], padded);
        Write(prefix);
        Write(message.Span);
        Write(Padding.AsSpan(0, padded - message.Length));
        foreach (var buffer in body.Buffers)
        {
            WriteBuffer(buffer);
        }

        return block;
    }

    private void WriteBuffer(AlignedBuffer buffer)
    {
        for (var offset = 0L; offset < buffer.Length; offset += LargestWrite)
        {
            Write(buffer.Span(offset, (int)Math.Min(LargestWrite, buffer.Length - offset)));
        }

        Write(Padding.AsSpan(0, (int)(ArrowBody.Padded(buffer.Length) - buffer.Length)));
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        destination.Write(bytes);
        position += bytes.Length;
    }
}
