using Analytics.Lake.Ledger;

namespace Analytics.Pipeline;

/// <summary>Decides whether rows that a run put into quarantine are more than a source may lose.</summary>
internal static class QuarantineTolerance
{
    /// <summary>Whether no source gained more rows in quarantine than its settings tolerate.</summary>
    /// <param name="sources">Settings by source name; a source that is not there tolerates none.</param>
    /// <param name="before">Counts before the run.</param>
    /// <param name="after">Counts after the run.</param>
    public static bool Holds(
        IReadOnlyDictionary<string, SourceSettings> sources,
        IReadOnlyList<QuarantineCount> before,
        IReadOnlyList<QuarantineCount> after)
    {
        var earlier = RowsBySource(before);
        return RowsBySource(after).All(pair =>
            pair.Value - earlier.GetValueOrDefault(pair.Key)
            <= (sources.GetValueOrDefault(pair.Key)?.ToleratedQuarantineRows ?? 0));
    }

    private static Dictionary<string, long> RowsBySource(IEnumerable<QuarantineCount> counts) =>
        counts.GroupBy(static count => count.Source, StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key,
                static group => group.Sum(static count => count.Rows),
                StringComparer.Ordinal);
}
