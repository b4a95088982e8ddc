using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>Other public files, each against what its authors or its own lines say; one run for all of them.</summary>
public sealed class PublicFilesTest(PublicFilesTest.Files files) : IClassFixture<PublicFilesTest.Files>
{
    private const string PriceList = "prices/litellm_model_prices_2025-09-01_via_tokencost.json";

    [RealDataFact]
    public void TraceLab_CodexSession_EqualsTheAuthorsAnswer() => Assert.Equal(
        (9L, 95_819L, 79_488L, 1_912L, 581L),
        files.Workspace.Query<(long, long, long, long, long)>(
            """
            select
                count(*),
                sum(prompt_tokens)::bigint,
                sum(cache_read_tokens)::bigint,
                sum(visible_output_tokens + reasoning_tokens)::bigint,
                sum(reasoning_tokens)::bigint,
            from priced_requests where source = 'codex'
            """).Single());

    [RealDataFact]
    public void TraceLab_ClaudeSession_EqualsTheAuthorsAnswer() => Assert.Equal(
        (10L, 418_193L, 394_068L, 9_423L),
        files.Workspace.Query<(long, long, long, long)>(
            """
            select
                count(*),
                sum(prompt_tokens)::bigint,
                sum(cache_read_tokens)::bigint,
                sum(visible_output_tokens)::bigint,
            from priced_requests where source = 'claude-code'
            """).Single());

    [RealDataFact]
    public void Focus_BilledCost_IsExactInLakeAndMart()
    {
        // Sums of the texts of the file; rounded, they are what its description states.
        (string, decimal)[] written =
            [("AWS", 18.0066386184m), ("Microsoft", 1.97651418586m), ("Oracle", 0.53707392473m)];

        Assert.Equal(written, files.Workspace.Query<(string, decimal)>(
            "select provider, sum(billed_cost)::decimal(28, 18) from invoice_lines group by provider order by provider"));
        Assert.Equal(written, files.Workspace.Query<(string, decimal)>(
            """
            select provider, sum(billed_cost)::decimal(28, 18)
            from mart_invoice_reconciliation
            where billed_cost <> 0
            group by provider
            order by provider
            """));
    }

    [RealDataFact]
    public void LiteLlmPriceList_ModelThatOurBookLacks_IsPriced()
    {
        // The list contradicts itself about 26 prices, and four are out of any range; those rows are not guessed at.
        Assert.Equal(ExitCode.Quarantined, files.Report!.ExitCode);
        Assert.Empty(files.Report.Ingest!.Report.Refused);
        Assert.Equal(
            ["conflicting_prices 26", "price_not_whole_picodollars 2", "price_out_of_range 2"],
            files.Report.Ingest.Report.Reasons.Select(static reason => $"{reason.Key} {reason.Value}"));
        Assert.Equal(3m, files.Workspace.Scalar<decimal>("select cost_usd from mart_daily_costs where provider = 'xai' and cost_basis = 'list'"));
    }

    /// <summary>The run that the tests share.</summary>
    public sealed class Files : IAsyncLifetime, IDisposable
    {
        /// <summary>How the run went; null without the data.</summary>
        public RunReport? Report { get; private set; }

        internal Workspace Workspace { get; } = new();

        public async Task InitializeAsync()
        {
            if (!PublicData.IsThere)
            {
                return;
            }

            var gateway = Workspace.Write(
                "gateway.jsonl",
                LogLines.Gateway("grok", "2025-09-10T10:00:00Z", "xai", "grok-4", new() { Input = 100_000, Output = 180_000 }) + "\n");
            Report = await Workspace.RunPipelineAsync(new Dictionary<string, SourceSettings>
            {
                ["codex"] = Source("codex", "agent-logs/tracelab/codex"),
                ["claude-code"] = Source("claude-code", "agent-logs/tracelab/claude"),
                ["focus"] = Source("focus", "invoices/focus-1.0_sample_1000.csv"),
                ["litellm-prices"] = Source("litellm-prices", PriceList),
                ["gateway"] = new() { Kind = "litellm", Path = gateway },
            });
            Assert.True(Report.Build!.IsPublishable, string.Join('\n', Report.Build.Failures));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => Workspace.Dispose();

        private static SourceSettings Source(string kind, string path) => new() { Kind = kind, Path = PublicData.Path(path) };
    }
}
