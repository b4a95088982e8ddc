using System.ComponentModel.DataAnnotations;
using Analytics.Domain.Network;

namespace Analytics.ObjectStorage;

/// <summary>
/// A place in an object store that speaks S3. Keys never stand here: they come from where AWS tools look for them, such as
/// <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>, a profile, or the role of the machine.
/// </summary>
public sealed record BucketOptions
{
    /// <summary>Name of the bucket.</summary>
    [Required]
    [RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage = "Expected the name of a bucket.")]
    public string Bucket { get; init; } = "";

    /// <summary>What the keys of all objects begin with, such as <c>logs/</c>; empty = the whole bucket. Default empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Region of the bucket. Default <c>us-east-1</c>.</summary>
    [Required]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Address of another store than AWS, with the bucket in the path; null = AWS. It must be https. Default null.</summary>
    public string? Endpoint { get; init; }

    /// <summary>
    /// Whether the endpoint may lead into a private network or to this machine, then also with http. Default false.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Attempts for one request. Default 5; 1 to 20.</summary>
    [Range(1, 20)]
    public int Attempts { get; init; } = 5;

    /// <summary>Time that one request may take, seconds. Default 300; 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int TimeoutSeconds { get; init; } = 300;

    /// <summary>Adds what the annotations cannot say.</summary>
    /// <param name="faults">Sentences so far.</param>
    /// <param name="section">Configuration key of these settings.</param>
    public void AddFaults(ICollection<string> faults, string section)
    {
        if (Endpoint is { } address
            && !(OutsideAddress.TryRead(address, AllowPrivateAddresses, out var url) && url.PathAndQuery.Length <= 1))
        {
            faults.Add($"{section}:{nameof(Endpoint)}: expected an address such as https://s3.example.com, without a user and a "
                + $"path; http needs {nameof(AllowPrivateAddresses)}. Correct the address.");
        }
    }
}
