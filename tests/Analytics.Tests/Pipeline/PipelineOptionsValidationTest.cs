using Analytics.Lake.Readers;
using Analytics.Outputs;
using Analytics.Pipeline;

namespace Analytics.Tests.Pipeline;

public sealed class PipelineOptionsValidationTest
{
    [Fact]
    public void Faults_Defaults_None() => Assert.Empty(PipelineOptionsValidation.Faults(new PipelineOptions()));

    [Fact]
    public void Faults_SeveralWrongValues_NamesThemAll()
    {
        var faults = PipelineOptionsValidation.Faults(new PipelineOptions
        {
            LookbackDays = 99,
            ReportingTimeZone = "Mars/Base",
            Engine = new EngineSettings { MemoryLimitMebibytes = 1 },
            Publish = new PublishOptions { KeepGenerations = 0, StorageVersion = "latest" },
            Sources = new Dictionary<string, SourceSettings> { ["logs"] = new() { Kind = "Claude Code", Path = "" } },
        });

        Assert.Collection(
            faults.Order(StringComparer.Ordinal),
            fault => Assert.StartsWith("Analytics:Engine:MemoryLimitMebibytes:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:LookbackDays:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:Publish:KeepGenerations:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:Publish:StorageVersion:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:ReportingTimeZone: 'Mars/Base' is", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:Sources:logs:Kind:", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:Sources:logs:Path:", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_OfAMapping_NameSourceAndSetting()
    {
        var faults = PipelineOptionsValidation.Faults(new PipelineOptions
        {
            Sources = new Dictionary<string, SourceSettings>
            {
                ["lacking"] = new() { Kind = "mapped", Path = "logs" },
                ["needless"] = new() { Kind = "focus", Path = "bill", Mapping = new SourceMapping() },
                ["wrong"] = new()
                {
                    Kind = "mapped",
                    Path = "logs",
                    Mapping = new SourceMapping
                    {
                        Dataset = "invoice_lines",
                        Format = "xml",
                        Columns = new Dictionary<string, string> { ["price"] = "a", ["billed_cost"] = "b\"" },
                        Constants = new Dictionary<string, string> { ["provider"] = "x", ["billing_currency"] = "USD" },
                    },
                },
            },
        });

        Assert.Collection(
            faults.Order(StringComparer.Ordinal),
            fault => Assert.StartsWith("Analytics:Sources:lacking:Mapping: is missing.", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:Sources:needless:Mapping: kind 'focus'", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith(
                "Analytics:Sources:wrong:Mapping:Columns:billed_cost: the field", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith(
                "Analytics:Sources:wrong:Mapping:Columns:charge_period_start: is missing.", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith(
                "Analytics:Sources:wrong:Mapping:Columns:price: invoice_lines has no", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Analytics:Sources:wrong:Mapping:Format: 'xml'", fault, StringComparison.Ordinal));
    }
}
