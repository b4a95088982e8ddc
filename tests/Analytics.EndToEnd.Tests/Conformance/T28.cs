namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A source that is rewritten or purged shrinks no total, and the data quality says what is missing.</summary>
public sealed class T28 : IDisposable
{
    private const string Day = "2026-04-28";
    private static readonly TokenUse Use = new() { Input = 100_000, Output = 0 };
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Run_AfterPurgeAndRewrite_KeepsTheTotals()
    {
        var purged = _workspace.Write("logs/a.jsonl", Line("t28-a"));
        _workspace.Write("logs/b.jsonl", Line("t28-b"));
        var folder = Path.GetDirectoryName(purged)!;
        await _workspace.RunPipelineAsync("claude-code", folder);
        var before = Totals();

        File.Delete(purged);
        _workspace.Write("logs/b.jsonl", Line("t28-c"));
        await _workspace.RunPipelineAsync("claude-code", folder);

        Assert.Equal((2L, 0.6m), before);
        Assert.Equal((3L, 0.9m), Totals());
        Assert.Equal(1L, _workspace.Scalar<long>("select max(missing_files) from mart_data_quality"));
    }

    private (long Requests, decimal Usd) Totals() => _workspace.Query<(long, decimal)>(
        "select sum(requests)::bigint, sum(cost_usd) from mart_daily_costs where cost_basis = 'list'").Single();

    private static string Line(string id) => LogLines.Claude(id, $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use) + "\n";
}
