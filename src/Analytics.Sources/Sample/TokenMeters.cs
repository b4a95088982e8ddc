namespace Analytics.Sources.Sample;

/// <summary>The disjoint meters of a call, in tokens. Reasoning is 0 where the log does not split the output.</summary>
internal readonly record struct TokenMeters(
    long UncachedInput,
    long CacheRead,
    long CacheWrite5m,
    long CacheWrite1h,
    long VisibleOutput,
    long Reasoning)
{
    /// <summary>Everything sent to the model: what a long-context threshold tests.</summary>
    public long Prompt => UncachedInput + CacheRead + CacheWrite5m + CacheWrite1h;

    public long Output => VisibleOutput + Reasoning;

    public long Total => Prompt + Output;

    public static TokenMeters operator +(TokenMeters left, TokenMeters right) => new(
        left.UncachedInput + right.UncachedInput,
        left.CacheRead + right.CacheRead,
        left.CacheWrite5m + right.CacheWrite5m,
        left.CacheWrite1h + right.CacheWrite1h,
        left.VisibleOutput + right.VisibleOutput,
        left.Reasoning + right.Reasoning);
}
