using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Analytics.Sources.Receiver;

namespace Analytics.Tests.Sources.Receiver;

/// <summary>What is sent: OTLP in both forms, lines, gzip; whole, cut short and hostile.</summary>
public sealed class ReceivedBodyTests
{
    [Fact]
    public void OfProtobuf_Export_IsTheJsonOfTheFileExporter()
    {
        var line = Encoding.UTF8.GetString(OtlpTraces.OfProtobuf(Export()));

        Assert.Equal(
            ("{'resourceSpans':[{'resource':{'attributes':[{'key':'service.name','value':{'stringValue':'caf\\u00E9'}}]},"
            + "'scopeSpans':[{'spans':[{'traceId':'0102030405060708090a0b0c0d0e0f10','spanId':'1112131415161718',"
            + "'name':'chat','startTimeUnixNano':'1767225600000000000','status':{'code':2},"
            + "'attributes':[{'key':'n','value':{'intValue':'-1'}},{'key':'d','value':{'doubleValue':0.5}},"
            + "{'key':'l','value':{'arrayValue':{'values':[{'boolValue':true}]}}}]}]}]}]}\n").Replace('\'', '"'),
            line);
    }

    /// <summary>However much of it arrives, a message is read whole or refused with a reason.</summary>
    [Fact]
    public void OfProtobuf_CutShortAnywhere_IsRefusedOrReadable()
    {
        var export = Export();
        for (var length = 0; length < export.Length; length++)
        {
            try
            {
                JsonDocument.Parse(OtlpTraces.OfProtobuf(export.AsSpan(0, length)));
            }
            catch (InvalidDataException fault)
            {
                Assert.Contains("found", fault.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void OfProtobuf_RandomBytes_AreRefusedOrReadable()
    {
        var random = new Random(4318);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(1, 60)];
            random.NextBytes(bytes);
            try
            {
                JsonDocument.Parse(OtlpTraces.OfProtobuf(bytes));
            }
            catch (InvalidDataException)
            {
                // Refused with a reason.
            }
        }
    }

    [Fact]
    [Survives(15)]
    public void OfProtobuf_ValuesNestedWithoutEnd_AreRefused()
    {
        byte[] value = [];
        for (var depth = 0; depth < 300; depth++)
        {
            value = Field(5, Field(1, value));
        }

        var export = Field(1, Field(1, Field(1, [.. Field(1, "k"u8), .. Field(2, value)])));

        Assert.Contains("nested", Assert.Throws<InvalidDataException>(() => OtlpTraces.OfProtobuf(export)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfJson_OverManyLines_IsOneLine() => Assert.Equal(
        "{\"resourceSpans\":[{\"scopeSpans\":[]}]}\n",
        Encoding.UTF8.GetString(OtlpTraces.OfJson("{\n  \"resourceSpans\": [\n {\"scopeSpans\": []} ]\n}"u8.ToArray())));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"resourceSpans\":{}}")]
    [InlineData("{\"resourceSpans\":[],\"resourceSpans\":[]}")]
    [InlineData("{\"resourceSpans\":[")]
    public void OfJson_NoExport_IsRefused(string body) =>
        Assert.Throws<InvalidDataException>(() => OtlpTraces.OfJson(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}\n")]
    [InlineData("{\"a\":1}\n\n{\"b\":2}\r\n", "{\"a\":1}\n{\"b\":2}\r\n")]
    [InlineData("", "")]
    public void Check_Lines_AreKeptAsTheyCame(string body, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(NdjsonBody.Check(Encoding.UTF8.GetBytes(body))));

    [Theory]
    [InlineData("{\"a\":1}\n[1]\n", "line 2")]
    [InlineData("{\"a\":1", "line 1")]
    [InlineData("{\"a\":1} {\"b\":2}", "line 1")]
    public void Check_ALineThatIsNoObject_IsNamed(string body, string expected) => Assert.Contains(
        expected,
        Assert.Throws<InvalidDataException>(() => NdjsonBody.Check(Encoding.UTF8.GetBytes(body))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Unpack_CutShortAnywhere_IsRefused()
    {
        var packed = Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2_000).Select(static number => $"{number},"))));
        for (var length = 0; length < packed.Length; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => PackedBody.Unpack(packed.AsMemory(0, length), 1 << 20));
        }

        Assert.NotEmpty(PackedBody.Unpack(packed, 1 << 20));
    }

    [Fact]
    [Survives(13)]
    public void Unpack_ABomb_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => PackedBody.Unpack(Pack(new byte[10_000_000]), 1 << 20));

    private static byte[] Export()
    {
        byte[] attributes =
        [
            .. Field(9, [.. Field(1, "n"u8), .. Field(2, [0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])]),
            .. Field(9, [.. Field(1, "d"u8), .. Field(2, [0x21, .. BitConverter.GetBytes(0.5)])]),
            .. Field(9, [.. Field(1, "l"u8), .. Field(2, Field(5, Field(1, [0x10, 0x01])))]),
        ];
        byte[] span =
        [
            .. Field(1, [.. Enumerable.Range(1, 16).Select(static value => (byte)value)]),
            .. Field(2, [.. Enumerable.Range(17, 8).Select(static value => (byte)value)]),
            .. Field(5, "chat"u8),
            0x39, .. BitConverter.GetBytes(1_767_225_600_000_000_000UL),
            .. attributes,
            .. Field(15, [0x18, 0x02]),
            .. Field(99, "a field of the future"u8),
        ];
        var resource = Field(1, [.. Field(1, "service.name"u8), .. Field(2, Field(1, "café"u8))]);
        return Field(1, [.. Field(1, resource), .. Field(2, Field(2, span))]);
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content) =>
        [.. Varint((ulong)((number << 3) | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7f) | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
