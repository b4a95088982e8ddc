using Analytics.Domain;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>Public boards of solved tasks through the pipeline: what a solved task costs, and how sure that is.</summary>
public sealed class PublicOutcomesTest(PublicOutcomesTest.Boards boards) : IClassFixture<PublicOutcomesTest.Boards>
{
    [RealDataFact]
    public void AiderPolyglot_CostPerSolvedTask_IsAsMeasured() => Assert.Equal(
        [
            ("DeepSeek Chat V3 (prev)", 0.0031m), ("DeepSeek-V3.2-Exp (Chat)", 0.0055m), ("DeepSeek-V3.2-Exp (Reasoner)", 0.0078m),
            ("o3-pro (high)", 0.7661m), ("o1-2024-12-17 (high)", 1.3417m), ("gpt-4.5-preview", 1.8137m),
        ],
        boards.Workspace.Query<(string, decimal)>(
            """
            select route, round(model_cost_per_resolved_usd, 4)::decimal(18, 4)
            from mart_resolved_costs
            where
                feature = 'aider_polyglot'
                and (
                    starts_with(route, 'DeepSeek Chat V3 (prev)')
                    or starts_with(route, 'DeepSeek-V3.2-Exp')
                    or model_cost_per_resolved_usd > 0.7
                )
            order by model_cost_per_resolved_usd
            """));

    [RealDataFact]
    public void AiderPolyglot_ZeroCost_IsUnknownAndCounted() => Assert.Equal(
        (15_518L, 18L * 225, 0L),
        boards.Workspace.Query<(long, long, long)>(
            """
            select
                sum(tasks)::bigint,
                sum(unknown_cost_tasks)::bigint,
                count(*) filter (model_cost_per_resolved_usd = 0),
            from mart_resolved_costs where feature = 'aider_polyglot'
            """).Single());

    /// <summary>Bounds by Wilson's interval of 168 of 200 tries.</summary>
    [RealDataFact]
    public void Tau2_CostPerSolvedTask_HasItsInterval() => Assert.Equal(
        (0.475226m, 0.451406m, 0.509914m),
        boards.Workspace.Query<(decimal, decimal, decimal)>(
            """
            select
                round(model_cost_per_resolved_usd, 6)::decimal(18, 6),
                round(model_cost_per_resolved_low_usd, 6)::decimal(18, 6),
                round(model_cost_per_resolved_high_usd, 6)::decimal(18, 6),
            from mart_resolved_costs
            where benchmark = 'tau2' and route = 'Claude Opus 4.5 (high)' and feature = 'airline'
            """).Single());

    /// <summary>Bounds of 20,000 bootstrap samples that were drawn outside of the product.</summary>
    [RealDataFact]
    public void OpenHands_CostPerSolvedTask_HasItsInterval()
    {
        AssertClose("DeepSeek-V3.2-Reasoner", "swe-bench", 0.215116, 0.1974, 0.2346);
        AssertClose("DeepSeek-V3.2-Reasoner", "swe-bench-multimodal", 0.977113, 0.671, 1.640);
        AssertClose("GLM-4.7", "swt-bench", 0.730481, 0.658, 0.819);

        void AssertClose(string route, string suite, double cost, double low, double high)
        {
            var found = boards.Workspace.Query<(double Cost, double Low, double High)>(
                $"""
                select
                    model_cost_per_resolved_usd::double,
                    model_cost_per_resolved_low_usd::double,
                    model_cost_per_resolved_high_usd::double,
                from mart_resolved_costs
                where benchmark = 'openhands' and route = '{route}' and feature = '{suite}'
                """).Single();
            Assert.Equal(cost, found.Cost, 0.000001);
            Assert.Equal(low, found.Low, 0.06 * low);
            Assert.Equal(high, found.High, 0.06 * high);
        }
    }

    [RealDataFact]
    public void OpenHands_EveryInstance_IsJudgedOrCountedAsUnknown() => Assert.Equal(
        (85L, 20_405L, 410L, 32L, 0L),
        boards.Workspace.Query<(long, long, long, long, long)>(
            """
            select
                count(*),
                sum(tasks)::bigint,
                sum(unknown_cost_tasks)::bigint,
                sum(unknown_outcome_tasks)::bigint,
                count(*) filter (
                    model_cost_per_resolved_usd
                        not between model_cost_per_resolved_low_usd and model_cost_per_resolved_high_usd
                ),
            from mart_resolved_costs where benchmark = 'openhands'
            """).Single());

    /// <summary>Published means against the sums of the instances: 52 of 85 agree within half a cent.</summary>
    [RealDataFact]
    public void OpenHands_PublishedCosts_AgreeWhereTheAuthorsOfTheDataSaySo()
    {
        Assert.Equal(
            [("open", 33L), ("reconciled", 52L)],
            boards.Workspace.Query<(string, long)>(
                "select status, count(*) from mart_published_costs group by status order by status"));
        Assert.Equal(
            [("commit0", "reconciled"), ("gaia", "reconciled"), ("swe-bench", "open"), ("swe-bench-multimodal", "open")],
            boards.Workspace.Query<(string, string)>(
                """
                select feature, status from mart_published_costs
                where llm_model = 'DeepSeek-V3.2-Reasoner' and feature <> 'swt-bench' order by feature
                """));
    }

    [RealDataFact]
    public void Arbitrage_OfEverySuite_PairsRoutesOnce() => Assert.Equal(
        0L,
        boards.Workspace.Scalar<long>(
            """
            select count(*)
            from mart_model_arbitrage
            where
                cheap_model_cost_per_task_usd > strong_model_cost_per_task_usd
                or (cheaper_route = cheap_route) <> (cheap_cost_per_resolved_usd <= strong_cost_per_resolved_usd)
                or confidence_share not between 0.5 and 1
            """));

    /// <summary>The run that the tests share.</summary>
    public sealed class Boards : IAsyncLifetime, IDisposable
    {
        internal Workspace Workspace { get; } = new();

        public async Task InitializeAsync()
        {
            if (!PublicData.IsThere)
            {
                return;
            }

            var report = await Workspace.RunPipelineAsync(new Dictionary<string, SourceSettings>
            {
                ["aider"] = Source("aider-leaderboard"),
                ["tau2"] = Source("tau2"),
                ["openhands"] = Source("openhands"),
                ["openhands-scores"] = Source("openhands-scores"),
            });
            Assert.True(report.ExitCode == ExitCode.Ok, string.Join('\n', report.Build!.Failures));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => Workspace.Dispose();

        private static SourceSettings Source(string kind) => new() { Kind = kind, Path = PublicData.Path("leaderboards") };
    }
}
