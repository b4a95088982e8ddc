using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.PublicData;

/// <summary>The models of the cache on public traces, against the figures published or measured for them.</summary>
public sealed class CacheReplayTests
{
    private static readonly string[] Models =
    [
        "int_cache_touches", "int_cache_uses", "int_cache_replays", "int_cache_replays_by_day",
        "int_cache_policies_by_month", "mart_cache_policies",
    ];

    /// <summary>A price of input of 100 picodollars per token makes the other prices percentages of it.</summary>
    [PublicDataTheory]
    [InlineData("5m", 125, 200, 0.293, 0.805, 0.907)]
    [InlineData("1h", 125, 200, 0.373, 0.742, 1.268)]
    [InlineData("1h", 100, 100, 0.373, 0.742, 0.664)]
    public async Task MooncakeReplay_EverythingWritten_CostsTheMeasuredFactor(
        string policy, int write5m, int write1h, double readShare, double neverReadShare, double costFactor)
    {
        using var session = Open(string.Create(CultureInfo.InvariantCulture, $"""
            select
                concat('r', row_number() over ()) as dedupe_key,
                '(unattributed)' as customer_id,
                'moonshot' as provider,
                input_length as prompt_tokens,
                512::bigint as cache_block_tokens,
                len(hash_ids) as prompt_blocks,
                hash_ids as prompt_block_ids,
                100 as uncached_input_picousd,
                10 as cache_read_picousd,
                {write5m} as cache_write_5m_picousd,
                {write1h} as cache_write_1h_picousd,
                make_timestamptz(1767225600000000 + timestamp * 1000) as started_at,
                date '2026-01-01' as event_date,
            from read_json(
                {TracePath("mooncake_conversation_trace.jsonl")},
                columns = {"{timestamp: 'BIGINT', input_length: 'BIGINT', hash_ids: 'BIGINT[]'}"}
            )
            """));

        // What fills no block is plain input.
        var replay = await ReadAsync(session, $"""
            with prompts as (select sum(prompt_tokens)::double as tokens from int_requests_costed)
            select
                read_tokens / tokens as first,
                unread_writes / writes as second,
                (cost_usd::double * 1e12 / 100 + tokens - cacheable_tokens) / tokens as third,
            from mart_cache_policies cross join prompts
            where policy = '{policy}'
            """);
        Assert.Equal(readShare, replay.First, 3);
        Assert.Equal(neverReadShare, replay.Second, 3);
        Assert.Equal(costFactor, replay.Third, 3);
    }

    /// <summary>Hit rates of whole traces: the mean and median over the traces, and over all blocks.</summary>
    [PublicDataTheory]
    [InlineData(0.93365, 0.95633, 0.96222)]
    public async Task WekaUses_ByTrace_HaveTheMeasuredHitRates(double mean, double median, double ofAllBlocks)
    {
        using var session = Open($"""
            select
                concat_ws('|', trace_id, agent_path, request_index) as dedupe_key,
                '(unattributed)' as customer_id,
                trace_id as prefix_hash,
                model as llm_model,
                64::bigint as cache_block_tokens,
                hash_blocks::bigint as prompt_blocks,
                prefix_blocks_seen::bigint as prompt_blocks_seen,
                64 * prefix_blocks_seen::bigint as cache_read_tokens,
                make_timestamptz((1767225600000000 + t::double * 1000000)::bigint) as started_at,
                date '2026-01-01' as event_date,
            from read_csv({TracePath("weka-claude-code/requests.csv")}, header = true, all_varchar = true)
            """);
        var rates = await ReadAsync(session, """
            with traces as (
                select sum(known_shared_tokens) as seen, sum(cacheable_tokens) as cacheable
                from int_cache_uses
                group by prefix_key
            )
            select avg(seen / cacheable) as first, median(seen / cacheable) as second, sum(seen) / sum(cacheable) as third
            from traces
            """);
        Assert.Equal(mean, rates.First, 5);
        Assert.Equal(median, rates.Second, 5);
        Assert.Equal(ofAllBlocks, rates.Third, 5);
    }

    /// <summary>A cache that never forgets: blocks seen earlier in the file.</summary>
    [PublicDataTheory]
    [InlineData(0.36641248)]
    public async Task MooncakeBlocks_WithoutForgetting_HaveTheMeasuredHitRate(double hitRate)
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [PublicDataTheoryAttribute.Folder] });
        var blocks = await ReadAsync(session, $"""
            with blocks as (
                select unnest(hash_ids) as block_id
                from read_json(
                    {TracePath("mooncake_conversation_trace.jsonl")}, columns = {"{hash_ids: 'BIGINT[]'}"}
                )
            )
            select 1 - count(distinct block_id) / count(*) as first, 0.0::double as second, 0.0::double as third
            from blocks
            """);
        Assert.Equal(hitRate, blocks.First, 8);
    }

    private static string TracePath(string file) =>
        SqlText.Literal(Path.Combine(PublicDataTheoryAttribute.Folder, "traces", file));

    // Columns that the trace does not give are unknown, as in a build.
    private static EngineSession Open(string requests)
    {
        var project = Repository.Project;
        using var empty = EmptyProject.Open(project);
        string[] inputs = ["int_requests_costed", "int_reconciled_costs_by_day"];
        var session = EngineSession.Open(new EngineOptions
        {
            AllowedDirectories = [project.Root, PublicDataTheoryAttribute.Folder],
        });
        session.Execute(SessionObjects.SeedsAndMacros(project)
            + SessionObjects.Settings("UTC", null)
            + string.Concat(inputs.Select(name => SessionObjects.EmptyTable(name, empty.ColumnsOf(project.Find(name)!))))
            + $"insert into int_requests_costed by name {requests};\n"
            + string.Concat(Models.Select(name =>
                $"create temp table {name} as select * from (\n{project.Find(name)!.Query}\n);\n")));
        return session;
    }

    private static async Task<Figures> ReadAsync(EngineSession session, string sql) =>
        (await session.QueryAsync<Figures>(sql, null, CancellationToken.None)).Single();

    private sealed record Figures
    {
        public double First { get; init; }

        public double Second { get; init; }

        public double Third { get; init; }
    }
}
