namespace Analytics.Sources.Receiver;

/// <summary>How a field of a protobuf message is written in OTLP's JSON.</summary>
internal enum OtlpKind
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Bytes as hex: ids of traces and spans.</summary>
    Hex,

    /// <summary>Other bytes, as base64.</summary>
    Base64,

    /// <summary>64 bits, fixed, as a decimal text.</summary>
    Fixed64,

    /// <summary>32 bits, fixed, as a number.</summary>
    Fixed32,

    /// <summary>Signed 64 bits of variable length, as a decimal text.</summary>
    Int64,

    /// <summary>Small number of variable length: counts and enumerations.</summary>
    Number,

    /// <summary>Eight bytes of floating point.</summary>
    Double,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A message.</summary>
    Message,
}

/// <summary>A field of a message.</summary>
/// <param name="Number">Number in protobuf.</param>
/// <param name="Name">Name in JSON.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="IsRepeated">Whether it becomes an array.</param>
/// <param name="Message">Its message, where it is one; a function, because values hold values.</param>
internal sealed record OtlpField(
    int Number, string Name, OtlpKind Kind, bool IsRepeated = false, Func<OtlpField[]>? Message = null);

/// <summary>
/// The messages of opentelemetry.proto.collector.trace.v1 and below, version 1 of the protocol. Fields that are not here
/// are skipped, as protobuf wants it.
/// </summary>
internal static class OtlpSchema
{
    private static readonly OtlpField[] AnyValue =
    [
        new(1, "stringValue", OtlpKind.Text),
        new(2, "boolValue", OtlpKind.Flag),
        new(3, "intValue", OtlpKind.Int64),
        new(4, "doubleValue", OtlpKind.Double),
        new(5, "arrayValue", OtlpKind.Message, Message: static () => ArrayValue!),
        new(6, "kvlistValue", OtlpKind.Message, Message: static () => KeyValueList!),
        new(7, "bytesValue", OtlpKind.Base64),
    ];

    private static readonly OtlpField[] ArrayValue = [new(1, "values", OtlpKind.Message, true, static () => AnyValue)];

    private static readonly OtlpField[] KeyValue =
    [
        new(1, "key", OtlpKind.Text),
        new(2, "value", OtlpKind.Message, Message: static () => AnyValue),
    ];

    private static readonly OtlpField[] KeyValueList = [new(1, "values", OtlpKind.Message, true, static () => KeyValue)];

    private static readonly OtlpField[] Event =
    [
        new(1, "timeUnixNano", OtlpKind.Fixed64),
        new(2, "name", OtlpKind.Text),
        new(3, "attributes", OtlpKind.Message, true, static () => KeyValue),
        new(4, "droppedAttributesCount", OtlpKind.Number),
    ];

    private static readonly OtlpField[] Link =
    [
        new(1, "traceId", OtlpKind.Hex),
        new(2, "spanId", OtlpKind.Hex),
        new(3, "traceState", OtlpKind.Text),
        new(4, "attributes", OtlpKind.Message, true, static () => KeyValue),
        new(5, "droppedAttributesCount", OtlpKind.Number),
        new(6, "flags", OtlpKind.Fixed32),
    ];

    private static readonly OtlpField[] Status =
    [
        new(2, "message", OtlpKind.Text),
        new(3, "code", OtlpKind.Number),
    ];

    private static readonly OtlpField[] Span =
    [
        new(1, "traceId", OtlpKind.Hex),
        new(2, "spanId", OtlpKind.Hex),
        new(3, "traceState", OtlpKind.Text),
        new(4, "parentSpanId", OtlpKind.Hex),
        new(5, "name", OtlpKind.Text),
        new(6, "kind", OtlpKind.Number),
        new(7, "startTimeUnixNano", OtlpKind.Fixed64),
        new(8, "endTimeUnixNano", OtlpKind.Fixed64),
        new(9, "attributes", OtlpKind.Message, true, static () => KeyValue),
        new(10, "droppedAttributesCount", OtlpKind.Number),
        new(11, "events", OtlpKind.Message, true, static () => Event),
        new(12, "droppedEventsCount", OtlpKind.Number),
        new(13, "links", OtlpKind.Message, true, static () => Link),
        new(14, "droppedLinksCount", OtlpKind.Number),
        new(15, "status", OtlpKind.Message, Message: static () => Status),
        new(16, "flags", OtlpKind.Fixed32),
    ];

    private static readonly OtlpField[] Scope =
    [
        new(1, "name", OtlpKind.Text),
        new(2, "version", OtlpKind.Text),
        new(3, "attributes", OtlpKind.Message, true, static () => KeyValue),
        new(4, "droppedAttributesCount", OtlpKind.Number),
    ];

    private static readonly OtlpField[] ScopeSpans =
    [
        new(1, "scope", OtlpKind.Message, Message: static () => Scope),
        new(2, "spans", OtlpKind.Message, true, static () => Span),
        new(3, "schemaUrl", OtlpKind.Text),
    ];

    private static readonly OtlpField[] Resource =
    [
        new(1, "attributes", OtlpKind.Message, true, static () => KeyValue),
        new(2, "droppedAttributesCount", OtlpKind.Number),
    ];

    private static readonly OtlpField[] ResourceSpans =
    [
        new(1, "resource", OtlpKind.Message, Message: static () => Resource),
        new(2, "scopeSpans", OtlpKind.Message, true, static () => ScopeSpans),
        new(3, "schemaUrl", OtlpKind.Text),
    ];

    /// <summary>The body of an export.</summary>
    public static OtlpField[] ExportTraceServiceRequest { get; } =
        [new(1, "resourceSpans", OtlpKind.Message, true, static () => ResourceSpans)];
}
