using Analytics.Domain;
using Analytics.Lake.Integrity;

namespace Analytics.Tests.Lake.Integrity;

public sealed class PartSampleTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private static readonly IReadOnlyList<LakePart> Parts =
        [.. Enumerable.Range(0, 100).Select(static number => new LakePart("requests", null, $"{number}", 1, 10, $"sha-{number}", 1))];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(95, 9)]
    [InlineData(999, 99)]
    [InlineData(1_000, 100)]
    [InlineData(long.MaxValue, 100)]
    [Survives(27)]
    public void Of_ALimit_StaysBelowItAndNeverLooksAtNothing(long limitBytes, int expected) =>
        Assert.Equal(expected, PartSample.Of(Parts, limitBytes, Day).Count);

    [Fact]
    [Survives(27)]
    public void Of_ManyDays_ComesToEveryPart()
    {
        var seen = Enumerable.Range(0, 200).SelectMany(static day => PartSample.Of(Parts, 100, Day.AddDays(day))).Distinct();

        Assert.Equal(100, seen.Count());
        Assert.Equal(PartSample.Of(Parts, 100, Day), PartSample.Of(Parts, 100, Day));
    }
}
