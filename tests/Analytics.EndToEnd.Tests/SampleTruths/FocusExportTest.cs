using Analytics.Domain;
using Analytics.Engine;
using Dapper;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The FOCUS file of the sample: the column rules of FOCUS 1.2, exact sums, and our own reader reads it back.</summary>
[Collection(SampleCases.Name)]
public sealed class FocusExportTest(SampleRun run)
{
    private const string Decimal = @"-?[0-9]+(\.[0-9]+)?([eE]-?[0-9]+)?";
    private const string Instant = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";
    private const string Text = @"\S(.*\S)?";
    private const string Unit = "([1-9][0-9]* )?(Tokens|Requests)";

    /// <summary>Mandatory columns and those that we add of the conditional ones.</summary>
    private static readonly (string Column, bool IsNullable, string Pattern)[] Columns =
    [
        ("BilledCost", false, Decimal), ("EffectiveCost", false, Decimal), ("ListCost", false, Decimal),
        ("ContractedCost", false, Decimal), ("BillingCurrency", false, "[A-Z]{3}"), ("BillingAccountId", false, Text),
        ("BillingAccountName", true, Text), ("SubAccountId", true, Text), ("BillingPeriodStart", false, Instant),
        ("BillingPeriodEnd", false, Instant), ("ChargePeriodStart", false, Instant), ("ChargePeriodEnd", false, Instant),
        ("ChargeCategory", false, "Usage|Purchase|Tax|Credit|Adjustment"), ("ChargeClass", true, "Correction"),
        ("ChargeDescription", true, Text), ("ChargeFrequency", false, "One-Time|Recurring|Usage-Based"),
        ("ConsumedQuantity", true, Decimal), ("ConsumedUnit", true, Unit), ("PricingQuantity", true, Decimal),
        ("PricingUnit", true, Unit), ("ListUnitPrice", true, Decimal), ("ContractedUnitPrice", true, Decimal),
        ("PricingCategory", true, "Standard|Dynamic|Committed|Other"), ("SkuId", true, Text), ("SkuPriceId", true, Text),
        ("SkuMeter", true, Text), ("ServiceCategory", false, "AI and Machine Learning"),
        ("ServiceSubcategory", false, "Generative AI"), ("ServiceName", false, Text), ("ProviderName", false, Text),
        ("PublisherName", false, Text), ("InvoiceIssuerName", false, Text), ("InvoiceId", true, Text), ("Tags", true, @"\{.*\}"),
    ];

    /// <summary>What no row may be, each a condition over the text of the cells.</summary>
    private static readonly string[] Offences =
    [
        "ChargeCategory = 'Usage' and ChargeClass is null and (PricingQuantity is null or SkuPriceId is null)",
        "(ConsumedQuantity is null) <> (ChargeCategory <> 'Usage') or (ConsumedQuantity is null) <> (ConsumedUnit is null)",
        "(PricingQuantity is null) <> (PricingUnit is null)",
        "ChargePeriodStart >= ChargePeriodEnd or BillingPeriodStart > ChargePeriodStart or ChargePeriodEnd > BillingPeriodEnd",
        "BillingPeriodStart not like '%-01T00:00:00Z' or BillingPeriodEnd not like '%-01T00:00:00Z'",
        "ListUnitPrice::decimal(38, 12) * PricingQuantity::decimal(25, 6) <> ListCost::decimal(38, 12)",
        "ContractedUnitPrice is distinct from ListUnitPrice",
        "ConsumedQuantity::decimal(30, 0) <> PricingQuantity::decimal(25, 6)"
            + " * coalesce(try_cast(split_part(PricingUnit, ' ', 1) as integer), 1)",
        "json_type(Tags) <> 'OBJECT' or json_extract_string(Tags, '$.customer') is distinct from SubAccountId",
    ];

    [Fact]
    public async Task Export_OfTheSample_KeepsTheColumnRulesAndTheSums()
    {
        var path = await ExportAsync("focus", "focus.csv");
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Path.GetDirectoryName(path)!] });
        session.Execute($"create table focus as from read_csv({SqlText.Literal(path)}, header = true, all_varchar = true)");
        var connection = session.Connection;
        var names = connection.Query<string>("select column_name from duckdb_columns() where table_name = 'focus'").AsList();

        Assert.Empty(Columns.Select(static column => column.Column).Except(names));
        Assert.All(
            names.Except(Columns.Select(static column => column.Column)),
            static name => Assert.StartsWith("x_", name, StringComparison.Ordinal));
        var broken = Columns
            .Select(static column => (column.IsNullable ? "" : $"{column.Column} is null or ")
                + $"not regexp_full_match({column.Column}, '{column.Pattern}')")
            .Concat(Offences)
            .Where(offence => connection.ExecuteScalar<long>($"select count(*) from focus where {offence}") > 0)
            .ToList();
        Assert.Empty(broken);

        Assert.Equal(
            run.Workspace.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"),
            connection.ExecuteScalar<decimal>("select sum(BilledCost::decimal(38, 12)) from focus"));
        Assert.Equal(0, connection.ExecuteScalar<long>(
            "select count(*) from focus where BilledCost <> EffectiveCost or BilledCost <> ListCost or BilledCost <> ContractedCost"));
        Assert.Equal(
            run.Sums("llm_model", "sum(cost_usd)", "mart_daily_costs where cost_basis = 'list' and cost_usd <> 0"),
            connection.Query<(string Name, decimal Sum)>(
                "select x_LlmModel, sum(ListCost::decimal(38, 12)) as cost from focus group by x_LlmModel having cost <> 0")
                .ToDictionary(static row => row.Name, static row => row.Sum, StringComparer.Ordinal));
        Assert.True(connection.ExecuteScalar<long>("select count(ListUnitPrice) from focus") > 0);
    }

    [Fact]
    public async Task Export_ReadBackAsABill_HasEqualSums()
    {
        var path = await ExportAsync("focus", "focus.csv");
        using var bill = new Workspace();
        Assert.Equal(ExitCode.Ok, (await bill.RunPipelineAsync("focus", path)).ExitCode);

        var listed = run.Workspace.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'");
        foreach (var cost in new[] { "billed_cost", "effective_cost", "list_cost", "contracted_cost" })
        {
            Assert.Equal(listed, bill.Scalar<decimal>($"select sum({cost}) from invoice_lines"));
        }

        Assert.Equal(
            run.Workspace.Scalar<decimal>(
                "select sum(cache_read_cost_usd) from mart_daily_costs where cost_basis = 'list'"),
            bill.Scalar<decimal>("select sum(billed_cost) from invoice_lines where meter = 'cache_read'"));
        Assert.Equal(0, bill.Scalar<long>("select count(*) from quarantine"));
    }

    [Fact]
    public async Task Export_AsParquet_HoldsTheSameRows()
    {
        var csv = await ExportAsync("focus", "focus.csv");
        var parquet = await ExportAsync("focus-parquet", "focus.parquet");
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Path.GetDirectoryName(csv)!] });

        Assert.Equal(
            session.Connection.ExecuteScalar<string>(
                $"select concat(count(*), ' ', sum(ListCost::decimal(38, 12))) from read_csv({SqlText.Literal(csv)}, all_varchar = true)"),
            session.Connection.ExecuteScalar<string>(
                $"select concat(count(*), ' ', sum(ListCost)) from read_parquet({SqlText.Literal(parquet)})"));
    }

    private async Task<string> ExportAsync(string format, string name)
    {
        var target = Path.Combine(run.Workspace.Folder, "focus");
        (await run.Workspace.RunAsync("export", "--to", target, "--format", format)).Expect(ExitCode.Ok);
        return Path.Combine(target, name);
    }
}
