using Analytics.Pipeline;
using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>Whatever call to the disk is the last, the next run ends with the lake, ledger and marts of an undisturbed one.</summary>
public sealed class CrashPointsTest(ITestOutputHelper output)
{
    /// <summary>The sources of the sample, and what ships with the SQL files.</summary>
    public static TheoryData<string?> SampleSources =>
        [.. CrashScenario.SampleSources().Keys.Order(StringComparer.Ordinal), null];

    [Fact]
    [Survives(1, 2)]
    public async Task FirstRun_DeadOrCutOffAtEveryCall_HealsAtTheNext()
    {
        // Its calls fail with --faults alone: those of a restatement are the same and more.
        using var scenario = CrashScenario.Small();
        await new CrashEnumeration(scenario, output).RunAsync(isFailing: FaultsFactAttribute.IsAsked);
    }

    /// <summary>Sources are read one after the other, so that each is enumerated by itself.</summary>
    /// <param name="source">Name of a source of the sample; null = what ships with the SQL files.</param>
    [FaultsTheory]
    [MemberData(nameof(SampleSources))]
    public async Task Sample_IngestDeadCutOffOrFailingAtEveryCall_HealsAtTheNext(string? source)
    {
        using var scenario = CrashScenario.SampleOf(source);
        scenario.Stage = PipelineStage.Ingest;
        await new CrashEnumeration(scenario, output).RunAsync(isFailing: true);
    }

    /// <summary>All models over the sample: the stages of a run meet on the disk alone, so that each is healed by itself.</summary>
    [FaultsFact]
    public async Task Sample_DeadCutOffOrFailingAtEveryCall_HealsAtTheNext()
    {
        using var scenario = CrashScenario.Sample();
        scenario.Stage = PipelineStage.Ingest;
        await scenario.RunAsync();
        await EnumerateAsync(scenario, PipelineStage.Build, PipelineStage.Publish);
        scenario.Restate();
        await EnumerateAsync(scenario, PipelineStage.Ingest, PipelineStage.Build, PipelineStage.Publish);
    }

    private async Task EnumerateAsync(CrashScenario scenario, params IReadOnlyList<PipelineStage> stages)
    {
        foreach (var stage in stages)
        {
            output.WriteLine($"{stage}");
            scenario.Stage = stage;
            await new CrashEnumeration(scenario, output).RunAsync(isFailing: true);
        }
    }
}
