using System.Collections.Immutable;

namespace Analytics.Engine.Native.Arrow;

/// <summary>Where an encapsulated message stands in the file.</summary>
/// <param name="Offset">Position of its first byte.</param>
/// <param name="MetadataBytes">Prefix, metadata and padding.</param>
/// <param name="BodyBytes">Body with its padding.</param>
internal readonly record struct ArrowBlock(long Offset, int MetadataBytes, long BodyBytes);

/// <summary>Arrow's metadata messages (Schema.fbs, Message.fbs and File.fbs of the format, version V5).</summary>
internal static class ArrowMetadata
{
    private const short Version5 = 4;
    private const byte SchemaHeader = 1;
    private const byte DictionaryHeader = 2;
    private const byte RecordBatchHeader = 3;
    private const int LongsPerNodeOrBuffer = 2;
    private const int LongsPerBlock = 3;

    public static ReadOnlyMemory<byte> Schema(
        ImmutableArray<ArrowField> fields, IReadOnlyDictionary<string, string> metadata)
    {
        var builder = new FlatBufferBuilder();
        return Message(builder, SchemaHeader, SchemaTable(builder, fields, metadata), 0);
    }

    /// <param name="rows">Rows of the batch.</param>
    /// <param name="nodes">Pairs of length and null count, depth first.</param>
    /// <param name="buffers">Pairs of offset in the body and length.</param>
    /// <param name="bodyBytes">Length of the body.</param>
    public static ReadOnlyMemory<byte> RecordBatch(
        long rows, ReadOnlySpan<long> nodes, ReadOnlySpan<long> buffers, long bodyBytes)
    {
        var builder = new FlatBufferBuilder();
        return Message(builder, RecordBatchHeader, BatchTable(builder, rows, nodes, buffers), bodyBytes);
    }

    public static ReadOnlyMemory<byte> Dictionary(
        long id, long rows, ReadOnlySpan<long> nodes, ReadOnlySpan<long> buffers, long bodyBytes)
    {
        var builder = new FlatBufferBuilder();
        var batch = BatchTable(builder, rows, nodes, buffers);
        builder.StartTable(3);
        builder.Field(0, id);
        builder.Reference(1, batch);
        return Message(builder, DictionaryHeader, builder.EndTable(), bodyBytes);
    }

    public static ReadOnlyMemory<byte> Footer(
        ImmutableArray<ArrowField> fields,
        IReadOnlyDictionary<string, string> metadata,
        IReadOnlyList<ArrowBlock> dictionaries,
        IReadOnlyList<ArrowBlock> batches)
    {
        var builder = new FlatBufferBuilder();
        var schema = SchemaTable(builder, fields, metadata);
        var dictionaryBlocks = Blocks(builder, dictionaries);
        var batchBlocks = Blocks(builder, batches);
        builder.StartTable(5);
        builder.Reference(1, schema);
        builder.Reference(2, dictionaryBlocks);
        builder.Reference(3, batchBlocks);
        builder.Field(0, Version5);
        return builder.Finish(builder.EndTable());
    }

    private static ReadOnlyMemory<byte> Message(FlatBufferBuilder builder, byte headerType, int header, long bodyBytes)
    {
        builder.StartTable(5);
        builder.Field(3, bodyBytes);
        builder.Reference(2, header);
        builder.Field(0, Version5);
        builder.Field(1, headerType);
        return builder.Finish(builder.EndTable());
    }

    private static int SchemaTable(
        FlatBufferBuilder builder, ImmutableArray<ArrowField> fields, IReadOnlyDictionary<string, string> metadata)
    {
        var fieldVector = builder.OffsetVector(fields.Select(field => ArrowTypes.Field(builder, field)).ToList());
        var metadataVector = ArrowTypes.Metadata(builder, metadata);
        builder.StartTable(4);
        builder.Reference(1, fieldVector);
        builder.Reference(2, metadataVector);
        return builder.EndTable();
    }

    private static int BatchTable(
        FlatBufferBuilder builder, long rows, ReadOnlySpan<long> nodes, ReadOnlySpan<long> buffers)
    {
        var bufferVector = builder.LongsVector(buffers, LongsPerNodeOrBuffer);
        var nodeVector = builder.LongsVector(nodes, LongsPerNodeOrBuffer);
        builder.StartTable(4);
        builder.Field(0, rows);
        builder.Reference(1, nodeVector);
        builder.Reference(2, bufferVector);
        return builder.EndTable();
    }

    private static int Blocks(FlatBufferBuilder builder, IReadOnlyList<ArrowBlock> blocks)
    {
        var numbers = new long[blocks.Count * LongsPerBlock];
        for (var index = 0; index < blocks.Count; index++)
        {
            numbers[index * LongsPerBlock] = blocks[index].Offset;

            // A 32-bit number and four bytes of padding, little-endian.
            numbers[(index * LongsPerBlock) + 1] = blocks[index].MetadataBytes;
            numbers[(index * LongsPerBlock) + 2] = blocks[index].BodyBytes;
        }

        return builder.LongsVector(numbers, LongsPerBlock);
    }
}
