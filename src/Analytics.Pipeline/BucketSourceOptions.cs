using System.ComponentModel.DataAnnotations;
using Analytics.ObjectStorage;

namespace Analytics.Pipeline;

/// <summary>Objects of a bucket that are read like files, section <c>Analytics:Buckets:NAME</c>.</summary>
public sealed record BucketSourceOptions
{
    /// <summary>Kind of the objects, which names their reader.</summary>
    [Required]
    public string Kind { get; init; } = "";

    /// <summary>Where they are.</summary>
    public BucketOptions Store { get; init; } = new();
}
