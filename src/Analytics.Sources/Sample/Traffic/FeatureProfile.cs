namespace Analytics.Sources.Sample.Traffic;

/// <summary>How prompts of a feature are cached.</summary>
internal enum PromptCaching
{
    None,

    /// <summary>The caller marks a prefix, which is written once and read within five minutes (Anthropic).</summary>
    ExplicitFiveMinutes,

    /// <summary>
    /// The provider caches what it has seen, in steps of 128 tokens and without a write charge (OpenAI and others).
    /// </summary>
    Automatic,
}

/// <summary>What ordinary calls of one product feature look like; token counts are typical ones.</summary>
internal sealed record FeatureProfile(
    string Feature,
    SampleModel Model,
    SampleSightings SeenBy,
    int Sessions,
    long FirstPromptTokens,
    long GrowthTokens,
    long VisibleTokens)
{
    private const SampleSightings BothObservers = SampleSightings.Gateway | SampleSightings.Service;

    /// <summary>Reasoning tokens per 100 visible ones; 0 = no reasoning.</summary>
    public int ReasoningPercent { get; init; }

    public string? ReasoningEffort { get; init; }

    public PromptCaching Caching { get; init; } = PromptCaching.None;

    public bool IsOffPeakOnly { get; init; }

    /// <summary>Share of sessions served at priority, per 10,000.</summary>
    public int PriorityShare { get; init; }

    /// <summary>Share of sessions sent as batch, per 10,000.</summary>
    public int BatchShare { get; init; }

    /// <summary>Share of sessions whose log names no customer, per 10,000.</summary>
    public int UnattributedShare { get; init; } = 250;

    /// <summary>Most calls a session can have before the uniform factor below 2.</summary>
    public int MostDoublings { get; init; } = 5;

    /// <summary>The company's product features with their ordinary traffic.</summary>
    public static IReadOnlyList<FeatureProfile> All { get; } =
    [
        new("assistant", SampleModels.Opus48, SampleSightings.Gateway, 900, 55_000, 4_000, 700)
        {
            Caching = PromptCaching.ExplicitFiveMinutes,
        },
        new("research", SampleModels.Gpt54, SampleSightings.Gateway, 1_000, 60_000, 9_000, 1_100)
        {
            Caching = PromptCaching.Automatic, ReasoningPercent = 120, ReasoningEffort = "medium",
        },
        new("extraction", SampleModels.Haiku45, SampleSightings.Gateway, 800, 24_000, 1_500, 900)
        {
            BatchShare = 4_000,
        },
        new("classification", SampleModels.Gpt5Nano, SampleSightings.Gateway, 700, 2_400, 60, 40),
        new("translation", SampleModels.DeepSeekFlash, SampleSightings.Gateway, 600, 9_000, 900, 2_600)
        {
            Caching = PromptCaching.Automatic, IsOffPeakOnly = true,
        },
        new("media-tags", SampleModels.GeminiFlash, SampleSightings.Gateway, 350, 3_000, 500, 160)
        {
            ReasoningPercent = 80,
        },
        new("trial", SampleModels.MistralTrial, SampleSightings.Gateway, 14, 2_000, 200, 300) { UnattributedShare = 0 },
        new("search-answers", SampleModels.Gpt54, SampleSightings.Service, 1_300, 18_000, 3_000, 500)
        {
            Caching = PromptCaching.Automatic, ReasoningPercent = 60, ReasoningEffort = "low", PriorityShare = 900,
            MostDoublings = 2,
        },
        new("search-answers", SampleModels.Gpt54, BothObservers, 70, 18_000, 3_000, 500)
        {
            Caching = PromptCaching.Automatic, ReasoningPercent = 60, ReasoningEffort = "low", UnattributedShare = 0,
            MostDoublings = 2,
        },
        new("summaries", SampleModels.GeminiFlash, SampleSightings.Service, 1_600, 14_000, 2_500, 1_300)
        {
            Caching = PromptCaching.Automatic, MostDoublings = 2,
        },
        new("moderation", SampleModels.Gpt5Nano, SampleSightings.Service, 900, 700, 100, 12) { MostDoublings = 2 },
    ];
}
