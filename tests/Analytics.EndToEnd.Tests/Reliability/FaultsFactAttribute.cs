namespace Analytics.EndToEnd.Tests.Reliability;

/// <summary>A test that takes hours and runs with <c>tests/run --faults</c> alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultsFactAttribute : FactAttribute
{
    /// <summary>Skips unless it is asked for.</summary>
    public FaultsFactAttribute()
    {
        if (!IsAsked)
        {
            Skip = HowToAsk;
        }
    }

    /// <summary>Reason of a skipped test.</summary>
    internal static string HowToAsk => "Takes hours: run it with 'tests/run --faults'.";

    /// <summary>Whether the tests run with <c>tests/run --faults</c>.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable("ANALYTICS_FAULTS") == "1";
}

/// <summary>The same for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultsTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips unless it is asked for.</summary>
    public FaultsTheoryAttribute()
    {
        if (!FaultsFactAttribute.IsAsked)
        {
            Skip = FaultsFactAttribute.HowToAsk;
        }
    }
}
