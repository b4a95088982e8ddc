using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.EndToEnd.Tests;

/// <summary>What a call used, in disjoint meters; null = the log does not say.</summary>
internal sealed record TokenUse
{
    /// <summary>Input without cache, Tokens.</summary>
    public long Input { get; init; }

    /// <summary>Input served from cache, Tokens.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Input written to a 5-minute cache, Tokens.</summary>
    public long? CacheWrite5m { get; init; }

    /// <summary>Input written to a 1-hour cache, Tokens.</summary>
    public long? CacheWrite1h { get; init; }

    /// <summary>Output, reasoning included, Tokens.</summary>
    public long Output { get; init; }

    /// <summary>Part of the output spent on reasoning, Tokens.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Both kinds of writes; null when neither is said.</summary>
    public long? CacheWrite =>
        CacheWrite5m is null && CacheWrite1h is null ? null : (CacheWrite5m ?? 0) + (CacheWrite1h ?? 0);

    /// <summary>The whole prompt.</summary>
    public long Prompt => Input + (CacheRead ?? 0) + (CacheWrite ?? 0);
}

/// <summary>One provider call as each source writes it down, in the source's own convention of counting.</summary>
internal static class LogLines
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A line of a Claude Code session: input leaves the cache out.</summary>
    public static string Claude(
        string? id,
        string time,
        string model,
        TokenUse use,
        string session = "session",
        string? tier = null,
        string? speed = null,
        string? geo = null,
        string? uuid = null,
        bool isSidechain = false) => JsonSerializer.Serialize(
        new
        {
            type = "assistant",
            timestamp = time,
            sessionId = session,
            uuid,
            isSidechain,
            message = Message(id, model, use, tier, speed, geo),
        },
        Json);

    /// <summary>A sub-agent's call that stands only in a progress line of its parent.</summary>
    public static string ClaudeProgress(string id, string time, string model, TokenUse use, string session = "session") =>
        JsonSerializer.Serialize(
            new
            {
                type = "progress",
                timestamp = time,
                sessionId = session,
                data = new
                {
                    type = "agent_progress",
                    agentId = "a1",
                    message = new { type = "assistant", timestamp = time, message = Message(id, model, use, null, null, null) },
                },
            },
            Json);

    /// <summary>
    /// A line of the LiteLLM spend log: prompt and completion tokens include their parts. <paramref name="status"/> is
    /// that of a failure, <paramref name="attempt"/> the number of the attempt within <paramref name="trace"/>, from 1,
    /// <paramref name="spend"/> what the gateway says was charged, USD.
    /// </summary>
    public static string Gateway(
        string id,
        string time,
        string provider,
        string model,
        TokenUse use,
        string? tier = null,
        string user = "",
        int? status = null,
        string? trace = null,
        int attempt = 1,
        bool isCacheHit = false,
        string? ended = null,
        string? team = null,
        long? searches = null,
        decimal? spend = null,
        decimal? upstreamCost = null) =>
        JsonSerializer.Serialize(
            new
            {
                request_id = id,
                call_type = "acompletion",
                api_key = "key-1",
                model,
                custom_llm_provider = provider,
                status = status is null ? "success" : "failure",
                cache_hit = isCacheHit ? "True" : null,
                trace_id = trace,
                end_user = user,
                team_id = team,
                spend,
                prompt_tokens = use.Prompt,
                completion_tokens = use.Output,
                total_tokens = use.Prompt + use.Output,
                startTime = time,
                endTime = ended ?? time,
                metadata = new
                {
                    attempted_retries = trace is null ? (int?)null : attempt - 1,
                    error_information = status is null
                        ? null
                        : new { error_code = status.Value.ToString(CultureInfo.InvariantCulture), error_class = "APIError" },
                    usage_object = new
                    {
                        cache_read_input_tokens = use.CacheRead,
                        cache_creation_input_tokens = use.CacheWrite,
                        cache_creation_token_details = use.CacheWrite is null ? null : new
                        {
                            ephemeral_5m_input_tokens = use.CacheWrite5m,
                            ephemeral_1h_input_tokens = use.CacheWrite1h,
                        },
                        completion_tokens_details = new { reasoning_tokens = use.Reasoning },
                        server_tool_use = searches is null ? null : new { web_search_requests = searches },
                        cost_details = upstreamCost is null ? null : new { upstream_inference_cost = upstreamCost },
                        service_tier = tier,
                    },
                },
            },
            Json);

    /// <summary>A trace of GenAI spans, one OTLP line.</summary>
    public static string Trace(params object[] spans) => TraceOf(null, null, spans);

    /// <summary>The same, written by a library of that name and version.</summary>
    public static string TraceOf(string? library, string? version, params object[] spans) => JsonSerializer.Serialize(
        new
        {
            resourceSpans = new[]
            {
                new
                {
                    resource = new { attributes = Array.Empty<object>() },
                    scopeSpans = new[] { new { scope = new { name = library, version }, spans } },
                },
            },
        },
        Json);

    /// <summary>A span of a call; the input counter is the convention's inclusive total unless another is given.</summary>
    public static object Span(
        string trace,
        string span,
        string? parent,
        string time,
        string provider,
        string model,
        TokenUse? use,
        long? inputCounter = null,
        string? requestedTier = null,
        string? servedTier = null,
        string? responseId = null)
    {
        var start = (DateTimeOffset.Parse(time, null) - DateTimeOffset.UnixEpoch).Ticks * 100;
        var attributes = new List<object>
        {
            Attribute("gen_ai.provider.name", provider),
            Attribute("gen_ai.operation.name", "chat"),
            Attribute("gen_ai.request.model", model),
        };
        AddText("openai.request.service_tier", requestedTier);
        AddText("openai.response.service_tier", servedTier);
        AddText("gen_ai.response.id", responseId);
        if (use is not null)
        {
            AddCounter("gen_ai.usage.input_tokens", inputCounter ?? use.Prompt);
            AddCounter("gen_ai.usage.output_tokens", use.Output);
            AddCounter("gen_ai.usage.cache_read.input_tokens", use.CacheRead);
            AddCounter("gen_ai.usage.cache_creation.input_tokens", use.CacheWrite);
            AddCounter("gen_ai.usage.reasoning.output_tokens", use.Reasoning);
        }

        return new
        {
            traceId = trace,
            spanId = span,
            parentSpanId = parent ?? "",
            startTimeUnixNano = $"{start}",
            endTimeUnixNano = $"{start + 1_000_000_000}",
            attributes,
        };

        void AddText(string key, string? text)
        {
            if (text is not null)
            {
                attributes.Add(Attribute(key, text));
            }
        }

        void AddCounter(string key, long? number)
        {
            if (number is not null)
            {
                attributes.Add(new { key, value = new { intValue = $"{number}" } });
            }
        }
    }

    /// <summary>The first lines of a Codex session: who it is and which model answers.</summary>
    public static string CodexStart(string session, string time, string model, string? forkedFrom = null) =>
        JsonSerializer.Serialize(
            new
            {
                timestamp = time,
                type = "session_meta",
                payload = new { id = session, cwd = "/work", source = "cli", model_provider = "openai", forked_from_id = forkedFrom },
            },
            Json)
        + "\n"
        + JsonSerializer.Serialize(
            new { timestamp = time, type = "turn_context", payload = new { turn_id = "t1", model } }, Json);

    /// <summary>A Codex event of the last call (null = only totals are written) and the session's running totals.</summary>
    public static string CodexCount(string time, TokenUse? last, TokenUse total) => JsonSerializer.Serialize(
        new
        {
            timestamp = time,
            type = "event_msg",
            payload = new { type = "token_count", info = new { total_token_usage = Codex(total), last_token_usage = Codex(last) } },
        },
        Json);

    private static object Message(string? id, string model, TokenUse use, string? tier, string? speed, string? geo) => new
    {
        id,
        model,
        role = "assistant",
        usage = new
        {
            input_tokens = use.Input,
            output_tokens = use.Output,
            cache_read_input_tokens = use.CacheRead,
            cache_creation_input_tokens = use.CacheWrite,
            cache_creation = use.CacheWrite is null ? null : new
            {
                ephemeral_5m_input_tokens = use.CacheWrite5m ?? 0,
                ephemeral_1h_input_tokens = use.CacheWrite1h ?? 0,
            },
            service_tier = tier,
            speed,
            inference_geo = geo,
        },
    };

    private static object? Codex(TokenUse? use) => use is null ? null : new
    {
        input_tokens = use.Prompt,
        cached_input_tokens = use.CacheRead,
        output_tokens = use.Output,
        reasoning_output_tokens = use.Reasoning,
        total_tokens = use.Prompt + use.Output,
    };

    private static object Attribute(string key, string text) => new { key, value = new { stringValue = text } };
}
