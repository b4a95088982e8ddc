using Analytics.Engine;
using Analytics.Sql.Tests.Tails;

namespace Analytics.Sql.Tests.PublicData;

/// <summary>
/// <c>mart_tail_risk</c> on published data: Table 6.1 of Clauset, Shalizi and Newman 2009, and request traces of which
/// it is known that their token tails are thin.
/// </summary>
public sealed class PublicTailTests
{
    /// <summary>
    /// Floor, alpha, requests above it, Vuong's z against the lognormal and p of the bootstrap as published; the last
    /// within 0.2, for the variant of the distance matters.
    /// </summary>
    [PublicDataTheory]
    [InlineData("csn_blackouts.txt", 230_000, 2.273, 59, -0.412, 0.68, 0.62)]
    [InlineData("csn_flares.txt", 323, 1.79, 1711, -0.803, 0.42, 1.0)]
    public async Task PowerLaw_OfPublishedData_IsThePublishedOne(
        string file, double floor, double alpha, long members, double lognormalZ, double lognormalP,
        double bootstrapP)
    {
        using var tails = TailRun.Of(
            $$"""
            create temp table laws as
            select 'csn' as llm_model, value
            from read_csv({{Path("stats", file)}}, header = false, columns = {value: 'BIGINT'})
            """,
            PublicDataTheoryAttribute.Folder);
        var risk = (await tails.RisksAsync())["(all)"];
        Assert.Equal(floor, risk.FloorValue!.Value, 0.03 * floor);
        Assert.Equal(alpha, risk.Alpha!.Value, 0.02);
        Assert.Equal(members, risk.TailRequests!.Value, 0.04 * members);
        Assert.Equal(lognormalZ, risk.LognormalZ!.Value, 0.4);
        Assert.Equal(lognormalP, risk.LognormalP!.Value, 0.25);
        Assert.Equal(bootstrapP, risk.BootstrapP!.Value, 0.2);
    }

    /// <summary>
    /// Token prices of 3 and 15 USD: Hill at the largest 1 %, Gini, share of the top 1 % and its mean over the mean.
    /// </summary>
    [PublicDataTheory]
    [InlineData("mooncake_conversation_trace.jsonl", "input_length * 3 + output_length * 15", 5.0, 0.51, 0.078, 7.8)]
    [InlineData("AzureLLMInferenceTrace_code.csv", "ContextTokens * 3 + GeneratedTokens * 15", 27, 0.48, 0.036, 3.6)]
    public async Task TokenPrice_OfPublicTraces_HasAThinTail(
        string file, string price, double hill, double gini, double topShare, double shortfall)
    {
        var reader = file.EndsWith("csv", StringComparison.Ordinal) ? "read_csv" : "read_json";
        using var tails = TailRun.Of(
            $"""
            create temp table laws as
            select 'trace' as llm_model, ({price})::bigint as value from {reader}({Path("traces", file)})
            """,
            PublicDataTheoryAttribute.Folder);
        var risk = (await tails.RisksAsync())["trace"];
        Assert.Equal(hill, risk.HillIndex1Percent!.Value, 0.03 * hill);
        Assert.Equal(gini, risk.Gini!.Value, 0.006);
        Assert.Equal(topShare, risk.Top1PercentShare!.Value, 0.0006);
        Assert.Equal(shortfall, risk.Cvar99Ratio!.Value, 0.06);
        Assert.NotEqual("power_law", risk.TailFamily);
    }

    private static string Path(string folder, string file) =>
        SqlText.Literal(System.IO.Path.Combine(PublicDataTheoryAttribute.Folder, folder, file));
}
