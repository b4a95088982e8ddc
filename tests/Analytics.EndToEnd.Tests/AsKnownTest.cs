using System.Globalization;
using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests;

/// <summary><c>--as-known-at</c>: a late file, a corrected delivery and a corrected price, each known from its own instant on.</summary>
public sealed class AsKnownTest
{
    private const string Cost = "select sum(cost_usd)::varchar as cost from mart_daily_costs where cost_basis = 'list'";

    [Fact]
    public async Task Query_AsKnownAt_AnswersWhatWasPublishedThen()
    {
        using var workspace = new Workspace();
        var corrected = TimeProvider.System.GetUtcNow().AddDays(1);
        WriteBook(workspace, 3, $",{Text(corrected)}", "6", $"{Text(corrected)},");
        WriteCalls(workspace, "first.jsonl", "one");
        await RunAsync(workspace);
        var afterFirst = TimeProvider.System.GetUtcNow();

        WriteCalls(workspace, "late.jsonl", "two");
        await RunAsync(workspace);
        var afterLate = TimeProvider.System.GetUtcNow();

        // The book is delivered again: its price of before was wrong.
        WriteBook(workspace, 2, $",{Text(corrected)}", "6", $"{Text(corrected)},");
        await RunAsync(workspace);
        var generation = workspace.Published.Current()!;

        Assert.Equal("3.000000000000", await AskAsync(workspace, afterFirst));
        Assert.Equal("6.000000000000", await AskAsync(workspace, afterLate));
        Assert.Equal("12.000000000000", workspace.Query<string>(Cost)[0]);
        Assert.Equal(generation.ContentHash, workspace.Published.Current()!.ContentHash);

        // Asked again, nothing is built again.
        var kept = Manifests(workspace);
        Assert.Equal("3.000000000000", await AskAsync(workspace, afterFirst));
        Assert.Equal(kept, Manifests(workspace));
    }

    private static async Task<string> AskAsync(Workspace workspace, DateTimeOffset instant)
    {
        var result = await workspace.RunAsync("query", Cost, "--as-known-at", Text(instant), "--json");
        return result.Expect(ExitCode.Ok).Json.GetProperty("rows")[0].GetProperty("cost").GetString()!;
    }

    private static List<string> Manifests(Workspace workspace) =>
    [
        .. Directory.EnumerateFiles(workspace.Root.AsKnown, "manifest.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(static path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];

    private static async Task RunAsync(Workspace workspace) => Assert.NotNull((await workspace.RunPipelineAsync(
        new Dictionary<string, SourceSettings>
        {
            ["gateway"] = new() { Kind = "litellm", Path = Path.Combine(workspace.Folder, "input", "gateway") },
            ["book"] = new() { Kind = "price-book", Path = Path.Combine(workspace.Folder, "input", "book") },
        })).Publish);

    private static void WriteCalls(Workspace workspace, string file, string id) => workspace.Write(
        Path.Combine("gateway", file),
        LogLines.Gateway(id, "2026-04-01T10:00:00Z", "book", "book-model", new() { Input = 1_000_000 }) + "\n");

    private static void WriteBook(Workspace workspace, int usd, string known, string laterUsd, string laterKnown) => workspace.Write(
        "book/test_prices.csv",
        "provider,llm_model,meter,pricing_unit,price_usd,valid_from,known_from,known_to,price_source\n"
        + string.Create(
            CultureInfo.InvariantCulture,
            $"book,book-model,uncached_input,1000000 Tokens,{usd},2020-01-01,{known},test\n")
        + $"book,book-model,uncached_input,1000000 Tokens,{laterUsd},2020-01-01,{laterKnown},test\n");

    private static string Text(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-ddTHH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
