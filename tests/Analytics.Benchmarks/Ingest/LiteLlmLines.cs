using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Analytics.Benchmarks.Generation;

namespace Analytics.Benchmarks.Ingest;

/// <summary>Spend logs of the LiteLLM gateway: one request a line, its usage as a text of JSON within the JSON.</summary>
/// <param name="pause">From the start of one request to that of the next.</param>
internal sealed class LiteLlmLines(TimeSpan pause) : ILogLines
{
    private static readonly DateTime Start = new(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc);
    private const long CallsPerSession = 10;
    private const int ApiKeys = 200;
    private static readonly string[] Features = ["search", "summaries", "media-tags", "research", "support"];

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> metadata = new();

    /// <inheritdoc/>
    public void Add(LineFile file, long number, Drawing drawing)
    {
        var model = drawing.Pick(LoggedModel.All);
        var prompt = drawing.Around(6_000);
        var completion = drawing.Around(700);
        var cached = drawing.Chance(40) ? prompt / 2 : 0;

        var startedAt = Start + (number * pause);
        file.Add(json =>
        {
            json.WriteStartObject();
            json.WriteString("request_id"u8, model.IdPrefix + drawing.Base62(24));
            json.WriteString("call_type"u8, "acompletion"u8);
            json.WriteString("api_key"u8, $"{drawing.Between(1, ApiKeys):x64}");
            json.WriteNumber("spend"u8, ((prompt * 3m) + (completion * 15m)) / 1_000_000m);
            json.WriteNumber("total_tokens"u8, prompt + completion);
            json.WriteNumber("prompt_tokens"u8, prompt);
            json.WriteNumber("completion_tokens"u8, completion);
            json.WriteString("startTime"u8, Time(startedAt));
            json.WriteString("endTime"u8, Time(startedAt.AddMilliseconds(400 + (completion * 12))));
            json.WriteString("completionStartTime"u8, Time(startedAt.AddMilliseconds(400)));
            json.WriteString("model"u8, model.Name);
            json.WriteString("model_group"u8, model.Name);
            json.WriteString("custom_llm_provider"u8, model.Provider);
            json.WriteString("api_base"u8, "https://llm-gateway.example.com/v1"u8);
            json.WriteString("user"u8, $"u{drawing.Between(1, 40)}");
            json.WriteString("end_user"u8, $"cust-{drawing.Between(1, 400):0000}");
            json.WriteString("team_id"u8, "team-product"u8);
            json.WriteString("cache_hit"u8, "False"u8);
            json.WriteString("cache_key"u8, "Cache OFF"u8);
            json.WriteString("request_tags"u8, $"[\"feature:{drawing.Pick(Features)}\",\"prod\"]");
            json.WriteString("status"u8, "success"u8);
            json.WriteString("session_id"u8, $"s-{number / CallsPerSession:x12}");
            json.WriteString("trace_id"u8, $"op-{drawing.Hex(12)}");
            json.WriteString("messages"u8, "{}"u8);
            json.WriteString("response"u8, "{}"u8);
            json.WriteString("metadata"u8, Metadata(prompt, completion, cached));
            json.WriteEndObject();
        });
    }

    private ReadOnlySpan<byte> Metadata(int prompt, int completion, int cached)
    {
        metadata.ResetWrittenCount();
        using var json = new Utf8JsonWriter(metadata, Relaxed);
        json.WriteStartObject();
        json.WriteStartObject("usage_object"u8);
        json.WriteNumber("prompt_tokens"u8, prompt);
        json.WriteNumber("completion_tokens"u8, completion);
        json.WriteNumber("total_tokens"u8, prompt + completion);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, cached);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, completion / 3);
        json.WriteEndObject();
        json.WriteString("service_tier"u8, "default"u8);
        json.WriteEndObject();
        json.WriteNumber("attempted_retries"u8, 0);
        json.WriteEndObject();
        json.Flush();
        return metadata.WrittenSpan;
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
