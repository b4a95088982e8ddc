using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>The same of a run that corrects what was published: a log that grew, one that came late, another price.</summary>
public sealed class RestatementCrashTest(ITestOutputHelper output)
{
    [Fact]
    [Survives(1, 2, 6, 8)]
    public async Task Restatement_DeadCutOffOrFailingAtEveryCall_HealsAtTheNext()
    {
        using var scenario = CrashScenario.Small();
        await scenario.RunAsync();
        scenario.Restate();
        await new CrashEnumeration(scenario, output).RunAsync(isFailing: true);
    }
}
