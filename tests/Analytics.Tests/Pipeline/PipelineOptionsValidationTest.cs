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
}
