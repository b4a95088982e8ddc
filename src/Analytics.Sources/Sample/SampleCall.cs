namespace Analytics.Sources.Sample;

/// <summary>Tier a call was served and billed at.</summary>
internal enum SampleTier
{
    Standard,
    Priority,
    Batch,
}

/// <summary>Who wrote the call down.</summary>
[Flags]
internal enum SampleSightings
{
    None = 0,
    Gateway = 1,
    Service = 2,
    ClaudeCode = 4,
    Codex = 8,
    Inference = 16,
}

/// <summary>One attempt at a provider, as it happened.</summary>
internal sealed record SampleCall
{
    /// <summary>Provider's response id.</summary>
    public required string RequestId { get; init; }

    public required SampleModel Model { get; init; }

    /// <summary>UTC, microseconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required long DurationMilliseconds { get; init; }

    /// <summary>Tokens as the log reports them.</summary>
    public required TokenMeters Meters { get; init; }

    /// <summary>Output tokens the provider bills and the log does not show.</summary>
    public long HiddenReasoningTokens { get; init; }

    public SampleTier Tier { get; init; } = SampleTier.Standard;

    public required SampleSightings SeenBy { get; init; }

    /// <summary>Whose external id the log carries; null when it carries none.</summary>
    public SampleCustomer? Customer { get; init; }

    public string UserId { get; init; } = "";

    public string Feature { get; init; } = "";

    public string SessionId { get; init; } = "";

    public string OperationId { get; init; } = "";

    /// <summary>Number of the attempt within its operation, from 1.</summary>
    public int AttemptNo { get; init; } = 1;

    public int StatusCode { get; init; } = 200;

    public string? ErrorType { get; init; }

    public string? ReasoningEffort { get; init; }

    /// <summary>Stands in the one file that also holds broken and repeated lines.</summary>
    public bool IsInDamagedFile { get; init; }

    /// <summary>Whether the whole call is priced at the long-context rates.</summary>
    public bool IsAtLongContextPrice =>
        Model.LongRates is not null && Meters.Prompt > SampleModels.LongContextTokens;

    public DateTimeOffset EndedAt => StartedAt.AddMilliseconds(DurationMilliseconds);

    public DateTimeOffset FirstTokenAt => StartedAt.AddMilliseconds(DurationMilliseconds / 5);

    public DateOnly Day => DateOnly.FromDateTime(StartedAt.UtcDateTime);

    /// <summary>Whether the log of this call tells reasoning from visible output.</summary>
    public bool IsOutputSplit =>
        Model.SplitsOutput && !(Model == SampleModels.GeminiFlash && SeenBy.HasFlag(SampleSightings.Service));
}
