using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.Serving;

/// <summary>The models that divide rent, over random calls of three days on three unlike deployments.</summary>
internal sealed class SweepBuild : IDisposable
{
    private static readonly string[] Models =
    [
        "int_servings", "int_serving_pieces", "int_decode_segments", "int_decode_rates", "int_piece_shares",
        "int_serving_hours", "int_piece_costs", "int_allocated_costs",
    ];

    private readonly EmptyProject empty = EmptyProject.Open(Repository.Project);

    private SweepBuild()
    {
    }

    public EngineSession Session => empty.Session;

    /// <summary>Builds over calls drawn from the seed.</summary>
    /// <param name="seed">Seed of the calls.</param>
    /// <param name="calls">How many are drawn.</param>
    /// <param name="where">Which of them stay; an SQL condition.</param>
    /// <param name="order">Order in which they come; an SQL expression.</param>
    public static async Task<SweepBuild> OfAsync(int seed, int calls, string where = "true", string order = "dedupe_key")
    {
        var build = new SweepBuild();
        build.empty.CreateInputs(["int_serving_estimates", "int_requests_served"]);
        await build.Session.ExecuteAsync(
            Estimates
            + $"insert into int_requests_served by name select * from (\n{Calls(seed, calls)}\n) where {where} order by {order};\n"
            + string.Concat(Models.Select(static name =>
                $"create or replace temp table {name} as\n{Repository.Project.Find(name)!.Query};\n")),
            CancellationToken.None);
        return build;
    }

    public void Dispose() => empty.Dispose();

    /// <summary>A dense model that moves weights, a mixture of experts on three instances, and one that computes.</summary>
    private const string Estimates =
        """
        insert into int_serving_estimates by name
        select
            * exclude (rent),
            'dedicated' as rental,
            8.0 as gpu_count,
            64 as batch_sequences,
            80000000000 as memory_bytes,
            3350000000000 as bandwidth_bytes_per_second,
            0.5 as memory_efficiency,
            0.45 as compute_efficiency,
            rent / 8 as price_picousd_per_gpu_hour,
            rent / 3600 as rent_picousd_per_second,
            weight_bytes_always + weight_bytes_routed as weight_bytes_all,
            kv_bytes_per_token as resident_kv_bytes_per_token,
            kv_bytes_per_sequence as resident_kv_bytes_per_sequence,
            gpu_seconds_per_token as gpu_seconds_per_prefill_token,
            gpu_seconds_per_decode_pair as gpu_seconds_per_prefill_pair,
            timestamptz '2026-01-01 00:00:00+00' as valid_from,
        from (values
            ('dense', 1, 16000000000000, 141e9, 0.0, 0.0, 1.0, 327680.0, 0.0, 1.4e-4, 2.6e-9),
            ('experts', 3, 7777777777777, 16e9, 654e9, 0.03125, 1.25, 35136.0, 3e7, 7.3e-5, 1.7e-8),
            ('computing', 1, 1000000000001, 1e9, 0.0, 0.0, 1.0, 1000.0, 0.0, 2e-1, 1e-6)
        ) as deployments (
            deployment, instance_count, rent, weight_bytes_always, weight_bytes_routed, expert_share, routing_penalty,
            kv_bytes_per_token, kv_bytes_per_sequence, gpu_seconds_per_token, gpu_seconds_per_decode_pair)
        cross join (values ('low'), ('mid'), ('high')) as estimates (estimate);

        """;

    // Some calls are over at once, some run for hours and over midnight, some generate nothing.
    private static string Calls(int seed, int calls) => string.Create(CultureInfo.InvariantCulture, $"""
        with drawn as (
            select
                range as call_no,
                ['dense', 'experts', 'computing'][1 + (hash(range, {seed}, 1) % 3)::integer] as deployment,
                1780272000000000 + (hash(range, {seed}, 2) % 259200000000)::bigint as started_us,
                if(range % 17 = 0, 0, power(10, (hash(range, {seed}, 3) % 1000) / 250) * 1000000)::bigint as duration_us,
                (hash(range, {seed}, 4) % 100000)::bigint as prompt_tokens,
                if(range % 13 = 0, 0, hash(range, {seed}, 5) % 5000)::bigint as output_tokens,
            from range({calls})
        )

        select
            'call ' || call_no as dedupe_key,
            'customer ' || call_no % 7 as customer_id,
            deployment,
            'dedicated' as rental,
            prompt_tokens - prompt_tokens // 3 as computed_tokens,
            prompt_tokens // 3 as cached_tokens,
            output_tokens,
            prompt_tokens * 20 as prefill_us,
            started_us,
            if(output_tokens = 0, started_us + duration_us, started_us + duration_us // 10) as first_token_us,
            started_us + duration_us as ended_us,
            make_timestamp(started_us)::date as event_date,
        from drawn
        """);
}
