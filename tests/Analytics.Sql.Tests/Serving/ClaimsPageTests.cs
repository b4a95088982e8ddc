using System.Globalization;
using System.Text;

namespace Analytics.Sql.Tests.Serving;

/// <summary>
/// Well-known claims, computed from the shipped catalogues and price book by <c>mart_claims</c>, against what was
/// worked out by hand; and the page that shows them.
/// </summary>
public sealed class ClaimsPageTests(JudgedClaims judged) : IClassFixture<JudgedClaims>
{
    private const string Page = "marts/claims.md";

    [Theory]
    [InlineData("context_share_of_weights", "follows", 0.304)]
    [InlineData("eight_contexts_of_memory", "follows", 0.757)]
    [InlineData("efficiency_at_512", "follows", 0.400)]
    [InlineData("prefill_to_decode", "follows", 0.727)]
    [InlineData("quoted_source", "unverified", null)]
    [InlineData("infinite_variance", "does not follow", null)]
    [InlineData("index_of_top_share", "follows", 1.18)]
    [InlineData("gpt5_output_price", "does not follow", 10.0)]
    [InlineData("opus_output_price", "does not follow", 25.0)]
    [InlineData("five_minute_reads", "does not follow", 1.0)]
    [InlineData("one_hour_reads", "does not follow", 2.0)]
    [InlineData("groq_acquired", "does not follow", null)]
    [InlineData("deepseek_memory", "does not follow", 671.0)]
    [InlineData("input_cost", "does not follow", 0.0208)]
    [InlineData("output_cost", "does not follow", 0.300)]
    [InlineData("asymmetry", "does not follow", 4.98)]
    [InlineData("coding_session", "does not follow", 0.0704)]
    [InlineData("ridge", "follows", 295.0)]
    [InlineData("critical_context", "does not follow", 1476.0)]
    [InlineData("no_batching_penalty", "does not follow", 295.0)]
    [InlineData("half_volume_margin", "does not follow", -0.1)]
    [InlineData("retries", "does not follow", 1.053)]
    [InlineData("four_times_context", "does not follow", 4.11)]
    [InlineData("long_context", "follows", 7.82)]
    [InlineData("five_calls", "does not follow", 0.25)]
    public void Claim_OfTheLedger_IsJudgedAsByHand(string claimId, string verdict, double? figure)
    {
        var claim = judged.Claims.Single(claim => claim.ClaimId == claimId);
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(figure is null, claim.OurFigure is null);
        Assert.Equal(figure ?? 0, claim.OurFigure ?? 0, Math.Abs(figure ?? 0) * 0.0025);
    }

    /// <summary>With the environment variable REWRITE set to 1 the page is written anew instead of compared.</summary>
    [Fact]
    public void ClaimsPage_OfTheProject_IsTheRenderedOne()
    {
        var path = Path.Combine(Repository.SqlRoot, Page);
        var page = Render();
        if (Environment.GetEnvironmentVariable("REWRITE") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == page, $"{path} is stale. Run 'tests/run --rewrite'.");
    }

    private string Render()
    {
        var page = new StringBuilder();
        page.Append("# Claims about the cost of language models, computed anew\n\n");
        page.Append("Made from `mart_claims` on the shipped catalogues and price book; ");
        page.Append("`tests/run --rewrite` writes it anew.\n");
        page.Append("A claim follows where our figure lies in the range that was claimed.\n\n");
        page.Append("| claim | said in | claimed | our figure | verdict | why |\n|---|---|---|---|---|---|\n");
        foreach (var claim in judged.Claims)
        {
            page.Append("| ").AppendJoin(
                " | ",
                claim.Text,
                claim.SaidIn,
                Range(claim),
                claim.OurFigure is { } figure ? $"{Number(figure)} {claim.Unit}".Trim() : "none",
                claim.Verdict,
                claim.Reason).Append(" |\n");
        }

        return page.ToString();
    }

    private static string Range(JudgedClaims.Claim claim) => (claim.ClaimedLow, claim.ClaimedHigh) switch
    {
        (null, null) => "no figure",
        ({ } low, null) => $"{Number(low)} or more",
        ({ } low, { } high) when low.Equals(high) => Number(low),
        var (low, high) => $"{Number(low ?? 0)} to {Number(high ?? 0)}",
    };

    private static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);
}
