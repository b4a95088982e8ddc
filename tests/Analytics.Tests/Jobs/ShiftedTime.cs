namespace Analytics.Tests.Jobs;

/// <summary>A clock that runs like the real one from a moment of its own, and can be moved.</summary>
/// <param name="start">What it shows when it is made.</param>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan offset = start - System.GetUtcNow();

    public void Shift(TimeSpan by) => offset += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
