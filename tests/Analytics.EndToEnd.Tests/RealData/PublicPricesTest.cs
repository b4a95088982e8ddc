using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>The public price lists come in beside our own book, which goes on pricing, and say where they disagree.</summary>
public sealed class PublicPricesTest : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [RealDataFact]
    public async Task Run_ThreeListsBesideTheBook_DisagreementsAreATable()
    {
        var report = await _workspace.RunPipelineAsync(new Dictionary<string, SourceSettings>
        {
            ["list"] = Source("litellm-prices", "litellm_model_prices_2025-09-01_via_tokencost.json"),
            ["opinion"] = Source("genai-prices", "genai-prices_data.json"),
            ["history"] = Source(
                "litellm-price-changes",
                "litellm_price_changes_2024-01..2025-09_openai_anthropic_deepseek_xai.csv"),
        });

        Assert.True(report.Build!.IsPublishable, string.Join('\n', report.Build.Failures));
        Assert.Equal(ExitCode.Quarantined, report.ExitCode);

        // Seven carry noise of binary floats, such as 0.18000000000000002; two spellings of one model disagree.
        Assert.Equal(11, _workspace.Scalar<long>("select count(*) from quarantine where source = 'opinion'"));
        Assert.Equal(0, _workspace.Scalar<long>("select count(*) from quarantine where source = 'history'"));
        Assert.Equal(
            [("own book", 4_000_000L, "genai-prices", 5_000_000L)],
            _workspace.Query<(string, long, string, long)>(
                """
                select price_list_a, price_picousd_a, price_list_b, price_picousd_b from mart_price_disagreements
                where provider = 'openai' and llm_model = 'gpt-5.6-sol' and meter = 'uncached_input'
                and service_tier = 'standard' and not is_batch and region_class = 'global'
                and context_threshold_tokens = 0 and differs_to is null
                """));
        Assert.Equal(0, _workspace.Scalar<long>(
            "select count(*) from mart_unit_prices where llm_model = 'gpt-5.6-sol' and price_source = 'genai-prices'"));
    }

    private static SourceSettings Source(string kind, string file) =>
        new() { Kind = kind, Path = PublicData.Path(Path.Combine("prices", file)) };
}
