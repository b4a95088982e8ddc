using System.Buffers.Binary;
using System.Text;

namespace Analytics.Benchmarks.Service;

/// <summary>
/// A body of OTLP/HTTP with protobuf, made once: for each request only the ids of its spans are written anew, so that the load
/// generator leaves the processor to the receiver.
/// </summary>
internal sealed class SpanBody
{
    private const int IdOffset = 2;
    private const int SpanIdOffset = 18 + 2;
    private readonly byte[] template;
    private readonly int[] spanStarts;

    /// <summary>Makes a body of so many spans.</summary>
    public SpanBody(int spans)
    {
        var span = Span();
        var all = Enumerable.Repeat(Message(2, span), spans).SelectMany(static bytes => bytes).ToArray();
        template = Message(1, Message(2, all));
        var first = template.Length - all.Length + (all.Length / spans) - span.Length;
        spanStarts = [.. Enumerable.Range(0, spans).Select(number => first + (number * (all.Length / spans)))];
    }

    /// <summary>The body of a request; no two share an id.</summary>
    public byte[] Of(int request)
    {
        var body = template.AsSpan().ToArray();
        for (var span = 0; span < spanStarts.Length; span++)
        {
            var number = ((long)request * spanStarts.Length) + span + 1;
            BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(spanStarts[span] + IdOffset), number);
            BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(spanStarts[span] + SpanIdOffset), number);
        }

        return body;
    }

    private static byte[] Span() =>
    [
        .. Message(1, new byte[16]),
        .. Message(2, new byte[8]),
        .. Message(5, "chat claude-sonnet-4-5"u8),
        .. Fixed(7, 1_767_225_600_000_000_000),
        .. Fixed(8, 1_767_225_601_000_000_000),
        .. Attribute("gen_ai.operation.name", Message(1, "chat"u8)),
        .. Attribute("gen_ai.provider.name", Message(1, "anthropic"u8)),
        .. Attribute("gen_ai.request.model", Message(1, "claude-sonnet-4-5"u8)),
        .. Attribute("gen_ai.response.model", Message(1, "claude-sonnet-4-5-20250929"u8)),
        .. Attribute("gen_ai.conversation.id", Message(1, "conversation-0001"u8)),
        .. Attribute("gen_ai.usage.input_tokens", [0x18, .. Varint(1_200)]),
        .. Attribute("gen_ai.usage.output_tokens", [0x18, .. Varint(340)]),
    ];

    private static byte[] Attribute(string key, byte[] value) =>
        Message(9, [.. Message(1, Encoding.UTF8.GetBytes(key)), .. Message(2, value)]);

    private static byte[] Message(int field, ReadOnlySpan<byte> content) =>
        [(byte)((field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Fixed(int field, ulong value)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)((field << 3) | 1);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7f) | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
