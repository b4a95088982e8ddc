using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Readers;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests;

/// <summary>Files of a form that no reader knows, read by a mapping of the settings, as CSV, JSON lines and Parquet.</summary>
public sealed class MappedSourceTest(MappedSourceTest.Run run) : IClassFixture<MappedSourceTest.Run>
{
    [Theory]
    [InlineData("csv-log", 200, 800, 30, 20)]
    [InlineData("json-log", 1_000, 800, 50, null)]
    [InlineData("parquet-log", 200, 800, 30, 20)]
    public void Requests_OfAMapping_HaveDisjointMeters(string source, long fresh, long read, long visible, int? reasoning)
    {
        Assert.Equal(
            ("acme", "openai", "gpt-5.4", fresh, read, visible),
            run.Workspace.Query<(string, string, string, long, long, long)>(
                $"""
                select customer_id, provider, response_llm_model, uncached_input_tokens, cache_read_tokens,
                    visible_output_tokens
                from priced_requests where source = '{source}'
                """).Single());
        Assert.Equal(reasoning, run.Workspace.Scalar<int?>(
            $"select reasoning_tokens from priced_requests where source = '{source}'"));
    }

    [Fact]
    public void Rows_ThatFitNoRule_AreQuarantinedWithTheReason()
    {
        Assert.Equal(ExitCode.Quarantined, run.Report!.ExitCode);
        Assert.Equal(1, run.Report.Ingest!.Report.Reasons["inconsistent_counters"]);
        Assert.Equal(1, run.Report.Ingest.Report.Reasons["bad_amount"]);
    }

    [Fact]
    public void InvoiceLines_OfAMapping_AddUpExactly() => Assert.Equal(
        12.345678901234567891m,
        run.Workspace.Scalar<decimal>("select sum(billed_cost)::decimal(28, 18) from invoice_lines where source = 'bill'"));

    [Fact]
    public void FocusBill_AsParquet_IsReadLikeCsv() => Assert.Equal(
        (2.5m, "search"),
        run.Workspace.Query<(decimal, string)>(
            $"""
            select sum(billed_cost)::decimal(28, 18), any_value(tags['team'])
            from read_parquet({run.Workspace.LakeParts("invoice_lines")}) where source = 'focus-parquet'
            """).Single());

    [Fact]
    [Survives(22)]
    public void UnknownFields_OfAFile_AreNamedInTheDataQuality() => Assert.Equal(
        "surprise",
        run.Workspace.Scalar<string>("select max(unknown_fields) from mart_data_quality where source = 'csv-log'"));

    [Fact]
    [Survives(22)]
    public void ParquetWithoutARequiredColumn_IsRefusedWithItsName()
    {
        var refused = Assert.Single(run.Report!.Ingest!.Report.Refused);
        Assert.Contains("BilledCost", refused.Reason, StringComparison.Ordinal);
    }

    /// <summary>The run that the tests share.</summary>
    public sealed class Run : IAsyncLifetime, IDisposable
    {
        internal Workspace Workspace { get; } = new();

        internal RunReport? Report { get; private set; }

        public async Task InitializeAsync()
        {
            var log = Workspace.Write("log.csv",
                """
                when,who,model,in,cached,out,thought,surprise
                2026-05-05T10:00:00Z,acme,gpt-5.4,1000,800,50,20,!
                2026-05-05T10:00:00Z,acme,gpt-5.4,10,800,50,20,!

                """);
            var lines = Workspace.Write("log.jsonl",
                """
                {"at":1777975200,"tenant":{"id":"acme"},"model":"gpt-5.4","usage":{"fresh":1000,"cached":800,"out":50}}

                """);
            var bill = Workspace.Write("bill.csv",
                """
                day,cost
                5/5/26,12.345678901234567891
                5/5/26,much

                """);
            WriteParquet(log);
            Report = await Workspace.RunPipelineAsync(new Dictionary<string, SourceSettings>
            {
                ["csv-log"] = Mapped(log, CsvLog),
                ["parquet-log"] = Mapped(Path.Combine(Workspace.Folder, "input", "rows.parquet"), CsvLog),
                ["json-log"] = Mapped(lines, new SourceMapping
                {
                    Format = "jsonl",
                    Columns = new Dictionary<string, string>
                    {
                        ["started_at"] = "at",
                        ["customer_ref"] = "tenant.id",
                        ["response_llm_model"] = "model",
                        ["input_tokens"] = "usage.fresh",
                        ["cache_read_tokens"] = "usage.cached",
                        ["output_tokens"] = "usage.out",
                    },
                    Constants = new Dictionary<string, string> { ["provider"] = "openai" },
                    InputExcludesCache = true,
                }),
                ["bill"] = Mapped(bill, new SourceMapping
                {
                    Dataset = "invoice_lines",
                    Columns = new Dictionary<string, string> { ["charge_period_start"] = "day", ["billed_cost"] = "cost" },
                    Constants = new Dictionary<string, string> { ["provider"] = "openai", ["billing_currency"] = "USD" },
                }),
                ["focus-parquet"] = new() { Kind = "focus", Path = Path.Combine(Workspace.Folder, "input", "focus.parquet") },
                ["focus-broken"] = new() { Kind = "focus", Path = Path.Combine(Workspace.Folder, "input", "broken.parquet") },
            });
            Assert.True(Report.Build!.IsPublishable, string.Join('\n', Report.Build.Failures));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => Workspace.Dispose();

        private static SourceMapping CsvLog => new()
        {
            Columns = new Dictionary<string, string>
            {
                ["started_at"] = "when",
                ["customer_ref"] = "who",
                ["response_llm_model"] = "model",
                ["input_tokens"] = "in",
                ["cache_read_tokens"] = "cached",
                ["output_tokens"] = "out",
                ["reasoning_tokens"] = "thought",
            },
            Constants = new Dictionary<string, string> { ["provider"] = "openai" },
        };

        private static SourceSettings Mapped(string path, SourceMapping mapping) =>
            new() { Kind = SourceMapping.Kind, Path = path, Mapping = mapping };

        private static void WriteParquet(string log)
        {
            var folder = Path.GetDirectoryName(log)!;
            using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [folder] });
            session.Execute($"""
                copy (select * replace ('2026-05-05 11:00:00' as "when") from read_csv('{log}') limit 1)
                to '{folder}/rows.parquet' (format parquet);
                copy (
                    select
                        2.5::double as "BilledCost", 'USD' as "BillingCurrency", 'Usage' as "ChargeCategory",
                        timestamp '2026-05-05 00:00:00' as "ChargePeriodStart",
                        timestamp '2026-05-06 00:00:00' as "ChargePeriodEnd", map(['team'], ['search']) as "Tags"
                ) to '{folder}/focus.parquet' (format parquet);
                copy (select 1 as "BillingCurrency") to '{folder}/broken.parquet' (format parquet);
                """);
        }
    }
}
