using System.Globalization;

namespace Analytics.Benchmarks.Serving;

/// <summary>SQL of the calls that the sweep is measured on, and of the plain query.</summary>
internal static class ServingData
{
    /// <summary>What the plain query reads: calls as <c>r</c>, deployments as <c>rented</c>; times from midnight.</summary>
    public const string ReferenceInputs =
        """
        create table r as
        select
            piece_no as id,
            serving_no as dep,
            decode_from_us - 1780272000000000 as tf,
            decode_to_us - 1780272000000000 as te,
            growth_parts / 1073741824 as beta,
            (level_parts - growth_parts * (hour_from_us - 1780272000000000)) / 1073741824 as alpha,
        from int_serving_pieces;
        create table rented as
        select
            serving_no as dep,
            rent_picousd_per_hour / 3600e12 as p_dol,
            mid_serving.weight_bytes_always as w_bytes,
            mid_serving.kv_bytes_per_token as kap,
        from int_servings;
        """;

    /// <summary>The query as the rules print it, with the figures of the deployment joined in.</summary>
    public const string ReferenceQuery =
        """
        create temp table costs as
        with ev as (
            select dep, tf as t, 1 as db, alpha as da, beta as dc from r
            union all select dep, te, -1, -alpha, -beta from r),
        agg as (select dep, t, sum(db) as db, sum(da) as da, sum(dc) as dc from ev group by dep, t),
        st as (
            select dep, t, sum(db) over win as b, sum(da) over win as a, sum(dc) over win as c,
                lead(t) over (partition by dep order by t) as t1
            from agg window win as (partition by dep order by t rows unbounded preceding)),
        seg as (
            select *, (t1 - t) / 1e6 as dt, a + c * (t + t1) / 2.0 as ktok, (t + t1) / 2.0 as tm
            from st inner join rented using (dep) where t1 is not null),
        cst as (
            select dep, t, tm,
                case when b > 0 then p_dol * dt * w_bytes / (w_bytes + kap * ktok) / b else 0 end as g,
                case when b > 0 then p_dol * dt * kap / (w_bytes + kap * ktok) else 0 end as h
            from seg),
        cum as (
            select dep, t, coalesce(sum(g) over pre, 0) as g0, coalesce(sum(h) over pre, 0) as h0,
                coalesce(sum(h * tm) over pre, 0) as h1
            from (
                select dep, t, g, h, tm from cst
                union all select dep, max(t), 0, 0, 0 from agg group by dep)
            window pre as (partition by dep order by t rows between unbounded preceding and 1 preceding))
        select r.id, e.g0 - s.g0 as cost_param, r.alpha * (e.h0 - s.h0) + r.beta * (e.h1 - s.h1) as cost_kv
        from r
        inner join cum as s on s.dep = r.dep and s.t = r.tf
        inner join cum as e on e.dep = r.dep and e.t = r.te;
        """;

    /// <summary>Deployments of Llama 3.3 70B in BF16 on 8 H100 each, at 2, 4 or 6 USD per GPU-hour.</summary>
    public static string Estimates(int deployments) => string.Create(CultureInfo.InvariantCulture, $"""
        create temp table int_serving_estimates as
        select
            'deployment ' || lpad(number::varchar, 4, '0') as deployment,
            null::varchar as provider,
            'llama-3.3-70b' as llm_model,
            'dedicated' as rental,
            estimate,
            8.0::double as gpu_count,
            1::bigint as instance_count,
            128::bigint as batch_sequences,
            (2000000000000 * (1 + number % 3))::bigint as price_picousd_per_gpu_hour,
            (2000000000000 * (1 + number % 3) * 8 / 3600)::double as rent_picousd_per_second,
            0.5::double as memory_efficiency,
            0.45::double as compute_efficiency,
            80000000000::bigint as memory_bytes,
            3350000000000::bigint as bandwidth_bytes_per_second,
            0.0::double as expert_share,
            1.0::double as routing_penalty,
            141107412992.0::double as weight_bytes_all,
            141107412992.0::double as weight_bytes_always,
            0.0::double as weight_bytes_routed,
            327680.0::double as kv_bytes_per_token,
            0.0::double as kv_bytes_per_sequence,
            327680.0::double as resident_kv_bytes_per_token,
            0.0::double as resident_kv_bytes_per_sequence,
            (2 * 69503033344 / 989e12)::double as gpu_seconds_per_token,
            (2621440 / 989e12)::double as gpu_seconds_per_decode_pair,
            (2 * 69503033344 / 989e12)::double as gpu_seconds_per_prefill_token,
            (2621440 / 989e12)::double as gpu_seconds_per_prefill_pair,
            false as is_assumed,
            timestamptz '2026-01-01 00:00:00+00' as valid_from,
            null::timestamptz as valid_to,
        from range({deployments}) as numbers (number)
        cross join (values ('low'), ('mid'), ('high')) as estimates (estimate);
        """);

    /// <summary>
    /// Calls of 2026-06-01 that decode from 0.3 to 30 seconds within an hour; the hash of number and seed stands for
    /// randomness.
    /// </summary>
    public static string Pieces(long rows, int deployments, int seed) => string.Create(CultureInfo.InvariantCulture, $"""
        create table int_serving_pieces as
        with drawn as (
            select
                range as piece_no,
                1 + (hash(range * 8 + {seed}) % {deployments})::bigint as serving_no,
                1780272000000000 + (hash(range * 8 + 1 + {seed}) % 86400000000)::bigint as decode_from_us,
                300000 + (power(10, (hash(range * 8 + 2 + {seed}) % 1000000) / 500000) * 300000)::bigint as decode_us,
                (500 + hash(range * 8 + 3 + {seed}) % 8000)::bigint as prompt_tokens,
                (20 + hash(range * 8 + 4 + {seed}) % 2000)::bigint as output_tokens,
            from range({rows})
        ),

        within_hours as (
            select
                *,
                decode_from_us // hour_us() * hour_us() as hour_from_us,
                growth_parts(output_tokens, decode_us) as growth_parts,
            from drawn
        )

        select
            piece_no,
            serving_no,
            hour_from_us,
            decode_from_us,
            least(decode_from_us + decode_us, hour_from_us + hour_us()) as decode_to_us,
            prompt_tokens * token_parts() - growth_parts * (decode_from_us - hour_from_us) as level_parts,
            growth_parts,
            hour_from_us // hour_us() % 2 = 0 as is_even_hour,
        from within_hours;
        """);
}
