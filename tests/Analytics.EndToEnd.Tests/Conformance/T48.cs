using System.Diagnostics;
using System.Text.Json;
using Analytics.Engine;
using Dapper;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Zero and unknown stay two things, from the log through the lake into Parquet, Arrow and the database.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T48(ConformanceRun run)
{
    private const string Day = "2026-05-19";

    internal static void Plant(ConformancePack pack)
    {
        foreach (var model in new[] { "t48-zero", "t48-unknown" })
        {
            pack.Price("t48", model, "uncached_input", 1);
            pack.Price("t48", model, "visible_output", 2);
        }

        pack.Add(
            "t48-gateway", "litellm", "a.jsonl",
            LogLines.Gateway(
                "t48-a", $"{Day}T10:00:00Z", "t48", "t48-zero", new() { Input = 10, CacheRead = 0, Output = 5, Reasoning = 0 }),
            LogLines.Gateway("t48-b", $"{Day}T10:00:01Z", "t48", "t48-unknown", new() { Input = 10, Output = 5 }));
    }

    [Theory]
    [InlineData("t48-zero", 0L)]
    [InlineData("t48-unknown", null)]
    public void Reasoning_InLakeDatabaseAndParquet_IsAsReported(string model, long? expected)
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [run.Generation] });
        var parquet = $"read_parquet({SqlText.Literal(Path.Combine(run.Generation, "mart_daily_costs.parquet"))})";
        foreach (var column in new[] { "reasoning_tokens", "cache_read_tokens" })
        {
            Assert.Equal(expected, run.Value<long?>($"select {column} from priced_requests where llm_model = '{model}'"));
            Assert.Equal(expected, run.Value<long?>(
                $"select {column} from mart_daily_costs where llm_model = '{model}' and cost_basis = 'list'"));
            Assert.Equal(
                expected,
                session.Connection.ExecuteScalar<long?>(
                    $"select {column} from {parquet} where llm_model = '{model}' and cost_basis = 'list'"));
        }
    }

    [Fact]
    public async Task Reasoning_InArrow_IsAsReported()
    {
        var columns = run.Rows<string>(
            "select column_name from duckdb_columns() where table_name = 'mart_daily_costs' order by column_index").ToList();
        var rows = await ReadArrowAsync(Path.Combine(run.Generation, "mart_daily_costs.arrow"));

        Assert.Equal("0", CellOf("t48-zero", "reasoning_tokens").GetString());
        Assert.Equal("0", CellOf("t48-zero", "cache_read_tokens").GetString());
        Assert.Equal(JsonValueKind.Null, CellOf("t48-unknown", "reasoning_tokens").ValueKind);
        Assert.Equal(JsonValueKind.Null, CellOf("t48-unknown", "cache_read_tokens").ValueKind);

        JsonElement CellOf(string model, string column) =>
            rows.Single(row => row[columns.IndexOf("llm_model")].GetString() == model
                && row[columns.IndexOf("cost_basis")].GetString() == "list")[columns.IndexOf(column)];
    }

    /// <summary>Rows as a reader sees them that nobody here wrote.</summary>
    private static async Task<List<List<JsonElement>>> ReadArrowAsync(string path)
    {
        var oracles = Path.Combine(Workspace.Repository, "tests", "oracles");
        var folder = (await OutputAsync(Path.Combine(oracles, "install"))).Single();
        var lines = await OutputAsync("node", Path.Combine(oracles, "flechette.mjs"), folder, path);
        return [.. lines.Skip(1).Select(static line => JsonSerializer.Deserialize<List<JsonElement>>(line)!)];
    }

    private static async Task<string[]> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
