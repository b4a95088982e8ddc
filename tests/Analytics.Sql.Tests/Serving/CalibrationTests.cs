using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Analytics.Sql.Tests.Serving;

/// <summary>Deployments whose throughput was published, declared as a user would declare them.</summary>
public sealed class PublishedDeployments : IDisposable
{
    internal const string Folder = "tests/Analytics.Sql.Tests/Serving";

    private readonly ShippedCatalogue catalogue = ShippedCatalogue.Open(
        ["int_serving_estimates"],
        [("deployments", Folder, "calibration_deployments.csv")]);

    /// <inheritdoc/>
    public void Dispose() => catalogue.Dispose();

    /// <summary>A figure of a deployment at the usual efficiencies of the catalogue.</summary>
    /// <param name="penalty">Routing penalty; null = the catalogue's.</param>
    internal Task<double> AskAsync(string deployment, string figure, double? penalty) =>
        catalogue.Session.ScalarAsync<double>(
            $"""
            with serving as (
                select * replace (coalesce($penalty, routing_penalty) as routing_penalty)
                from int_serving_estimates
                where deployment = $deployment and estimate = 'mid'
            )
            select ({figure})::double from serving
            """,
            new { deployment, penalty },
            CancellationToken.None);
}

/// <summary>
/// What the catalogue predicts against throughput that was measured. The usual efficiencies were fitted on the
/// TensorRT-LLM tables alone and without a routing penalty; every other point is out of sample.
/// </summary>
public sealed class CalibrationTests(PublishedDeployments published, ITestOutputHelper output)
    : IClassFixture<PublishedDeployments>
{
    private const string Decode = "8 * {1} / step_seconds(serving, {1} * gpu_count, {1} * gpu_count * {0})";
    private const string Prefill = "8 * {0} / (gpu_count * prefill_seconds(serving, {0}, 0))";

    // Tokens per second and GPU of a benchmark that keeps as many requests running as fit: prompt, output, requests.
    private const string Benchmark =
        """
        {1} / gpu_count / (
            prefill_seconds(serving, {0}, 0)
            + {1} * step_seconds(
                serving,
                least({2}, sequence_limit(serving, {0} + {1} / 2)),
                least({2}, sequence_limit(serving, {0} + {1} / 2)) * ({0} + {1} / 2)
            ) / least({2}, sequence_limit(serving, {0} + {1} / 2))
        )
        """;

    private const double ExpertsBand = 1.7;

    private static readonly CompositeFormat BenchmarkFormat = CompositeFormat.Parse(Benchmark);

    /// <summary>Deployment, formula and its numbers, what was measured, what was predicted by hand, and the band.</summary>
    public static TheoryData<string, string, int[], double, double, double> Points => new()
    {
        { "deepseek-ep144-h800", Decode, [4989, 88], 14800, 13570, 1.7 },
        { "deepseek-ep128-h800", Decode, [4096, 128], 18598, 17510, 1.7 },
        { "deepseek-ep72-h100", Decode, [2000, 256], 22282, 28000, 1.7 },
        { "deepseek-ep72-h100", Decode, [4000, 128], 17373, 16500, 1.7 },
        { "deepseek-ep72-h100", Prefill, [1024], 57674, 52200, 1.7 },
        { "deepseek-ep72-h100", Prefill, [2048], 54543, 50500, 1.7 },
        { "deepseek-ep72-h100", Prefill, [4096], 50302, 47400, 1.7 },
        { "deepseek-ep128-h800", Prefill, [4096], 62713, 47400, 1.7 },
        { "deepseek-ep144-h800", Prefill, [4096], 32206, 47400, 1.7 },
        { "kimi-k2-ep96-h200", Decode, [2048, 480], 24000, 40300, 1.7 },
        { "kimi-k2-ep96-h200", Prefill, [2048], 56000, 60100, 1.7 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Prediction_OfPublishedThroughput_LiesInItsBand(
        string deployment, string formula, int[] numbers, double measured, double expected, double band)
    {
        var figure = string.Format(CultureInfo.InvariantCulture, formula, [.. numbers.Cast<object>()]);
        var fitted = await published.AskAsync(deployment, figure, 1);
        var usual = await published.AskAsync(deployment, figure, null);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{deployment}: measured {measured}, fitted {fitted:F0} ({fitted / measured:F2}), usual {usual:F0}"));
        Assert.InRange(fitted, expected * 0.99, expected * 1.01);
        Assert.InRange(fitted, measured / band, measured * band);
        Assert.InRange(usual, measured / band, measured * band);
    }

    /// <summary>Points of the TensorRT-LLM tables with what the rules predict by hand.</summary>
    [Theory]
    [InlineData("llama-70b-tp2-h100", 1000, 1000, 2246)]
    [InlineData("llama-70b-tp2-h100", 8192, 1024, 332)]
    [InlineData("llama-70b-tp2-h200", 1024, 8192, 1985)]
    [InlineData("deepseek-dep8-h200", 1000, 1000, 2474)]
    [InlineData("deepseek-dep8-h200", 1024, 32768, 519)]
    [InlineData("qwen3-235b-dep4-h200", 1000, 1000, 3389)]
    public async Task Prediction_OfABenchmark_IsTheOneWorkedOut(string deployment, int prompt, int output, double expected)
    {
        var point = BenchmarkPoint.All.Single(point =>
            point.Deployment == deployment && point.PromptTokens == prompt && point.OutputTokens == output);
        Assert.InRange(await PredictAsync(point, 1), expected * 0.99, expected * 1.01);
    }

    /// <summary>
    /// All of the TensorRT-LLM tables that the catalogue has model and chip for. The file gives each point its band: 1.25
    /// for dense models, 1.7 for mixtures of experts; those that lie outside of that have 2 there, at most one in ten.
    /// </summary>
    [Fact]
    public async Task Predictions_OfAllBenchmarks_LieInTheirBands()
    {
        var misplaced = new List<string>();
        var errors = new List<double>();
        foreach (var point in BenchmarkPoint.All)
        {
            double[] ratios = [await PredictAsync(point, 1) / point.Measured, await PredictAsync(point, null) / point.Measured];
            var error = ratios.Max(static ratio => Math.Max(ratio, 1 / ratio));
            var line = string.Create(CultureInfo.InvariantCulture, $"{point}: fitted {ratios[0]:F2}, usual {ratios[1]:F2}");
            output.WriteLine(line);
            if (error > point.Band || (point.Band == 2 && error <= ExpertsBand))
            {
                misplaced.Add(line);
            }

            if (!point.IsDense)
            {
                errors.Add(error);
            }
        }

        Assert.Empty(misplaced);
        Assert.True(errors.Count(static error => error > ExpertsBand) <= errors.Count / 10);
    }

    private Task<double> PredictAsync(BenchmarkPoint point, double? penalty) => published.AskAsync(
        point.Deployment,
        string.Format(CultureInfo.InvariantCulture, BenchmarkFormat, point.PromptTokens, point.OutputTokens, point.Requests),
        penalty);

    /// <summary>DeepSeek's production day: what it states adds up, and what follows from it.</summary>
    [Theory]
    [InlineData("226.75 * 24 * 8 * 2", 87072, 0)]
    [InlineData("(608e9 / 73.7e3 + 168e9 / 14.8e3) / (226.75 * 86400) - 1", 0.0005, 0.0001)]
    [InlineData("342e9 / 1e6 * 0.14 + 266e9 / 1e6 * 0.55 + 168e9 / 1e6 * 2.19", 562100, 100)]
    [InlineData("562027 / 87072.0 - 1", 5.45, 0.01)]
    [InlineData("16 / 3600.0 / 14800 * 1e6", 0.300, 0.0005)]
    [InlineData("16 / 3600.0 / 73700 * 1e6", 0.0603, 0.0001)]
    [InlineData("16 / 3600.0 / 73700 * 1e6 * 608 / 266", 0.138, 0.0005)]
    [InlineData("608e9 / 73.7e3 / (608e9 / 73.7e3 + 168e9 / 14.8e3)", 0.421, 0.0005)]
    [InlineData("278 / 226.75", 1.226, 0.0005)]
    public async Task ProductionDay_OfDeepSeek_AddsUp(string figure, double expected, double tolerance) =>
        Assert.Equal(expected, await published.AskAsync("deepseek-ep144-h800", figure, 1), tolerance);
}

/// <summary>One cell of the published tables.</summary>
internal sealed record BenchmarkPoint(
    string Deployment, int PromptTokens, int OutputTokens, int Requests, double Measured, double Band)
{
    public bool IsDense => Band == 1.25;

    public static IReadOnlyList<BenchmarkPoint> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, PublishedDeployments.Folder, "calibration_points.csv")).Skip(1)
            .Select(static line => line.Split(',')).Select(static cells => new BenchmarkPoint(
                cells[0], Int(cells[1]), Int(cells[2]), Int(cells[3]), Double(cells[4]), Double(cells[5]))),
    ];

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
