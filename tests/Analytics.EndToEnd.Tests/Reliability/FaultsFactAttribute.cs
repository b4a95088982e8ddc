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
            Skip = "Takes hours: run it with 'tests/run --faults'.";
        }
    }

    /// <summary>Whether the tests run with <c>tests/run --faults</c>.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable("ANALYTICS_FAULTS") == "1";
}
