using System.ComponentModel.DataAnnotations;

namespace Analytics.Pipeline;

/// <summary>How much of the lake a build trusts unseen; section <c>Analytics:Integrity</c>.</summary>
public sealed record IntegrityOptions
{
    /// <summary>
    /// Parts that a build compares with their recorded hash before it reads any, MiB, 0 to 16777216; 0 = none. A lake that is
    /// smaller is compared whole, of a larger one other parts every day; <c>verify</c> always reads all. Default 256, some
    /// 0.2 seconds.
    /// </summary>
    [Range(0, 16 * 1024 * 1024)]
    public long HashedMebibytes { get; init; } = 256;
}
