using System.Globalization;
using System.Numerics;
using System.Text;
using Analytics.EndToEnd.Tests.Conformance;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests;

/// <summary>
/// Random books and calls: every cost is the exact product of price, rules and band, whatever the order of the files and
/// however often they are delivered.
/// </summary>
public sealed class PriceBookPropertyTest
{
    private const string Day = "2026-04-01";
    private const int Models = 12;
    private const int Calls = 240;

    private static readonly string[] Meters = ["uncached_input", "cache_read", "visible_output"];
    private static readonly string[] Tiers = ["standard", "flex", "priority"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_RandomBookAndCalls_CostsAreExactInAnyOrderAndDeliveredTwice(int seed)
    {
        var random = new Random(seed);
        var book = Enumerable.Range(0, Models).Select(number => RandomModel.Draw(random, number)).ToList();
        var calls = Enumerable.Range(0, Calls).Select(number => RandomCall.Draw(random, book, number)).ToList();
        var prices = book.SelectMany(static model => model.PriceLines()).ToList();
        var rules = book.SelectMany(static model => model.RuleLines()).ToList();

        using var once = new Workspace();
        Assert.NotNull((await once.RunPipelineAsync(Sources(once, prices, rules, calls, files: 1))).Publish);
        using var again = new Workspace();
        var shuffled = Sources(
            again,
            Shuffled(random, [.. prices, .. prices.Take(20)]),
            Shuffled(random, rules),
            Shuffled(random, [.. calls, .. calls.Take(50)]),
            files: 3);
        Assert.NotNull((await again.RunPipelineAsync(shuffled)).Publish);
        var published = again.MartHashes;
        Assert.NotNull((await again.RunPipelineAsync(shuffled)).Publish);

        Assert.Equal(published, again.MartHashes);
        var costs = Costs(once);
        Assert.Equal(costs, Costs(again));
        Assert.Equal(Calls, costs.Count);
        Assert.All(calls, call => Assert.True(
            call.CostPicousd() == costs[call.Id],
            $"seed {seed}: {call} costs {costs[call.Id]}, expected {call.CostPicousd()}"));
        Assert.Equal(
            (decimal)calls.Aggregate(BigInteger.Zero, static (sum, call) => sum + (call.CostPicousd() ?? 0)) / 1_000_000_000_000m,
            once.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"));
    }

    /// <summary>Some calls come after the day was told, and some prices turn out to have been double.</summary>
    [Theory]
    [InlineData(3)]
    public async Task Run_RandomBookCorrectedAndCallsLate_RestatesToTheLastDigit(int seed)
    {
        var random = new Random(seed);
        var wrong = Enumerable.Range(0, Models).Select(number => RandomModel.Draw(random, number)).ToList();
        var book = wrong.Select(model => random.Next(2) == 0 ? model : model.AtHalfThePrice()).ToList();
        var calls = Enumerable.Range(0, Calls).Select(number => RandomCall.Draw(random, wrong, number)).ToList();
        var late = calls.Where(_ => random.Next(3) == 0).ToList();
        var early = calls.Except(late).ToList();
        var rules = book.SelectMany(static model => model.RuleLines()).ToList();

        using var workspace = new Workspace();
        await RunAsync(wrong, early);
        Assert.Equal(0, workspace.Scalar<long>("select count(*) from mart_restatements"));
        var sources = await RunAsync(book, Shuffled(random, [.. calls, .. early.Take(20)]));
        var published = workspace.MartHashes;
        Assert.NotNull((await workspace.RunPipelineAsync(sources)).Publish);

        Assert.Equal(published, workspace.MartHashes);
        Assert.Equal(
            [
                ("corrected_price", Usd(early, wrong), Usd(early, book)),
                ("late_file", Usd(early, book), Usd(calls, book)),
            ],
            workspace.Query<(string, decimal, decimal)>(
                """
                select cause, cost_before::decimal(28, 12), cost_after::decimal(28, 12)
                from mart_restatements order by commit_no, cause
                """));
        Assert.Equal(
            Usd(calls, book), workspace.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"));

        async Task<Dictionary<string, SourceSettings>> RunAsync(List<RandomModel> prices, List<RandomCall> known)
        {
            var given = Sources(
                workspace, Shuffled(random, [.. prices.SelectMany(static model => model.PriceLines())]), rules, known, files: 2);
            Assert.NotNull((await workspace.RunPipelineAsync(given)).Publish);
            return given;
        }

        static decimal Usd(List<RandomCall> calls, List<RandomModel> prices) => (decimal)calls.Aggregate(
            BigInteger.Zero,
            (sum, call) => sum + ((call with { Model = prices.Single(model => model.Name == call.Model.Name) }).CostPicousd() ?? 0))
            / 1_000_000_000_000m;
    }

    private static Dictionary<string, SourceSettings> Sources(
        Workspace workspace, List<string> prices, List<string> rules, List<RandomCall> calls, int files)
    {
        const string PriceHeader =
            "provider,llm_model,meter,service_tier,is_batch,context_threshold_tokens,threshold_operator,pricing_unit,"
            + "price_usd,valid_from,price_source";
        const string RuleHeader = "provider,llm_model,service_tier,is_batch,region_class,meters,multiplier,valid_from,price_source";
        Write("prices", "prices.csv", prices, PriceHeader);
        Write("rules", "modifiers.csv", rules, RuleHeader);
        Write("calls", "calls.jsonl", [.. calls.Select(static call => call.Line())], header: null);
        return new Dictionary<string, SourceSettings>
        {
            ["random-prices"] = Source("price-book", "prices"),
            ["random-rules"] = Source("price-modifiers", "rules"),
            ["random-calls"] = Source("litellm", "calls"),
        };

        SourceSettings Source(string kind, string folder) =>
            new() { Kind = kind, Path = Path.Combine(workspace.Folder, "input", folder) };

        void Write(string folder, string name, List<string> lines, string? header)
        {
            for (var file = 0; file < files; file++)
            {
                var text = new StringBuilder(header is null ? "" : header + "\n");
                text.AppendJoin('\n', lines.Where((_, index) => index % files == file)).Append('\n');
                workspace.Write(Path.Combine(folder, $"{file}_{name}"), text.ToString());
            }
        }
    }

    private static Dictionary<string, long?> Costs(Workspace workspace) =>
        workspace.Query<(string Id, long? Cost)>("select request_id, list_cost_picousd from priced_requests")
            .ToDictionary(static row => row.Id, static row => row.Cost);

    private static List<T> Shuffled<T>(Random random, List<T> items)
    {
        var array = items.ToArray();
        random.Shuffle(array);
        return [.. array];
    }

    /// <summary>A model with a band, a tier that is sold, and rules; prices are multiples of what the rules divide by.</summary>
    private sealed record RandomModel(
        string Name, long[] Low, long[] High, long Threshold, string Operator, string SoldTier, int Numerator, int Denominator)
    {
        public static RandomModel Draw(Random random, int number)
        {
            // 2 for the batch rule, 2 for a correction and the denominator for the tier's rule leave whole picodollars.
            var denominator = random.Next(1, 9);
            long[] Prices() => [.. Meters.Select(_ => random.NextInt64(1, 1_000_000) * 4 * denominator)];
            return new RandomModel(
                $"random-{number:d2}", Prices(), Prices(), random.NextInt64(1_000, 200_000),
                random.Next(2) == 0 ? ">" : ">=", Tiers[random.Next(1, 3)], random.Next(1, 20), denominator);
        }

        /// <summary>Another factor of 2 stands in every price, so that whole picodollars stay whole.</summary>
        public RandomModel AtHalfThePrice() => this with
        {
            Low = [.. Low.Select(static price => price / 2)],
            High = [.. High.Select(static price => price / 2)],
        };

        public IEnumerable<string> PriceLines() =>
            Meters.Zip(Low, (meter, price) => Line(meter, price, ","))
                .Concat(Meters.Zip(High, (meter, price) => Line(meter, price, $"{Threshold},{Operator}")));

        public IEnumerable<string> RuleLines() =>
        [
            $"random,{Name},,true,,,1/2,2020-01-01,drawn",
            $"random,{Name},{SoldTier},,,,{Numerator}/{Denominator},2020-01-01,drawn",
        ];

        private string Line(string meter, long picousd, string band) => string.Create(
            CultureInfo.InvariantCulture,
            $"random,{Name},{meter},,,{band},1000000 Tokens,{picousd / 1_000_000m},2020-01-01,drawn");
    }

    /// <summary>A call of a model, often close to its threshold.</summary>
    private sealed record RandomCall(string Id, RandomModel Model, long[] Tokens, string Tier, bool IsBatch)
    {
        public static RandomCall Draw(Random random, List<RandomModel> book, int number)
        {
            var model = book[random.Next(book.Count)];
            var read = random.NextInt64(0, model.Threshold);
            var prompt = random.Next(3) == 0 ? random.NextInt64(read, 400_000 + read) : model.Threshold + random.Next(-1, 2);
            var isBatch = random.Next(4) == 0;
            return new RandomCall(
                $"call-{number:d3}", model, [Math.Max(0, prompt - read), read, random.NextInt64(0, 50_000)],
                isBatch ? "standard" : Tiers[random.Next(Tiers.Length)], isBatch);
        }

        /// <summary>Null where the tier is not sold.</summary>
        public long? CostPicousd()
        {
            if (Tier != "standard" && Tier != Model.SoldTier)
            {
                return null;
            }

            var prompt = Tokens[0] + Tokens[1];
            var isAbove = Model.Operator == ">" ? prompt > Model.Threshold : prompt >= Model.Threshold;
            var sum = (isAbove ? Model.High : Model.Low).Zip(Tokens, static (price, tokens) => price * tokens).Sum();
            return IsBatch ? sum / 2 : Tier == "standard" ? sum : sum / Model.Denominator * Model.Numerator;
        }

        public string Line() => LogLines.Gateway(
            Id, $"{Day}T10:00:00Z", "random", Model.Name,
            new() { Input = Tokens[0], CacheRead = Tokens[1], Output = Tokens[2] }, IsBatch ? "batch" : Tier);
    }
}
