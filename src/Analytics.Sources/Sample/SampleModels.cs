namespace Analytics.Sources.Sample;

/// <summary>Picodollars per token; reasoning costs what output costs for all models here.</summary>
internal readonly record struct MeterRates(long Input, long CacheRead, long Write5m, long Write1h, long Output)
{
    public MeterRates Doubled() => new(Input * 2, CacheRead * 2, Write5m * 2, Write1h * 2, Output * 2);

    public MeterRates Halved() => new(Input / 2, CacheRead / 2, Write5m / 2, Write1h / 2, Output / 2);
}

/// <summary>A model as the company uses it.</summary>
/// <param name="Provider">Our spelling of the provider.</param>
/// <param name="Id">Exact model id.</param>
/// <param name="GatewayProvider">LiteLLM's spelling of the provider.</param>
/// <param name="ApiBase">Where the gateway sends the call.</param>
/// <param name="IdPrefix">How the provider's response ids begin.</param>
/// <param name="SplitsOutput">Whether the provider reports reasoning apart from the visible output.</param>
/// <param name="Rates">List prices of the standard tier; null for the model nobody has a price of.</param>
/// <param name="LongRates">List prices of the whole request when its prompt is above 272,000 tokens.</param>
/// <param name="Deployment">Deployment that the gateway's log names; null = it names none.</param>
internal sealed record SampleModel(
    string Provider,
    string Id,
    string GatewayProvider,
    string ApiBase,
    string IdPrefix,
    bool SplitsOutput,
    MeterRates? Rates,
    MeterRates? LongRates = null,
    string? Deployment = null);

/// <summary>
/// The models and their public list prices in force from 2026-08-31 to 2026-10-11. They are written here a second
/// time, apart from the price book, so that truth.json does not rest on what it tests.
/// </summary>
internal static class SampleModels
{
    /// <summary>Above this prompt (not at it) OpenAI prices the whole request at the long rates, in tokens.</summary>
    public const long LongContextTokens = 272_000;

    public static readonly SampleModel Gpt54 = new(
        "openai", "gpt-5.4", "openai", "https://api.openai.com/v1", "chatcmpl-", true,
        new MeterRates(2_500_000, 250_000, 0, 0, 15_000_000),
        new MeterRates(5_000_000, 500_000, 0, 0, 22_500_000));

    public static readonly SampleModel Gpt5Nano = new(
        "openai", "gpt-5-nano", "openai", "https://api.openai.com/v1", "chatcmpl-", true,
        new MeterRates(50_000, 5_000, 0, 0, 400_000));

    public static readonly SampleModel Opus48 = new(
        "anthropic", "claude-opus-4-8", "anthropic", "https://api.anthropic.com", "msg_01", false,
        new MeterRates(5_000_000, 500_000, 6_250_000, 10_000_000, 25_000_000));

    public static readonly SampleModel Haiku45 = new(
        "anthropic", "claude-haiku-4-5", "anthropic", "https://api.anthropic.com", "msg_01", false,
        new MeterRates(1_000_000, 100_000, 1_250_000, 2_000_000, 5_000_000));

    /// <summary>Off-peak rates: the company calls it from 11:00 to 24:00 UTC only.</summary>
    public static readonly SampleModel DeepSeekFlash = new(
        "deepseek", "deepseek-v4-flash", "deepseek", "https://api.deepseek.com/v1", "", true,
        new MeterRates(150_000, 3_000, 0, 0, 600_000));

    public static readonly SampleModel GeminiFlash = new(
        "google", "gemini-2.5-flash", "gemini", "https://generativelanguage.googleapis.com/v1beta", "", true,
        new MeterRates(300_000, 30_000, 0, 0, 2_500_000));

    /// <summary>Called a few times on trial; no price book lists it.</summary>
    public static readonly SampleModel MistralTrial = new(
        "mistral", "mistral-large-2609", "mistral", "https://api.mistral.ai/v1", "", false, null);

    /// <summary>Runs on the company's own GPU: nobody charges for a token, the GPU is rented by the hour.</summary>
    public static readonly SampleModel OwnLlama = new(
        "hosted_vllm", "llama-3.1-8b", "hosted_vllm", "http://inference.internal:8000/v1", "chatcmpl-", false,
        new MeterRates(0, 0, 0, 0, 0), Deployment: OwnGpu.Deployment);
}
