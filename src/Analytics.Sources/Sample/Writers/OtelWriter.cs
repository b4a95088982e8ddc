using System.Globalization;
using System.Text.Json;

namespace Analytics.Sources.Sample.Writers;

/// <summary>
/// The service's own spans as OTLP/JSON lines, one export per session: a span per model call, an agent span above
/// them that repeats their sum, and around some calls a second model span with the same usage, as layered libraries
/// emit it.
/// </summary>
internal static class OtelWriter
{
    private const int WrappedShare = 1_200;

    public static async Task WriteAsync(SampleWorld world, SampleFolder folder, CancellationToken cancellation)
    {
        var sessions = world.SeenBy(SampleSightings.Service)
            .GroupBy(static call => call.SessionId)
            .Select(static session => session.ToList())
            .ToList();
        var random = world.Random("spans");
        foreach (var week in sessions.GroupBy(static session => SampleCalendar.WeekOf(session[0].Day)))
        {
            var path = $"otel-genai/spans-week-{week.Key.ToString(CultureInfo.InvariantCulture)}.jsonl";
            await folder.WritePackedLinesAsync(
                path, week.Select(session => LineOf(session, random)), cancellation).ConfigureAwait(false);
        }
    }

    private static string LineOf(List<SampleCall> calls, SampleRandom random) => JsonLine.Of(json =>
    {
        json.WriteStartArray("resourceSpans");
        json.WriteStartObject();
        json.WriteObject("resource", resource =>
        {
            resource.WriteStartArray("attributes");
            WriteText(resource, "service.name", "answer-service");
            WriteText(resource, "deployment.environment.name", "prod");
            resource.WriteEndArray();
        });
        json.WriteStartArray("scopeSpans");
        json.WriteStartObject();
        json.WriteObject("scope", static scope => scope.WriteString("name", "answer.genai"));
        json.WriteStartArray("spans");
        WriteSpans(json, calls, random);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteSpans(Utf8JsonWriter json, List<SampleCall> calls, SampleRandom random)
    {
        var traceId = random.Hex(32);
        var agentSpan = "";
        if (calls.Count > 1)
        {
            agentSpan = random.Hex(16);
            var sum = calls.Aggregate(default(TokenMeters), static (total, call) => total + call.Meters);
            var elapsed = (calls[^1].EndedAt - calls[0].StartedAt).Ticks / TimeSpan.TicksPerMillisecond;
            var agent = calls[0] with { DurationMilliseconds = elapsed };
            WriteSpan(json, new Span(traceId, agentSpan, "", "invoke_agent", agent, sum, HasResponseId: false));
        }

        foreach (var call in calls)
        {
            var parent = agentSpan;
            if (random.Chance(WrappedShare))
            {
                var wrapper = random.Hex(16);
                WriteSpan(json, new Span(traceId, wrapper, parent, "chat", call, call.Meters, HasResponseId: false));
                parent = wrapper;
            }

            WriteSpan(json, new Span(traceId, random.Hex(16), parent, "chat", call, call.Meters, HasResponseId: true));
        }
    }

    private static void WriteSpan(Utf8JsonWriter json, Span span)
    {
        var call = span.Call;
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId);
        json.WriteString("spanId", span.SpanId);
        json.WriteString("parentSpanId", span.ParentSpanId);
        json.WriteString("name", $"{span.Operation} {(span.Operation == "chat" ? call.Model.Id : "answerer")}");
        json.WriteNumber("kind", span.HasResponseId ? 3 : 1);
        json.WriteString("startTimeUnixNano", NanosecondsOf(call.StartedAt));
        json.WriteString("endTimeUnixNano", NanosecondsOf(call.EndedAt));
        json.WriteStartArray("attributes");
        WriteText(json, "gen_ai.operation.name", span.Operation);
        WriteText(json, "gen_ai.provider.name", call.Model.Provider == "google" ? "gcp.gemini" : call.Model.Provider);
        WriteText(json, "gen_ai.request.model", call.Model.Id);
        WriteText(json, "gen_ai.conversation.id", call.SessionId);
        if (span.HasResponseId)
        {
            WriteText(json, "gen_ai.response.model", call.Model.Id);
            WriteText(json, "gen_ai.response.id", call.RequestId);
        }

        WriteUsage(json, call, span.Meters);
        // A user without a tenant would be taken for the customer.
        if (call.Customer is not null)
        {
            WriteText(json, "tenant.id", call.Customer.TenantId);
            WriteText(json, "user.id", call.UserId);
        }

        WriteText(json, "feature", call.Feature);
        json.WriteEndArray();
        json.WriteObject("status", static status => status.WriteNumber("code", 0));
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, SampleCall call, TokenMeters meters)
    {
        WriteCount(json, "gen_ai.usage.input_tokens", meters.Prompt);
        WriteCount(json, "gen_ai.usage.cache_read.input_tokens", meters.CacheRead);
        WriteCount(json, "gen_ai.usage.output_tokens", meters.Output);
        if (call.IsOutputSplit)
        {
            WriteCount(json, "gen_ai.usage.reasoning.output_tokens", meters.Reasoning);
        }

        if (call.Model.Provider == "openai")
        {
            WriteText(json, "openai.response.service_tier", call.Tier == SampleTier.Priority ? "priority" : "default");
        }
    }

    private static void WriteText(Utf8JsonWriter json, string key, string value) =>
        WriteAttribute(json, key, "stringValue", value);

    // OTLP/JSON writes 64-bit integers as text.
    private static void WriteCount(Utf8JsonWriter json, string key, long value) =>
        WriteAttribute(json, key, "intValue", value.ToString(CultureInfo.InvariantCulture));

    private static void WriteAttribute(Utf8JsonWriter json, string key, string kind, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteObject("value", any => any.WriteString(kind, value));
        json.WriteEndObject();
    }

    private static string NanosecondsOf(DateTimeOffset instant) =>
        ((instant - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    private sealed record Span(
        string TraceId,
        string SpanId,
        string ParentSpanId,
        string Operation,
        SampleCall Call,
        TokenMeters Meters,
        bool HasResponseId);
}
