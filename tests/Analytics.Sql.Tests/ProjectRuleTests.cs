using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;

namespace Analytics.Sql.Tests;

/// <summary>House rules of the SQL project as a whole: tests, dictionary, inputs and the marts' page.</summary>
public sealed class ProjectRuleTests
{
    private const int MaxMartInputs = 5;

    /// <summary>Marts that read more for a reason given in their header.</summary>
    private static readonly HashSet<string> MartsWithManyInputs = [];

    /// <summary>
    /// Their conditions leave a key open, and one side is a few declared rows: rules of who sells what, scenarios, alerts
    /// known before, the one row of a default.
    /// </summary>
    private static readonly string[] ModelsThatCompareFewRows =
        ["int_outcomes_costed", "int_price_offers", "int_scenario_meters", "mart_alerts"];

    private static readonly JsonDocumentOptions DeepPlans = new() { MaxDepth = 1_000 };

    [Fact]
    public void Models_AndReaders_HaveTestsBesideThem()
    {
        var untested = Repository.Project.Models.Concat(Repository.Project.Readers)
            .Select(static model => Path.ChangeExtension(model.File.Path, ModelTestFile.Extension))
            .Where(static path => !File.Exists(path));
        Assert.Empty(untested.Select(Repository.Relative));
    }

    [Fact]
    public void Readme_EveryReader_IsNamedByItsKind()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var unnamed = Repository.Project.Readers
            .Select(static reader => $"`{reader.Name.Replace('_', '-')}`")
            .Where(kind => !readme.Contains(kind, StringComparison.Ordinal));
        Assert.Empty(unnamed);
    }

    [Fact]
    public void Staging_EveryModel_ReadsOneSource()
    {
        var offenders = Repository.Project.Models
            .Where(static model => model.Layer == SqlLayer.Staging
                && model.Inputs.Count(static name => name != "settings") != 1);
        Assert.Empty(offenders.Select(static model => $"{model.Name} reads {string.Join(", ", model.Inputs)}"));
    }

    [Fact]
    public void Marts_EveryMart_ReadsFewInputs()
    {
        var offenders = Repository.Project.Marts
            .Where(static mart => HasManyInputs(mart) != MartsWithManyInputs.Contains(mart.Name));
        Assert.Empty(offenders.Select(static mart => $"{mart.Name} reads {string.Join(", ", mart.Inputs)}"));
    }

    private static bool HasManyInputs(SqlModel mart) =>
        mart.Inputs.Count(static name => name != "settings") > MaxMartInputs;

    [Fact]
    public void Marts_EveryMart_HasAKey() =>
        Assert.Empty(Repository.Project.Marts.Where(static mart => mart.Key.IsEmpty).Select(static mart => mart.Name));

    [Fact]
    public void Dictionary_EveryMartColumn_IsDefinedWithItsType()
    {
        using var empty = EmptyProject.Open(Repository.Project);
        var faults = new List<string>();
        foreach (var mart in Repository.Project.Marts)
        {
            var actual = empty.ColumnsOf(mart).Select(column => $"{mart.Name},{column.Name},{column.Type}").ToHashSet();
            var defined = Repository.Project.ColumnsOf(mart.Name)
                .Select(static column => $"{column.Table},{column.Column},{column.Type}").ToHashSet();
            faults.AddRange(actual.Except(defined).Select(static line => $"missing in columns.csv: {line}"));
            faults.AddRange(
                defined.Except(actual).Select(static line => $"in columns.csv, but not in the mart: {line}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Dictionary_EveryTable_Exists()
    {
        var known = Repository.Project.Models.Select(static model => model.Name)
            .Append(RawTables.Files)
            .Concat(Repository.Project.Seeds.Select(static seed => seed.Name))
            .Concat(DeclarationFiles.Load(Repository.Project, string.Empty).Declared.Select(static table => table.Name))
            .ToHashSet();
        var unknown = Repository.Project.Columns.Select(static column => column.Table)
            .Distinct()
            .Where(table => SqlReferences.HasLayerPrefix(table) && !known.Contains(table));
        Assert.Empty(unknown);
    }

    /// <summary>
    /// A condition on one side in the ON of an outer join makes DuckDB compare every row with every other; the time then
    /// grows with the square of the history, which no small test shows.
    /// </summary>
    [Fact]
    public async Task Models_EveryOuterJoin_IsPlannedByItsKeys()
    {
        using var empty = EmptyProject.Open(Repository.Project);
        var offenders = new List<string>();
        foreach (var model in Repository.Project.Models)
        {
            empty.CreateInputs(model.Inputs);
            var plan = await empty.Session.QueryAsync<PlanText>(
                $"explain (format json) {model.Query}", null, CancellationToken.None);
            if (OuterJoinsOfAllRows(JsonNode.Parse(plan[0].ExplainValue, null, DeepPlans)!).Any())
            {
                offenders.Add(model.Name);
            }
        }

        Assert.Equal(ModelsThatCompareFewRows, offenders.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<JsonNode> OuterJoinsOfAllRows(JsonNode plan) => plan is JsonArray several
        ? several.SelectMany(static step => OuterJoinsOfAllRows(step!))
        : OuterJoinsOfAllRows(plan["children"]!).Concat(
            (string?)plan["name"] == "BLOCKWISE_NL_JOIN" && (string?)plan["extra_info"]!["Join Type"] != "INNER" ? [plan] : []);

    /// <summary>With the environment variable REWRITE set to 1 the page is written anew instead of compared.</summary>
    [Fact]
    public void MartsPage_OfTheProject_IsTheRenderedOne() =>
        Compare(MartsPage.RelativePath, MartsPage.Render(Repository.Project));

    /// <summary>The same for the contracts of the readers.</summary>
    [Fact]
    public void ReadersPage_OfTheProject_IsTheRenderedOne() =>
        Compare(ReadersPage.RelativePath, ReadersPage.Render(Repository.Project));

    private static void Compare(string relativePath, string page)
    {
        var path = Path.Combine(Repository.SqlRoot, relativePath);
        if (Environment.GetEnvironmentVariable("REWRITE") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == page, $"{path} is stale. Run 'tests/run --rewrite'.");
    }

    private sealed record PlanText
    {
        public required string ExplainValue { get; init; }
    }
}
