using System.Globalization;
using System.Text.Json;

namespace Analytics.Sources.Sample.Writers;

/// <summary>Rows of LiteLLM's table of spend logs, one JSON object per line.</summary>
internal sealed class LiteLlmLines(SampleWorld world)
{
    private readonly Dictionary<string, string> keyHashes = [];

    public string LineOf(SampleCall call) => JsonLine.Of(json =>
    {
        var customer = call.Customer?.EndUser ?? "";
        json.WriteString("request_id", call.RequestId);
        json.WriteString("call_type", call.Model.Provider == "anthropic" ? "anthropic_messages" : "acompletion");
        json.WriteString("api_key", KeyHashOf(call.Feature));
        json.WriteDecimal("spend", SampleMoney.Usd(SampleMoney.GatewaySpendOf(call)));
        json.WriteNumber("total_tokens", call.Meters.Total);
        json.WriteNumber("prompt_tokens", call.Meters.Prompt);
        json.WriteNumber("completion_tokens", call.Meters.Output);
        json.WriteString("startTime", TimeOf(call.StartedAt));
        json.WriteString("endTime", TimeOf(call.EndedAt));
        json.WriteString("completionStartTime", TimeOf(call.FirstTokenAt));
        json.WriteString("model", call.Model.Id);
        json.WriteString("model_group", call.Model.Id);
        if (call.Model.Deployment is { } deployment)
        {
            json.WriteString("model_id", deployment);
        }

        json.WriteString("custom_llm_provider", call.Model.GatewayProvider);
        json.WriteString("api_base", call.Model.ApiBase);
        json.WriteString("user", call.UserId);
        json.WriteString("end_user", customer);
        json.WriteString("team_id", "team-product");
        json.WriteString("cache_hit", "False");
        json.WriteString("cache_key", "Cache OFF");
        json.WriteString("request_tags", $"[\"feature:{call.Feature}\",\"prod\"]");
        json.WriteString("status", call.StatusCode < 400 ? "success" : "failure");
        json.WriteString("session_id", call.SessionId);
        json.WriteString("trace_id", call.OperationId);
        json.WriteString("metadata", JsonLine.Of(metadata => WriteMetadata(metadata, call)));
    });

    private static void WriteMetadata(Utf8JsonWriter json, SampleCall call)
    {
        json.WriteObject("usage_object", usage => WriteUsage(usage, call));
        json.WriteNumber("attempted_retries", call.AttemptNo - 1);
        if (call.StatusCode >= 400)
        {
            json.WriteObject("error_information", error =>
            {
                error.WriteString("error_code", call.StatusCode.ToString(CultureInfo.InvariantCulture));
                error.WriteString("error_class", call.ErrorType);
                error.WriteString("llm_provider", call.Model.GatewayProvider);
                error.WriteString("error_message", call.StatusCode == 529 ? "Overloaded" : "The answer broke off.");
            });
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, SampleCall call)
    {
        var meters = call.Meters;
        json.WriteNumber("prompt_tokens", meters.Prompt);
        json.WriteNumber("completion_tokens", meters.Output);
        json.WriteNumber("total_tokens", meters.Total);
        json.WriteObject("prompt_tokens_details", details => details.WriteNumber("cached_tokens", meters.CacheRead));
        if (call.IsOutputSplit)
        {
            json.WriteObject(
                "completion_tokens_details", details => details.WriteNumber("reasoning_tokens", meters.Reasoning));
        }

        if (call.Model.Provider == "anthropic")
        {
            json.WriteNumber("cache_creation_input_tokens", meters.CacheWrite5m + meters.CacheWrite1h);
            json.WriteNumber("cache_read_input_tokens", meters.CacheRead);
            json.WriteObject("cache_creation_token_details", details =>
            {
                details.WriteNumber("ephemeral_5m_input_tokens", meters.CacheWrite5m);
                details.WriteNumber("ephemeral_1h_input_tokens", meters.CacheWrite1h);
            });
        }

        json.WriteString("service_tier", TierOf(call));
    }

    // DeepSeek's price depends on the hour and its answers do not say so: the gateway notes the tariff of the hour.
    private static string TierOf(SampleCall call) => (call.Tier, call.Model.Provider) switch
    {
        (SampleTier.Batch, _) => "batch",
        (SampleTier.Priority, _) => "priority",
        (_, "openai") => "default",
        (_, "deepseek") => "off-peak",
        _ => "standard",
    };

    private static string TimeOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private string KeyHashOf(string feature)
    {
        if (!keyHashes.TryGetValue(feature, out var hash))
        {
            hash = world.Random("gateway key " + feature).Hex(64);
            keyHashes.Add(feature, hash);
        }

        return hash;
    }
}
