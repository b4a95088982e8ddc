namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>
/// Calls, tokens and dollars of one reading of the sessions. Together they are what ccusage 20.0.20 reports for the folder.
/// </summary>
internal sealed record ClaudeCodeTotals(
    long Requests, long Input, long CacheWrite, long CacheRead, long Output, decimal Usd)
{
    /// <summary>What the data's description states, sub-agents that stand only in progress lines included.</summary>
    public static ClaudeCodeTotals Published { get; } = new(
        8_100 + 333,
        230_281 + 111_664,
        36_207_437 + 1_799_220,
        731_569_160 + 19_142_793,
        1_106_972 + 2_196,
        597.39150935m + 19.23454285m);

    /// <summary>The totals of the published marts.</summary>
    public static ClaudeCodeTotals Of(Workspace workspace) => workspace.Query<ClaudeCodeTotals>(
        """
        select
            sum(requests)::bigint as Requests,
            sum(uncached_input_tokens)::bigint as Input,
            sum(cache_write_5m_tokens + cache_write_1h_tokens)::bigint as CacheWrite,
            sum(cache_read_tokens)::bigint as CacheRead,
            sum(visible_output_tokens)::bigint as Output,
            sum(cost_usd) as Usd,
        from mart_daily_costs
        where cost_basis = 'list'
        """).Single();
}
