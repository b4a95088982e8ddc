using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The planted cache whose writes all expire before anybody reads them.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleCacheTest(SampleRun run)
{
    private readonly JsonElement _planted = run.Truth.GetProperty("planted").GetProperty("unread_cache");

    [Fact]
    public void Economics_WritesNobodyReads_AreWastedForThePlantedCause()
    {
        var days = run.Workspace.Query<(string First, string Last, long Writes, long Tokens, long Reads, decimal Net)>(
            $"""
            select
                strftime(min(event_date), '%Y-%m-%d'), strftime(max(event_date), '%Y-%m-%d'), sum(writes)::bigint,
                sum(write_tokens)::bigint, sum(reads)::bigint, sum(net_saving_usd)
            {Economics}
            """).Single();
        var wasted = run.Workspace.Query<(long Writes, long Tokens, decimal Premium)>(
            $"""
            select
                sum({Cause}_writes)::bigint, sum({Cause}_tokens)::bigint, sum({Cause}_premium_usd)
            {Economics}
            """).Single();

        Assert.Equal((Text("first_day"), Text("last_day")), (days.First, days.Last));
        Assert.Equal((Requests, WriteTokens, 0), (days.Writes, days.Tokens, days.Reads));
        Assert.Equal(-Usd("wasted_premium_usd"), days.Net);
        Assert.Equal((Requests, WriteTokens, Usd("wasted_premium_usd")), (wasted.Writes, wasted.Tokens, wasted.Premium));
    }

    /// <summary>The often quoted 2 and 8 reads do not follow from 1.25, 2 and 0.1 times the input price.</summary>
    [Theory]
    [InlineData("5m", 1, 0.25 / 0.9)]
    [InlineData("1h", 2, 1 / 0.9)]
    public void Economics_BreakEven_FollowsFromThePricesInForce(string ttl, long wholeReads, double reads)
    {
        var rows = $"from mart_cache_economics where provider = 'anthropic' and ttl = '{ttl}' and write_premium_usd > 0";
        Assert.NotEqual(0, run.Workspace.Scalar<long>($"select count(*) {rows}"));
        Assert.Equal(
            0,
            run.Workspace.Scalar<long>(
                $"""
                select count(*) {rows}
                and (break_even_whole_reads <> {wholeReads} or abs(break_even_reads - {reads:R}::double) > 1e-9)
                """));
    }

    [Theory]
    [InlineData("as_is", "write_cost_usd")]
    [InlineData("5m", "write_cost_usd")]
    public void Policies_FiveMinutes_CostWhatItCost(string policy, string planted) =>
        Assert.Equal(Usd(planted), Policy<decimal>(policy, "cost_usd"));

    [Fact]
    public void Policies_NoCacheAtAll_SavesTheWastedPremium()
    {
        Assert.Equal(Usd("wasted_premium_usd"), Policy<decimal>("none", "saving_usd"));
        Assert.Equal(Usd("write_cost_usd") - Usd("wasted_premium_usd"), Policy<decimal>("none", "cost_usd"));
    }

    /// <summary>The calls come less than an hour apart, all day long: the longer lifetime is read all but once a day.</summary>
    [Fact]
    public void Policies_AnHour_IsBest()
    {
        Assert.Equal("1h", Policy<string>("as_is", "best_policy"));
        Assert.Equal(Requests - Policy<long>("1h", "prefixes"), Policy<long>("1h", "reads"));
        Assert.InRange(Policy<decimal>("1h", "cost_usd"), 0, Policy<decimal>("none", "cost_usd") / 5);
    }

    private string Cause => Text("cause");

    private long Requests => _planted.GetProperty("requests").GetInt64();

    private long WriteTokens => _planted.GetProperty("cache_write_5m_tokens").GetInt64();

    private string Economics =>
        $"""
        from mart_cache_economics
        where customer_id = '{Text("customer_id")}' and llm_model = '{Text("llm_model")}' and ttl = '{Text("cache_lifetime")}'
        """;

    private T? Policy<T>(string policy, string column) => run.Workspace.Scalar<T>(
        $"""
        select {column} from mart_cache_policies
        where customer_id = '{Text("customer_id")}' and llm_model = '{Text("llm_model")}'
        and feature = '{Text("feature")}' and policy = '{policy}'
        """);

    private string Text(string name) => _planted.GetProperty(name).GetString()!;

    private decimal Usd(string name) => SampleRun.Number(_planted.GetProperty(name));
}
