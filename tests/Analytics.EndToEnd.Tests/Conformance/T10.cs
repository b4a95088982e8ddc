using System.Numerics;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Rates come from price rows: whatever the multipliers of a model are, the product is exact.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T10(ConformanceRun run)
{
    private const string Day = "2026-04-11";
    private const int Seed = 20260411;
    private const int Models = 60;

    private static readonly string[] Meters =
        ["uncached_input", "cache_read", "cache_write_5m", "cache_write_1h", "visible_output", "reasoning"];

    private static readonly IReadOnlyList<RandomModel> Book = Draw();

    internal static void Plant(ConformancePack pack)
    {
        foreach (var model in Book)
        {
            foreach (var (meter, price) in Meters.Zip(model.Picousd))
            {
                pack.Price("t10", model.Name, meter, price / 1_000_000m);
            }

            pack.Modify("t10", model.Name, $"{model.Numerator}/{model.Denominator}", batch: "true");
        }

        pack.Add("t10-gateway", "litellm", "a.jsonl", Book.Select(static model => LogLines.Gateway(
            model.Name,
            $"{Day}T10:00:00Z",
            "t10",
            model.Name,
            new TokenUse
            {
                Input = model.Tokens[0],
                CacheRead = model.Tokens[1],
                CacheWrite5m = model.Tokens[2],
                CacheWrite1h = model.Tokens[3],
                Output = model.Tokens[4] + model.Tokens[5],
                Reasoning = model.Tokens[5],
            },
            model.IsBatch ? "batch" : "standard")));
    }

    [Fact]
    [Survives(21)]
    public void Mart_RandomPricesAndMultipliers_CostIsTheExactProduct()
    {
        var costs = run.Rows<(string Model, decimal Cost)>(
                $"select llm_model, cost_usd from mart_daily_costs where cost_basis = 'list' and event_date = date '{Day}'")
            .ToDictionary(static row => row.Model, static row => row.Cost);

        Assert.Equal(Models, costs.Count);
        Assert.All(Book, model => Assert.True(
            (decimal)model.CostPicousd / 1_000_000_000_000m == costs[model.Name],
            $"seed {Seed}: {model} costs {costs[model.Name]} USD, expected {model.CostPicousd} picodollars"));
    }

    private static List<RandomModel> Draw()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Models).Select(number =>
        {
            var denominator = random.Next(1, 25);

            // A multiple of the denominator, so that the batch price is a whole number of picodollars.
            long[] prices = [.. Meters.Select(_ => random.NextInt64(1, 4_000_000) * denominator)];
            long[] tokens = [.. Meters.Select(_ => random.NextInt64(0, 1_000_000))];
            return new RandomModel(
                $"t10-{number:d3}", prices, tokens, random.Next(1, 60), denominator, random.Next(2) == 0);
        })];
    }

    private sealed record RandomModel(
        string Name, long[] Picousd, long[] Tokens, int Numerator, int Denominator, bool IsBatch)
    {
        public BigInteger CostPicousd => Picousd.Zip(Tokens).Aggregate(
            BigInteger.Zero,
            (sum, pair) => sum + ((IsBatch ? pair.First / Denominator * Numerator : pair.First) * (BigInteger)pair.Second));
    }
}
