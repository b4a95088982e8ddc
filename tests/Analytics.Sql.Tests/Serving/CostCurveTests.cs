using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.Serving;

/// <summary>
/// What must hold of every cost curve, on the shipped catalogue and on random ones: a batch makes a token cheaper until
/// memory ends, more context never does, and at the wall a step takes as long as reading all memory once.
/// </summary>
public sealed class CostCurveTests
{
    /// <summary>Random catalogues, from hashes of the seed, so that a failure can be repeated.</summary>
    private const string RandomServings =
        """
        create temp table random_servings as
        with drawn as (
            select
                concat('random-', draw) as deployment,
                (1 << floor(6 * uniform_of($seed, draw))::integer)::double as gpu_count,
                16e9 + 176e9 * uniform_of($seed + 1, draw) as memory_bytes,
                5e11 + 8e12 * uniform_of($seed + 2, draw) as bandwidth_bytes_per_second,
                1e14 + 3e15 * uniform_of($seed + 3, draw) as peak,
                1e9 * exp(6 * uniform_of($seed + 4, draw)) as total_parameters,
                if(draw % 2 = 0, 0.97 * uniform_of($seed + 5, draw), 0) * total_parameters as routed_parameters,
                1 / (2 + floor(100 * uniform_of($seed + 6, draw))) as expert_share,
                1e4 + 5e5 * uniform_of($seed + 7, draw) as kv_bytes_per_token,
                if(draw % 3 = 0, 1e7 * uniform_of($seed + 8, draw), 0) as kv_bytes_per_sequence,
                1 + floor(4 * uniform_of($seed + 9, draw)) as kv_copies,
            from range(400) as draws (draw)
        )
        select
            *,
            'random' as rental,
            'modelled' as cost_evidence,
            0.1 + 0.9 * uniform_of($seed + 10, hash(deployment)) as memory_efficiency,
            0.1 + 0.9 * uniform_of($seed + 11, hash(deployment)) as compute_efficiency,
            1 + uniform_of($seed + 12, hash(deployment)) as routing_penalty,
            gpu_count * 1e12 / 3600 as rent_picousd_per_second,
            total_parameters - routed_parameters as weight_bytes_always,
            routed_parameters as weight_bytes_routed,
            total_parameters as weight_bytes_all,
            kv_bytes_per_token * kv_copies as resident_kv_bytes_per_token,
            kv_bytes_per_sequence * kv_copies as resident_kv_bytes_per_sequence,
            2 * (total_parameters - routed_parameters * (1 - expert_share)) / peak as gpu_seconds_per_token,
            2e6 * uniform_of($seed + 13, hash(deployment)) / peak as gpu_seconds_per_decode_pair,
            gpu_seconds_per_token as gpu_seconds_per_prefill_token,
            gpu_seconds_per_decode_pair as gpu_seconds_per_prefill_pair,
            'mid' as estimate,
            timestamptz '2026-01-01 00:00:00+00' as valid_from,
            false as is_assumed,
        from drawn
        """;

    /// <summary>Each property as a query of what breaks it.</summary>
    private static readonly (string Property, string Offenders)[] Properties =
    [
        (
            "a larger batch is never dearer within a regime",
            """
            select deployment, context_tokens, batch_sequences
            from mart_cost_curves
            window curve as (partition by deployment, context_tokens order by batch_sequences)
            qualify regime = lag(regime) over curve and output_usd > 1.000001 * lag(output_usd) over curve
            """),
        (
            "more context is never cheaper",
            """
            select deployment, context_tokens, batch_sequences
            from mart_cost_curves
            window curve as (partition by deployment, batch_sequences order by context_tokens)
            qualify output_usd < 0.999999 * lag(output_usd) over curve
            """),
        (
            "a prompt token is never cheaper in a longer prompt",
            """
            select deployment, context_tokens, batch_sequences
            from mart_cost_curves
            window curve as (partition by deployment, batch_sequences order by context_tokens)
            qualify input_usd < 0.999999 * lag(input_usd) over curve
            """),
        (
            "no batch goes below the floor, and the lines make the cost",
            """
            select deployment, context_tokens, batch_sequences
            from mart_cost_curves
            where output_usd < 0.999999 * output_floor_usd
                or abs(output_usd - greatest(weights_usd + kv_usd, compute_usd)) > 1e-9 * output_usd + 1e-9
            """),
        (
            "what fits is not over capacity, and one sequence more does not fit",
            """
            select deployment, context_tokens, batch_sequences
            from mart_cost_curves
            where (sequence_limit > 0) = (regime = 'over_capacity')
            union all
            select deployment, context_tokens, sequences
            from serving
            cross join (values (1024), (8192), (131072)) as contexts (context_tokens)
            cross join lateral (select sequence_limit(serving, context_tokens) + 1 as sequences)
            where step_regime(serving, sequences, sequences * context_tokens) <> 'over_capacity'
            """),
        (
            "at the wall a KV-bound step takes as long as reading all memory once",
            """
            select deployment, context_tokens, sequences
            from serving
            cross join (values (1024), (8192), (131072)) as contexts (context_tokens)
            cross join lateral (select sequence_limit(serving, context_tokens) as sequences)
            where sequences > 100 and weight_bytes_routed = 0 and resident_kv_bytes_per_token = kv_bytes_per_token
                and weight_bytes_always = weight_bytes_all
                and step_regime(serving, sequences, sequences * context_tokens) = 'kv_bound'
                and abs(step_seconds(serving, sequences, sequences * context_tokens) / drain_seconds(serving) - 1)
                    > 0.01
            """),
        (
            "below the critical context a sweet spot exists where both efficiencies are the same",
            """
            select deployment, context_tokens, 0
            from (select * replace (1.0 as memory_efficiency, 1.0 as compute_efficiency) from serving) as ideal
            cross join (values (1024), (8192), (131072)) as contexts (context_tokens)
            where kv_bytes_per_sequence = 0
                and (sweet_spot_sequences(ideal, context_tokens) is null)
                    <> coalesce(context_tokens >= critical_context_tokens(ideal), false)
            """),
        (
            "low, usual and high stand in order",
            """
            select deployment, context_tokens, batch_sequences
            from mart_cost_curves
            where not coalesce(output_low_usd <= output_usd and output_usd <= output_high_usd
                and input_low_usd <= input_usd and input_usd <= input_high_usd, true)
            """),
    ];

    [Fact]
    public async Task Properties_OnTheShippedCatalogue_Hold()
    {
        using var catalogue = ShippedCatalogue.Open("mart_cost_curves");
        catalogue.Session.Execute("create temp view serving as from int_serving_constants");
        await HoldAsync(catalogue.Session, "shipped catalogue");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    [InlineData(2001)]
    public async Task Properties_OnRandomCatalogues_Hold(int seed)
    {
        using var empty = EmptyProject.Open(Repository.Project);
        var curves = Repository.Project.Find("mart_cost_curves")!;
        empty.CreateInputs(curves.Inputs);
        await empty.Session.ExecuteAsync(RandomServings, new { seed }, CancellationToken.None);
        empty.Session.Execute(
            $"""
            insert into int_serving_estimates by name
            select columns(name -> name not in ('peak', 'total_parameters', 'routed_parameters', 'kv_copies'))
            from random_servings;
            create temp view serving as from random_servings;
            create temp table mart_cost_curves as
            {curves.Query}
            ;
            """);
        await HoldAsync(empty.Session, $"seed {seed}");
    }

    private static async Task HoldAsync(EngineSession session, string catalogue)
    {
        var points = await session.ScalarAsync<long>(
            "select count(*) from mart_cost_curves", null, CancellationToken.None);
        Assert.True(points > 1000);
        foreach (var (property, offenders) in Properties)
        {
            var found = await session.ReadTextAsync(offenders, 10, CancellationToken.None);
            Assert.True(found.Total == 0, $"{catalogue}: {property}\n{found}");
        }
    }
}
