namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>Small public files of every source, each against what its authors or its own lines say; one run for all.</summary>
public sealed class FixtureFilesTest(FixtureFiles files) : IClassFixture<FixtureFiles>
{
    [RealDataFact]
    public void Build_OfAllFixtures_PassesItsChecks() =>
        Assert.True(files.Report!.Build!.IsPublishable, string.Join('\n', files.Report.Build.Failures));

    [RealDataFact]
    public void Files_OfEveryKind_AreReadAndNoneIsRefused()
    {
        Assert.Empty(files.Report!.Ingest!.Report.Refused);
        Assert.Equal(
            files.Report.Ingest.Report.RowsRead,
            files.Report.Ingest.Report.RowsAccepted + files.Report.Ingest.Report.RowsQuarantined
            + files.Report.Ingest.Report.RowsDuplicate);
    }

    [RealDataFact]
    public void ClaudeCode_Sessions_HoldThePublishedSums()
    {
        Assert.Equal((10, 3_039, 21_086, 394_068, 9_423), Meters("claude-tracelab"));
        Assert.Equal((3, 600, 75, 70, 250), Meters("claude-alpha"));
        Assert.Equal((2, 130, 15, 40, 60), Meters("claude-beta"));
        Assert.Equal(1.02m, ReportedUsd("claude-alpha"));
        Assert.Equal(0.07m, ReportedUsd("claude-beta"));
        Assert.All(
            FixtureFiles.OtherClaudeFolders,
            folder => Assert.True(Meters($"claude-{folder}").Requests > 0, $"{folder} has no calls"));

        // Its lines carry no usage at all.
        Assert.Equal(0, Meters("claude-claude-code-transcripts").Requests);
    }

    [RealDataFact]
    public void Codex_Rollout_IsTheSumOfItsLastCalls() => Assert.Equal(
        (9L, 95_819L, 79_488L, 1_912L, 581L),
        files.Workspace.Query<(long, long, long, long, long)>(
            """
            select
                count(*), sum(prompt_tokens)::bigint, sum(cache_read_tokens)::bigint,
                sum(visible_output_tokens + reasoning_tokens)::bigint, sum(reasoning_tokens)::bigint,
            from priced_requests where source = 'codex-tracelab'
            """).Single());

    [RealDataTheory]
    [InlineData("claude-agent", 0.003582)]
    [InlineData("csharp-agent-with-gemini", 0.0034491)]
    [InlineData("google-gemini", 0.005139299999)]
    [InlineData("microsoft-agent", 0.00028525)]
    [InlineData("openai-agents", 0.000632)]
    [InlineData("pydantic-ai", 0.0010375)]
    [InlineData("pydantic-ai-with-gemini", 0.0004095)]
    [InlineData("vercel-aisdk", 0.000927499999)]
    [InlineData("vertex-ai", 0.00085)]
    public void Langfuse_Generations_CostWhatTheyReportWithoutTheirParents(string trace, decimal usd) =>
        Assert.Equal(usd, ReportedUsd($"langfuse-{trace}"));

    // Counted with an independent reader of YAML, and by hand in the TOML files.
    [RealDataTheory]
    [InlineData("genai-prices", 6, 907)]
    [InlineData("models-dev", 11, 56)]
    public void PriceLists_OfTheirAuthors_HoldOnePricePerKeyBandAndTier(string source, long filesRead, long prices) =>
        Assert.Equal(
            (filesRead, prices, 0L),
            files.Workspace.Query<(long, long, long)>(
                $"""
                select count(*), sum(rows_accepted)::bigint, sum(rows_quarantined)::bigint
                from lake_files where source = '{source}'
                """).Single());

    [RealDataFact]
    public void Langfuse_ReasoningWithinOutput_IsTakenOutOfIt() => Assert.Equal(
        (951L, 1_104L),
        files.Workspace.Query<(long, long)>(
            "select visible_output_tokens, reasoning_tokens from priced_requests where source = 'langfuse-google-gemini'")
            .Single());

    [RealDataTheory]
    [InlineData("litellm-spend", 1, 10, 0, 20, 0.000225)]
    [InlineData("litellm-payload", 1, 10, 0, 20, 0.000225)]
    [InlineData("opencode", 1, 1_000, 200, 500, null)]
    [InlineData("pi", 2, 300, 0, 60, 0.015)]
    [InlineData("cursor", 2, 1_276, 8_909, 585, 0.1566)]
    [InlineData("gemini-cli", 4, 3_350, 150, 500, null)]
    public void Logs_OfGatewaysAndAgents_HoldTheirOwnSums(
        string source, long requests, long input, long read, long output, double? usd)
    {
        Assert.Equal(
            (requests, input, read, output),
            files.Workspace.Query<(long, long, long, long)>(
                $"""
                select
                    count(*), sum(uncached_input_tokens)::bigint, coalesce(sum(cache_read_tokens), 0)::bigint,
                    sum(visible_output_tokens)::bigint,
                from priced_requests where source = '{source}'
                """).Single());
        Assert.Equal((decimal?)usd, ReportedUsd(source));
    }

    [RealDataFact]
    public void Otlp_CallsWithoutUsage_AreUnknownAndNotFree()
    {
        var (calls, measured, priced) = files.Workspace.Query<(long, long, long)>(
            """
            select count(*), count(uncached_input_tokens), count(*) filter (is_priced and error_type is null)
            from priced_requests where source = 'copilot'
            """).Single();

        Assert.True(calls > 0);
        Assert.Equal((0, 0), (measured, priced));
    }

    [RealDataFact]
    public void SelfHostedTrace_First2000Rows_HoldThePublishedSums() => Assert.Equal(
        (2_000L, 3_973_157L, 59_024L),
        files.Workspace.Query<(long, long, long)>(
            """
            select count(*), sum(uncached_input_tokens)::bigint, sum(visible_output_tokens)::bigint
            from priced_requests where source = 'azure-trace'
            """).Single());

    [RealDataFact]
    public void FocusSample_72Rows_HoldThePublishedSums()
    {
        Assert.Equal(
            (0.32381991579m, -1.02932525164m, 0.05181991579m, -1.02936368580m),
            files.Workspace.Query<(decimal, decimal, decimal, decimal)>(
                """
                select
                    sum(billed_cost)::decimal(28, 18), sum(effective_cost)::decimal(28, 18),
                    sum(list_cost)::decimal(28, 18), sum(contracted_cost)::decimal(28, 18),
                from invoice_lines where source = 'focus-sample'
                """).Single());
        Assert.Equal(
            [("AWS", 49L), ("Microsoft", 16L), ("Oracle", 7L)],
            files.Workspace.Query<(string, long)>(
                "select provider, count(*) from invoice_lines where source = 'focus-sample' group by provider order by provider"));
    }

    [RealDataTheory]
    [InlineData("virtual_currency_pricing_model_a1", "billed_cost", 200_000)]
    [InlineData("virtual_currency_pricing_model_a2", "effective_cost", 1_230)]
    [InlineData("virtual_currency_pricing_model_b1", "billed_cost", 100_000)]
    [InlineData("virtual_currency_pricing_model_b2", "effective_cost", 615)]
    [InlineData("virtual_currency_pricing_model_b3", "effective_cost", 495)]
    [InlineData("virtual_currency_pricing_model_c", "billed_cost", 53_000)]
    [InlineData("simple_saas_agreements_a1", "billed_cost", 10_000)]
    public void FocusSpecExamples_OfSaas_HoldThePublishedSums(string example, string cost, decimal expected) =>
        Assert.Equal(expected, files.Workspace.Scalar<decimal>(
            $"""
            select sum({cost})::decimal(28, 18)
            from read_parquet({files.Workspace.LakeParts("invoice_lines")}) where source = 'focus-{example.Replace('_', '-')}'
            """));

    [RealDataFact]
    public void FocusSpecExamples_DrawDown_IsCountedInTheVirtualCurrency() => Assert.Equal(
        ("Token", 615m),
        files.Workspace.Query<(string, decimal)>(
            $"""
            select pricing_currency, sum(pricing_currency_effective_cost)::decimal(28, 18)
            from read_parquet({files.Workspace.LakeParts("invoice_lines")})
            where source = 'focus-virtual-currency-pricing-model-a2'
            group by pricing_currency
            """).Single());

    [RealDataFact]
    public void AwsReport_RowsWithoutCost_AreQuarantinedAndCounted() => Assert.Equal(
        20L, files.Report!.Ingest!.Report.Reasons.GetValueOrDefault("bad_amount"));

    private (long Requests, long Input, long Write, long Read, long Output) Meters(string source) =>
        files.Workspace.Query<(long, long, long, long, long)>(
            $"""
            select
                count(*), coalesce(sum(uncached_input_tokens), 0)::bigint,
                coalesce(sum(cache_write_5m_tokens), 0)::bigint, coalesce(sum(cache_read_tokens), 0)::bigint,
                coalesce(sum(visible_output_tokens), 0)::bigint,
            from priced_requests where source = '{source}'
            """).Single();

    private decimal? ReportedUsd(string source) => files.Workspace.Scalar<decimal?>(
        $"select sum(reported_cost_picousd)::decimal(28, 0) * 0.000000000001 from priced_requests where source = '{source}'");
}
