using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>Whatever call to the disk is the last, the next run ends with the lake, ledger and marts of an undisturbed one.</summary>
public sealed class CrashPointsTest(ITestOutputHelper output)
{
    [Fact]
    [Survives(1, 2)]
    public async Task FirstRun_DeadOrCutOffAtEveryCall_HealsAtTheNext()
    {
        // Its calls fail with --faults alone: those of a restatement are the same and more.
        using var scenario = CrashScenario.Small();
        await new CrashEnumeration(scenario, output).RunAsync(isFailing: FaultsFactAttribute.IsAsked);
    }

    [FaultsFact]
    public async Task Sample_DeadCutOffOrFailingAtEveryCall_HealsAtTheNext()
    {
        using var scenario = CrashScenario.Sample();
        await new CrashEnumeration(scenario, output).RunAsync(isFailing: true);
        scenario.Restate();
        await new CrashEnumeration(scenario, output).RunAsync(isFailing: true);
    }
}
