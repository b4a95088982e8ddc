using Analytics.Domain;
using Analytics.EndToEnd.Tests.Conformance;

namespace Analytics.EndToEnd.Tests;

/// <summary>Contracts make an effective cost beside the list cost, which stays as it is.</summary>
public sealed class ContractPricesTest(ContractPricesTest.ContractedRoot root) : IClassFixture<ContractPricesTest.ContractedRoot>
{
    private const string Day = "2026-04-01";

    private const string Header =
        "contract_id,provider,llm_model,meter,customer_id,project_id,discount_percent,price_usd,pricing_unit,valid_from,price_source\n";

    /// <summary>A discount for all, an own price for one customer, and a commitment of one project.</summary>
    public sealed class ContractedRoot : IAsyncLifetime
    {
        internal Workspace Workspace { get; } = new();

        public async Task InitializeAsync()
        {
            var pack = new ConformancePack(Workspace);
            pack.Price("vendor", "m", "uncached_input", 3);
            pack.Price("vendor", "m", "visible_output", 15);
            pack.Price("elsewhere", "m", "uncached_input", 3);
            pack.AddText(
                "terms", "contract-prices", "contract_prices.csv",
                Header
                + $"frame,vendor,,,,,12.5,,,{Day},signed\n"
                + $"acme,vendor,m,visible_output,acme,,,10,1000000 Tokens,{Day},signed\n");
            pack.AddText(
                "commitments", "contracts", "contracts.csv",
                "contract_id,provider,project_id,discount_percent,contract_period_start,contract_period_end\n"
                + $"team,vendor,team-1,50,{Day},2026-05-01\n");
            TokenUse use = new() { Input = 1_000_001, Output = 100_000 };
            pack.Add(
                "gateway", "litellm", "a.jsonl",
                LogLines.Gateway("framed", $"{Day}T10:00:00Z", "vendor", "m", use, user: "other"),
                LogLines.Gateway("acme", $"{Day}T10:00:01Z", "vendor", "m", use, user: "acme"),
                LogLines.Gateway("team", $"{Day}T10:00:02Z", "vendor", "m", use, user: "other", team: "team-1"),
                LogLines.Gateway("before", "2026-03-31T23:59:59Z", "vendor", "m", use, user: "other"),
                LogLines.Gateway(
                    "free", $"{Day}T10:00:03Z", "elsewhere", "m", new() { Input = 1_000_000 }, user: "other"));
            Assert.NotNull((await Workspace.RunPipelineAsync(pack.Sources())).Publish);
        }

        public Task DisposeAsync()
        {
            Workspace.Dispose();
            return Task.CompletedTask;
        }
    }

    /// <summary>3.000003 and 1.50 USD at list prices; 12.5 % off is 2.625 002 625 and 1.3125.</summary>
    [Theory]
    [InlineData("framed", 3.937502625, "frame")]
    [InlineData("acme", 3.625002625, "acme, frame")]
    [InlineData("team", 2.2500015, "frame, team")]
    [InlineData("before", null, null)]
    [InlineData("free", null, null)]
    public void Cost_Contract_NarrowestTermOfEachMeterHolds(string id, double? usd, string? contracts)
    {
        var row = root.Workspace.Query<(long List, long? Effective, string? Contracts)>(
            $"select list_cost_picousd, effective_cost_picousd, contract_id from priced_requests where request_id = '{id}'")
            .Single();

        Assert.Equal((decimal?)usd * 1_000_000_000_000m, row.Effective);
        Assert.Equal(contracts, row.Contracts);
        Assert.Equal(id == "free" ? 3_000_000_000_000 : 4_500_003_000_000, row.List);
    }

    [Fact]
    public void Mart_Day_HasBothBases()
    {
        var rows = root.Workspace.Query<(string Basis, string Provider, decimal Cost)>(
            $"""
            select cost_basis, provider, sum(cost_usd) from mart_daily_costs
            where event_date = date '{Day}' and cost_basis in ('effective', 'list')
            group by cost_basis, provider order by cost_basis, provider
            """);

        Assert.Equal(
            [
                ("effective", "elsewhere", 3m),
                ("effective", "vendor", 3.937502625m + 3.625002625m + 2.2500015m),
                ("list", "elsewhere", 3m),
                ("list", "vendor", 3 * 4.500003m),
            ],
            rows);
    }

    [Fact]
    public void Mart_Customer_HasBothBases() => Assert.Equal(
        [("effective", 3.625002625m), ("list", 4.500003m)],
        root.Workspace.Query<(string, decimal)>(
            """
            select cost_basis, cost_usd from mart_customer_costs
            where customer_id = 'acme' and cost_basis in ('effective', 'list') order by cost_basis
            """));

    [Fact]
    public async Task Explain_CallUnderAContract_NamesIt()
    {
        var text = (await root.Workspace.RunAsync("price", "explain", "acme")).Expect(ExitCode.Ok).Output;

        Assert.Contains("Cost under contract acme, frame: 3.625002625 USD.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwoTermsForOneThing_AreRejectedWithBothRowsNamed()
    {
        using var workspace = new Workspace();
        var pack = new ConformancePack(workspace);
        pack.Price("vendor", "m", "uncached_input", 3);
        pack.AddText(
            "terms", "contract-prices", "contract_prices.csv",
            Header + $"first,vendor,,,,,10,,,{Day},signed\n" + "second,vendor,,,,,20,,,2026-06-01,signed\n");

        var report = await workspace.RunPipelineAsync(pack.Sources());

        Assert.Equal(ExitCode.CheckFailed, report.ExitCode);
        var failures = string.Join('\n', report.Build!.Failures);
        Assert.Contains("check_price_overlaps", failures, StringComparison.Ordinal);
        Assert.Contains("signed, line 2", failures, StringComparison.Ordinal);
        Assert.Contains("signed, line 3", failures, StringComparison.Ordinal);
    }
}
