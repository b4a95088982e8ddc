using System.Globalization;
using System.Text.Json;
using Analytics.Benchmarks.Generation;

namespace Analytics.Benchmarks.Ingest;

/// <summary>
/// OTLP/JSON as the collector's file exporter writes it: one export a line, here an agent's span with the calls of models
/// that it made; the parent repeats no usage.
/// </summary>
internal sealed class OtelLines : ILogLines
{
    private static readonly DateTime Start = new(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Features = ["search-answers", "summaries", "planning", "extraction"];

    /// <inheritdoc/>
    public void Add(LineFile file, long number, Drawing drawing) => file.Add(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans"u8);
        json.WriteStartObject();
        json.WriteStartObject("resource"u8);
        json.WriteStartArray("attributes"u8);
        WriteText(json, "service.name", "answer-service");
        WriteText(json, "deployment.environment.name", "prod");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("scopeSpans"u8);
        json.WriteStartObject();
        json.WriteStartObject("scope"u8);
        json.WriteString("name"u8, "answer.genai"u8);
        json.WriteEndObject();
        json.WriteStartArray("spans"u8);
        WriteSpans(json, Start.AddMilliseconds(number * 300), drawing);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteSpans(Utf8JsonWriter json, DateTime startedAt, Drawing drawing)
    {
        var traceId = drawing.Hex(32);
        var agentSpanId = drawing.Hex(16);
        var session = $"s-{drawing.Hex(12)}";
        var customer = $"acct_{drawing.Between(1, 400):0000}";
        var feature = drawing.Pick(Features);
        var calls = drawing.Between(1, 5);
        WriteHead(json, traceId, agentSpanId, "", "invoke_agent planner", startedAt, startedAt.AddSeconds(calls * 4));
        WriteText(json, "gen_ai.operation.name", "invoke_agent");
        WriteText(json, "gen_ai.agent.name", "planner");
        WriteText(json, "gen_ai.conversation.id", session);
        WriteTail(json);
        for (var call = 0; call < calls; call++)
        {
            var model = drawing.Pick(LoggedModel.All);
            var input = drawing.Around(6_000);
            var output = drawing.Around(700);
            var callAt = startedAt.AddSeconds(call * 4);
            WriteHead(json, traceId, drawing.Hex(16), agentSpanId, "chat " + model.Name, callAt, callAt.AddMilliseconds(400 + output));
            WriteText(json, "gen_ai.operation.name", "chat");
            WriteText(json, "gen_ai.provider.name", model.OtelProvider);
            WriteText(json, "gen_ai.request.model", model.Name);
            WriteText(json, "gen_ai.conversation.id", session);
            WriteText(json, "gen_ai.response.model", model.Name);
            WriteText(json, "gen_ai.response.id", model.IdPrefix + drawing.Base62(24));
            WriteCount(json, "gen_ai.usage.input_tokens", input);
            WriteCount(json, "gen_ai.usage.cache_read.input_tokens", drawing.Chance(40) ? input / 2 : 0);
            WriteCount(json, "gen_ai.usage.output_tokens", output);
            WriteText(json, "tenant.id", customer);
            WriteText(json, "user.id", $"u{drawing.Between(1, 40)}");
            WriteText(json, "feature", feature);
            WriteTail(json);
        }
    }

    private static void WriteHead(
        Utf8JsonWriter json, string traceId, string spanId, string parentId, string name, DateTime startedAt, DateTime endedAt)
    {
        json.WriteStartObject();
        json.WriteString("traceId"u8, traceId);
        json.WriteString("spanId"u8, spanId);
        json.WriteString("parentSpanId"u8, parentId);
        json.WriteString("name"u8, name);
        json.WriteNumber("kind"u8, 3);
        json.WriteString("startTimeUnixNano"u8, Nanoseconds(startedAt));
        json.WriteString("endTimeUnixNano"u8, Nanoseconds(endedAt));
        json.WriteStartArray("attributes"u8);
    }

    private static void WriteTail(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteStartObject("status"u8);
        json.WriteNumber("code"u8, 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string key, string value) => WriteAttribute(json, key, "stringValue", value);

    private static void WriteCount(Utf8JsonWriter json, string key, int value) =>
        WriteAttribute(json, key, "intValue", value.ToString(CultureInfo.InvariantCulture));

    private static void WriteAttribute(Utf8JsonWriter json, string key, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, key);
        json.WriteStartObject("value"u8);
        json.WriteString(type, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Nanoseconds(DateTime time) =>
        ((time - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
