namespace Analytics.Benchmarks.Ingest;

/// <summary>A model that the generated logs name.</summary>
/// <param name="Name">Its name in the log.</param>
/// <param name="Provider">Its provider as LiteLLM spells it.</param>
/// <param name="OtelProvider">Its provider as OpenTelemetry spells it.</param>
/// <param name="IdPrefix">How its answers' ids begin.</param>
internal sealed record LoggedModel(string Name, string Provider, string OtelProvider, string IdPrefix)
{
    /// <summary>Those used, the first ones of each provider.</summary>
    public static readonly IReadOnlyList<LoggedModel> All =
    [
        new("gpt-5.4", "openai", "openai", "chatcmpl-"),
        new("gpt-5.4-mini", "openai", "openai", "chatcmpl-"),
        new("gemini-2.5-flash", "gemini", "gcp.gemini", ""),
        new("claude-sonnet-4-5-20250929", "anthropic", "anthropic", "msg_01"),
    ];
}
