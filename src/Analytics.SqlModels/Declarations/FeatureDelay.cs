using System.Collections.Immutable;
using System.Globalization;
using Analytics.Domain.Declarations;

namespace Analytics.SqlModels.Declarations;

/// <summary>An entry of a file of <c>jobs/features/</c>: how long the answers of a feature may take.</summary>
/// <param name="Feature">Feature as the requests name it.</param>
/// <param name="ToleratedDelayHours">Hours that an answer may wait, 0 to 720; 24 or more allows a batch.</param>
internal sealed record FeatureDelay(string Feature, decimal ToleratedDelayHours)
{
    /// <summary>The table the models read.</summary>
    public const string Table = "declared_feature_delays";

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<FeatureDelay> Read(DeclaredObject json)
    {
        var features = json.Objects("features").Select(ReadOne).ToList();
        json.RefuseOthers();
        return features;
    }

    /// <summary>All entries as rows.</summary>
    public static DeclaredTable ToTable(IEnumerable<FeatureDelay> delays) => new(
        Table,
        ["feature", "tolerated_delay_hours"],
        [.. delays.Select(static delay => ImmutableArray.Create<string?>(
            delay.Feature, delay.ToleratedDelayHours.ToString(CultureInfo.InvariantCulture)))]);

    private static FeatureDelay ReadOne(DeclaredObject json)
    {
        var delay = new FeatureDelay(json.RequiredText("feature"), json.RequiredNumber("tolerated_delay_hours", 0, 720));
        json.RefuseOthers();
        return delay;
    }
}
