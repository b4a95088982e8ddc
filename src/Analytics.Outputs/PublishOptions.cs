using System.ComponentModel.DataAnnotations;
using Analytics.ObjectStorage;
using Analytics.Outputs.Postgres;

namespace Analytics.Outputs;

/// <summary>How generations are written and how long they are kept.</summary>
public sealed record PublishOptions
{
    /// <summary>Complete generations kept, the current one included, 1 to 1000. Default 5.</summary>
    [Range(1, 1000)]
    public int KeepGenerations { get; init; } = 5;

    /// <summary>
    /// DuckDB storage version of <c>analytics.duckdb</c>, such as <c>v1.0.0</c>. Default <c>v1.0.0</c>, which every driver
    /// from DuckDB 0.10 on opens.
    /// </summary>
    [RegularExpression(@"^v\d+\.\d+\.\d+$")]
    public string StorageVersion { get; init; } = "v1.0.0";

    /// <summary>A PostgreSQL database that every generation is copied to; null = none. Default null.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>A bucket that every kept generation is copied to, with the pointer last; null = none. Default null.</summary>
    public BucketOptions? Bucket { get; init; }
}
