namespace Analytics.Tests.Reliability;

/// <summary>Says which faults of <c>faults.csv</c> a test shows to be survived.</summary>
/// <param name="faults">Numbers of the faults.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SurvivesAttribute(params int[] faults) : Attribute
{
    /// <summary>Numbers of the faults.</summary>
    public IReadOnlyList<int> Faults { get; } = faults;
}
