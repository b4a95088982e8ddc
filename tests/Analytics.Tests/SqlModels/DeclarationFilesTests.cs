using Analytics.SqlModels;
using Analytics.SqlModels.Declarations;

namespace Analytics.Tests.SqlModels;

/// <summary>Scenarios, alert rules and features: what is taken, and what is refused with file and line.</summary>
public sealed class DeclarationFilesTests : IDisposable
{
    private readonly SmallLake lake = new();
    private readonly string folder = Directory.CreateTempSubdirectory("analytics-jobs-").FullName;

    public void Dispose()
    {
        lake.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Load_WithoutFolder_DeclaresNothing() =>
        Assert.All(Load("absent").Declared, static table => Assert.Empty(table.Rows));

    [Fact]
    public void Load_OfAllKinds_FillsTheirTables()
    {
        Write("scenarios/cheaper.json", """
            {
              // What if?
              "id": "cheaper", "title": "A smaller model",
              "changes": [
                { "kind": "model_swap", "llm_model": "big", "to_provider": "p", "to_llm_model": "small", "output_factor": 1.25 },
                { "kind": "growth", "factor": 2 },
              ]
            }
            """);
        Write("alerts/dear.json", """
            { "id": "dear", "title": "Dear", "mart": "mart_daily_costs", "column": "cost", "subject": ["customer"],
              "period": "event_date", "where": { "customer": "one" }, "comparison": "above", "limit": 10 }
            """);
        Write("features/patient.json", """{ "features": [{ "feature": "reports", "tolerated_delay_hours": 24 }] }""");

        var tables = Load(folder).Declared.ToDictionary(static table => table.Name);
        Assert.Equal(
            ["cheaper A smaller model 1 model_swap  big     1250000 p small  ", "cheaper A smaller model 2 growth       2000000    "],
            tables["declared_scenario_changes"].Rows.Select(static row => string.Join(' ', row)));
        Assert.Equal(
            ["dear Dear mart_daily_costs cost true 10 10"],
            tables["declared_alert_rules"].Rows.Select(static row => string.Join(' ', row)));
        Assert.Equal(
            ["reports 24"], tables["declared_feature_delays"].Rows.Select(static row => string.Join(' ', row)));
    }

    [Theory]
    [InlineData("scenarios/a.json", "{ \"id\": ", ":1: found no valid JSON")]
    [InlineData("scenarios/a.json", "[]", ":1: found no JSON object")]
    [InlineData("scenarios/a.json", "{\n\"id\": \"A b\", \"title\": \"t\", \"changes\": [{ \"kind\": \"growth\", \"factor\": 2 }] }",
        ":2: 'id' is 'A b', expected lower-case words joined by '-'. Rename it.")]
    [InlineData("scenarios/a.json", "{ \"id\": \"a\", \"title\": \"t\",\n\"changes\": [] }",
        ":2: 'changes' is a list, expected a list of objects. Add at least one.")]
    [InlineData("scenarios/a.json", "{ \"id\": \"a\", \"title\": \"t\", \"changes\": [\n{ \"kind\": \"growth\" }] }",
        ":2: 'factor' is missing, expected a number. Add it.")]
    [InlineData("scenarios/a.json", "{ \"id\": \"a\", \"title\": \"t\", \"changes\": [{ \"kind\": \"growth\",\n\"factor\": -1 }] }",
        ":2: 'factor' is -1, expected a number from 0 to 1000. Correct the value.")]
    [InlineData("scenarios/a.json",
        "{ \"id\": \"a\", \"title\": \"t\", \"changes\": [{ \"kind\": \"growth\", \"factor\": 2,\n\"fature\": \"x\" }] }",
        ":2: found 'fature', expected one of customer_id, factor, feature, kind, llm_model, provider.")]
    [InlineData("scenarios/a.json",
        "{ \"id\": \"a\", \"title\": \"t\",\n\"changes\": [{ \"kind\": \"cache_policy\", \"to_policy\": \"5m\" }, "
        + "{ \"kind\": \"price_change\", \"factor\": 2 }] }",
        ":2: 'changes' joins cache_policy with another price or model")]
    [InlineData("alerts/a.json",
        "{ \"id\": \"a\", \"title\": \"t\", \"column\": \"cost\", \"comparison\": \"above\", \"limit\": 1,\n\"mart\": \"mart_x\" }",
        ":2: 'mart' is 'mart_x', expected a mart such as mart_daily_costs.")]
    [InlineData("alerts/a.json",
        "{ \"id\": \"a\", \"title\": \"t\", \"mart\": \"mart_daily_costs\",\n\"column\": \"customer\", \"comparison\": \"above\", "
        + "\"limit\": 1 }",
        ":2: 'column' names customer of type VARCHAR, expected BIGINT")]
    [InlineData("alerts/a.json",
        "{ \"id\": \"a\", \"title\": \"t\", \"mart\": \"mart_daily_costs\", \"column\": \"cost\", \"comparison\": \"above\", "
        + "\"limit\": 1,\n\"close_limit\": 2 }",
        ":2: 'close_limit' is beyond 'limit', expected it at most the limit")]
    [InlineData("features/a.json", "{ \"features\": [{ \"feature\": \"x\", \"tolerated_delay_hours\": 1 },\n"
        + "{ \"feature\": \"x\", \"tolerated_delay_hours\": 2 }] }", ":1: found 'x', which")]
    public void Load_OfAFaultyFile_NamesFileLineAndWhatToDo(string path, string text, string fault)
    {
        Write(path, text);
        var refused = Assert.Throws<InvalidDeclarationException>(() => Load(folder));
        Assert.Contains(Path.Combine(folder, path) + fault, refused.Message, StringComparison.Ordinal);
    }

    private SqlProject Load(string jobs) => DeclarationFiles.Load(SqlProject.Load(lake.SqlRoot), jobs);

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
