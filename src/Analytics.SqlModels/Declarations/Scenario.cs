using System.Collections.Immutable;
using System.Globalization;
using Analytics.Domain.Declarations;

namespace Analytics.SqlModels.Declarations;

/// <summary>A file of <c>jobs/scenarios/</c>: changes to replay on the requests that were made.</summary>
/// <param name="Id">Lower-case words joined by '-'.</param>
/// <param name="Title">One sentence for people.</param>
/// <param name="Changes">At least one; they all hold at once.</param>
internal sealed record Scenario(string Id, string Title, ImmutableArray<ScenarioChange> Changes)
{
    /// <summary>The table the models read.</summary>
    public const string Table = "declared_scenario_changes";

    /// <summary>Reads a file.</summary>
    public static Scenario Read(DeclaredObject json)
    {
        var scenario = new Scenario(
            DeclarationFiles.ReadId(json),
            json.RequiredText("title"),
            [.. json.Objects("changes").Select(ScenarioChange.Read)]);
        json.RefuseOthers();

        // A replayed cache is priced at the model's own prices, so it does not add up with other prices.
        var kinds = scenario.Changes.Select(static change => change.Kind).ToHashSet(StringComparer.Ordinal);
        if (kinds.Contains(ScenarioChange.Cache)
            && (kinds.Contains(ScenarioChange.Swap) || kinds.Contains(ScenarioChange.Price)))
        {
            json.FaultAt("changes", $"'changes' joins {ScenarioChange.Cache} with another price or model, expected one of "
                + "them, because their effects do not add up. Declare two scenarios.");
        }

        return scenario;
    }

    /// <summary>All changes of all scenarios as rows.</summary>
    public static DeclaredTable ToTable(IEnumerable<Scenario> scenarios) => new(
        Table,
        ["scenario_id", "scenario_title", "change_no", .. ScenarioChange.Columns],
        [.. scenarios.SelectMany(static scenario => scenario.Changes.Select(
            (change, index) => ImmutableArray.Create<string?>(
                [
                    scenario.Id, scenario.Title, (index + 1).ToString(CultureInfo.InvariantCulture), .. change.Row,
                ])))]);
}
