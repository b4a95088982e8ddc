using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>How unequal the cost of the sample is, by month and dimension.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleConcentrationTest(SampleRun run)
{
    private static readonly (string Share, string Column)[] Shares =
    [
        ("0.01%", "top_0_01_percent_share"), ("0.1%", "top_0_1_percent_share"), ("1%", "top_1_percent_share"),
        ("5%", "top_5_percent_share"), ("10%", "top_10_percent_share"), ("20%", "top_20_percent_share"),
    ];

    /// <summary>Months and dimensions of the truth.</summary>
    public static TheoryData<string, string> Groups
    {
        get
        {
            var groups = new TheoryData<string, string>();
            foreach (var month in new[] { "2026-08", "2026-09", "2026-10" })
            {
                groups.Add(month, "customer");
                groups.Add(month, "session");
                groups.Add(month, "feature");
                groups.Add(month, "request");
            }

            return groups;
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Concentration_OfAMonth_IsAsPlanted(string month, string dimension)
    {
        var planted = run.Truth.GetProperty("concentration").GetProperty(month).GetProperty(dimension);

        Assert.Equal(planted.GetProperty("members").GetInt64(), Value<long>("members"));
        Assert.Equal(SampleRun.Number(planted.GetProperty("total_usd")), Value<decimal>("cost_usd"));
        AssertClose(planted.GetProperty("gini"), "gini_corrected");
        AssertClose(planted.GetProperty("largest_share"), "largest_member_share");
        foreach (var (share, column) in Shares)
        {
            AssertClose(planted.GetProperty("top_share").GetProperty(share), column);
        }

        void AssertClose(JsonElement expected, string column) =>
            Assert.Equal((double)SampleRun.Number(expected), Value<double>(column), ToleranceOf(dimension));

        T? Value<T>(string column) => run.Workspace.Scalar<T>(
            $"""
            select {column} from mart_cost_concentration
            where month_date = date '{month}-01' and dimension = '{dimension}' and cost_basis = 'list'
            """);
    }

    /// <summary>The rent of the company's own GPU is all there on the basis of what serving cost, idle hours included.</summary>
    [Theory]
    [InlineData("customer")]
    [InlineData("feature")]
    public void Concentration_OfServingCosts_HoldsTheWholeRent(string dimension)
    {
        var rent = run.Truth.GetProperty("planted").GetProperty("capacity_collision").GetProperty("rent_usd");

        Assert.Equal(SampleRun.Number(rent), run.Workspace.Scalar<decimal>(
            $"""
            select sum(cost_usd + negative_cost_usd + unattributed_cost_usd) from mart_cost_concentration
            where dimension = '{dimension}' and cost_basis = 'resource' and cost_evidence = 'allocated'
            """));
    }

    /// <summary>
    /// Requests beyond the 1,000 dearest are kept in buckets of 2 %. Within one, Gini is at most (g - 1) / (g + 1) with
    /// g = square root of 1.02; weighed by the buckets' shares of requests and of cost that is 1.5e-5 here. A call that a
    /// resumed session repeats to the microsecond says nothing about which session made it; six calls of the sample do so.
    /// </summary>
    private static double ToleranceOf(string dimension) => dimension switch
    {
        "request" => 2e-5,
        "session" => 1e-4,
        _ => 1e-11,
    };
}
