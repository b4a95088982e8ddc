using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Only the exact id or a declared alias finds a price, and one model has one price however it is spelled.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T40(ConformanceRun run)
{
    private const string Day = "2026-05-11";

    private static readonly string[] Names =
        ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5-turbo", "my-claude-sonnet-4-5", "sonnet"];

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t40-gateway", "litellm", "a.jsonl",
        Names.Select(static model => LogLines.Gateway(
            $"t40-{model}", $"{Day}T10:00:00Z", "anthropic", model, new() { Input = 1_000 })));

    [Theory]
    [InlineData("claude-sonnet-4-5", true)]
    [InlineData("claude-sonnet-4-5-20250929", true)]
    [InlineData("claude-sonnet-4-5-turbo", false)]
    [InlineData("my-claude-sonnet-4-5", false)]
    [InlineData("sonnet", false)]
    public void Price_Name_MustBeExactOrDeclared(string model, bool isPriced) => Assert.Equal(
        isPriced, run.Value<bool>($"select is_priced from priced_requests where request_id = 't40-{model}'"));

    [Fact]
    public void Mart_Day_CostsTheTwoKnownNames()
    {
        Assert.Equal(0.006m, run.CostOf(Day));
        Assert.Equal(3, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
    }

    [Fact]
    public async Task Run_TwoSpellingsWithDifferentPrices_BookIsRejectedWithBothRowsNamed()
    {
        using var workspace = new Workspace();
        var pack = new ConformancePack(workspace);
        pack.Price("t40", "t40-model.1", "uncached_input", 3);
        pack.Price("t40", "T40-Model-1", "uncached_input", 30);

        var report = await workspace.RunPipelineAsync(pack.Sources());

        Assert.Equal(ExitCode.CheckFailed, report.ExitCode);
        Assert.Null(report.Publish);
        var failures = string.Join('\n', report.Build!.Failures);
        Assert.Contains("check_price_spellings", failures, StringComparison.Ordinal);
        Assert.Contains("t40-model.1", failures, StringComparison.Ordinal);
        Assert.Contains("T40-Model-1", failures, StringComparison.Ordinal);
    }
}
