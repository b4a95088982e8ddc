namespace Analytics.Worker.Prices;

/// <summary>One call with all that its price was looked up by.</summary>
internal sealed record ExplainedCall
{
    /// <summary>What makes the call one.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>Id that the provider or the source gave.</summary>
    public string? RequestId { get; init; }

    /// <summary>Source that told of the call.</summary>
    public string? Source { get; init; }

    /// <summary>Start, UTC: the price in force then counts.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Model as the price book names it; else as the call does.</summary>
    public string? LlmModel { get; init; }

    /// <summary>Model that the caller asked for.</summary>
    public string? RequestLlmModel { get; init; }

    /// <summary>Model that answered.</summary>
    public string? ResponseLlmModel { get; init; }

    /// <summary>Tier that is priced.</summary>
    public string? PricedServiceTier { get; init; }

    /// <summary>Nobody said which tier served the call, so it is taken as standard.</summary>
    public bool IsServiceTierAssumed { get; init; }

    /// <summary>Sold as batch.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Region class that is priced.</summary>
    public string? RegionClass { get; init; }

    /// <summary>The whole prompt, Tokens, which decides the band; null = not reported.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Prompt size from which the band holds, Tokens; null = no price list was found.</summary>
    public long? PricePromptTokensFrom { get; init; }

    /// <summary>Why the call has no cost; null = it has one.</summary>
    public string? UnpricedReason { get; init; }

    /// <summary>Published cost at list prices, 10^-12 USD; null = unpriced.</summary>
    public long? ListCostPicousd { get; init; }

    /// <summary>Least that it can cost, 10^-12 USD; null = nothing bounds it.</summary>
    public long? ListCostLowerPicousd { get; init; }

    /// <summary>Most that it can cost, 10^-12 USD; null = nothing bounds it.</summary>
    public long? ListCostUpperPicousd { get; init; }

    /// <summary>Contracts that speak of the call; null = none does.</summary>
    public string? ContractId { get; init; }

    /// <summary>Cost by those contracts, 10^-12 USD; null = none, or something used has no price.</summary>
    public long? EffectiveCostPicousd { get; init; }
}
