using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Modifiers multiply: tier, batch, region, context band and cache lifetime, in every combination that is sold.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T15(ConformanceRun run)
{
    private const string Day = "2026-04-16";
    private const string Model = "t15-model";

    private static readonly (string Meter, decimal Base, decimal Long)[] Prices =
    [
        ("uncached_input", 4, 8), ("cache_read", 0.4m, 0.8m), ("cache_write_5m", 5, 10), ("cache_write_1h", 8, 16),
        ("visible_output", 20, 30),
    ];

    /// <summary>Every combination of the four switches.</summary>
    public static TheoryData<bool, bool, bool, bool> Combinations
    {
        get
        {
            var all = new TheoryData<bool, bool, bool, bool>();
            foreach (var bits in Enumerable.Range(0, 16))
            {
                all.Add((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            }

            return all;
        }
    }

    internal static void Plant(ConformancePack pack)
    {
        foreach (var (meter, price, longPrice) in Prices)
        {
            pack.Price("anthropic", Model, meter, price);
            pack.Price("anthropic", Model, meter, longPrice, "200000,>");
        }

        pack.Modify("anthropic", Model, "0.5", batch: "true");
        pack.Modify("anthropic", Model, "1.1", region: "us");
        pack.Modify("anthropic", Model, "6", tier: "fast");
        pack.Modify("anthropic", Model, "forbidden", tier: "fast", batch: "true");
        pack.Add("t15-agent", "claude-code", "a.jsonl", Enumerable.Range(0, 16).Select(static bits =>
        {
            var (isFast, isBatch, isUs, isLong) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            return LogLines.Claude(
                Id(isFast, isBatch, isUs, isLong),
                $"{Day}T10:00:00Z",
                Model,
                Use(isLong),
                tier: isBatch ? "batch" : "standard",
                speed: isFast ? "fast" : null,
                geo: isUs ? "us" : "not_available");
        }));
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Cost_Combination_IsTheProductOfItsFactors(bool isFast, bool isBatch, bool isUs, bool isLong)
    {
        var where = $"from priced_requests where request_id = '{Id(isFast, isBatch, isUs, isLong)}'";
        if (isFast && isBatch)
        {
            Assert.Equal("unknown_tier", run.Value<string>($"select unpriced_reason {where}"));
            Assert.Null(run.Value<long?>($"select list_cost_picousd {where}"));
            return;
        }

        var use = Use(isLong);
        long[] tokens = [use.Input, use.CacheRead!.Value, use.CacheWrite5m!.Value, use.CacheWrite1h!.Value, use.Output];
        var factor = (isFast ? 6m : 1m) * (isBatch ? 0.5m : 1m) * (isUs ? 1.1m : 1m);
        var expected = Prices.Zip(tokens).Sum(pair => (isLong ? pair.First.Long : pair.First.Base) * pair.Second) * factor;

        Assert.Equal(expected * 1_000_000m, run.Value<long>($"select list_cost_picousd {where}"));
    }

    [Fact]
    public void Mart_Day_LeavesOutWhatIsNotSold()
    {
        Assert.Equal(4, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
        Assert.Equal(16, run.RequestsOf(Day));
    }

    [Fact]
    public async Task Run_PriceForAForbiddenCombination_BookIsRejectedWithTheRowNamed()
    {
        using var workspace = new Workspace();
        var pack = new ConformancePack(workspace);
        pack.Price("t15", "t15-forbidden", "uncached_input", 3);
        pack.Price("t15", "t15-forbidden", "uncached_input", 9, tier: "fast", batch: "true");
        pack.Modify("t15", "t15-forbidden", "forbidden", tier: "fast", batch: "true");

        var report = await workspace.RunPipelineAsync(pack.Sources());

        Assert.Equal(ExitCode.CheckFailed, report.ExitCode);
        Assert.Contains("t15-forbidden / fast", string.Join('\n', report.Build!.Failures), StringComparison.Ordinal);
    }

    private static TokenUse Use(bool isLong) => new()
    {
        Input = isLong ? 250_000 : 1_000,
        CacheRead = 2_000,
        CacheWrite5m = 3_000,
        CacheWrite1h = 4_000,
        Output = 500,
    };

    private static string Id(bool isFast, bool isBatch, bool isUs, bool isLong) => string.Join(
        '-',
        "t15",
        isFast ? "fast" : "standard",
        isBatch ? "batch" : "live",
        isUs ? "us" : "global",
        isLong ? "long" : "short");
}
