using Analytics.Lake.Ledger;
using Analytics.Pipeline;

namespace Analytics.Tests.Pipeline;

public sealed class QuarantineToleranceTest
{
    private static readonly Dictionary<string, SourceSettings> Sources = new()
    {
        ["archive"] = new SourceSettings { Kind = "litellm", Path = "archive", ToleratedQuarantineRows = 3 },
    };

    [Theory]
    [InlineData("archive", 10, 13, true)]
    [InlineData("archive", 10, 14, false)]
    [InlineData("archive", 10, 10, true)]
    [InlineData("other", 0, 1, false)]
    [InlineData("other", 5, 5, true)]
    public void Holds_GrowthOfASource_IsComparedWithItsTolerance(string source, long before, long after, bool expected) =>
        Assert.Equal(expected, QuarantineTolerance.Holds(Sources, Counts(source, before), Counts(source, after)));

    [Fact]
    public void Holds_ReasonsOfOneSource_AreAddedUp()
    {
        var after = Counts("archive", 2).Concat(Counts("archive", 2)).ToList();

        Assert.False(QuarantineTolerance.Holds(Sources, [], after));
    }

    private static List<QuarantineCount> Counts(string source, long rows) =>
        rows == 0 ? [] : [new QuarantineCount("ff", 1, source, "a.jsonl", "no_model", rows)];
}
