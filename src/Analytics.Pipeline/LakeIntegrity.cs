using Analytics.Domain;
using Analytics.Lake;
using Analytics.Lake.Integrity;
using Analytics.SqlModels;

namespace Analytics.Pipeline;

/// <summary>
/// Holds parts of the lake against the hashes they were committed under, and makes again those that differ: neither DuckDB
/// nor Parquet notices a flipped bit, and a wrong total would look like any other.
/// </summary>
internal sealed class LakeIntegrity(LakeVerify verify, PartRebuild rebuild, IntegrityOptions options, TimeProvider time)
{
    private const long BytesPerMebibyte = 1024 * 1024;

    /// <summary>Looks at as many parts as the settings say and repairs them.</summary>
    public async Task<RepairReport> CheckAsync(LakeSnapshot snapshot, CancellationToken cancellation)
    {
        var sample = PartSample.Of(
            snapshot.Parts,
            options.HashedMebibytes * BytesPerMebibyte,
            DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return await RepairAsync(snapshot, await verify.CheckAsync(sample, cancellation), cancellation);
    }

    /// <summary>Makes parts again; faults of files that are no parts stay as they are.</summary>
    public async Task<RepairReport> RepairAsync(
        LakeSnapshot snapshot, IReadOnlyList<VerifyFault> faults, CancellationToken cancellation)
    {
        var parts = snapshot.Parts.ToDictionary(static part => part.Path, StringComparer.Ordinal);
        var (rebuilt, left) = (new List<string>(), new List<VerifyFault>());
        foreach (var fault in faults)
        {
            if (parts.TryGetValue(fault.Path, out var part) && await rebuild.TryAsync(snapshot, part, cancellation))
            {
                rebuilt.Add(fault.Path);
            }
            else
            {
                left.Add(fault);
            }
        }

        return new RepairReport(rebuilt, left);
    }

    /// <summary>What a build ends with that may not read what is left.</summary>
    public static CheckFailure ToFailure(VerifyFault fault) => new(
        "lake_integrity",
        fault.Path,
        "is not the part that was committed, and the bytes it was made from are neither in landing nor at their source. "
        + "Put the file or its source back from a backup, or empty the data root and run again.",
        new TextTable(["expected_sha256", "found_sha256"], [[fault.ExpectedSha256, fault.FoundSha256 ?? "(missing)"]], 1));
}

/// <summary>What became of files that were not what was committed.</summary>
/// <param name="Rebuilt">Paths of files that were made again: parts byte for byte, those of the generation in force in a new one.</param>
/// <param name="Left">The others.</param>
public sealed record RepairReport(IReadOnlyList<string> Rebuilt, IReadOnlyList<VerifyFault> Left)
{
    /// <summary>Damaged files of generations not in force, which went with their generation: nothing can make them again.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
