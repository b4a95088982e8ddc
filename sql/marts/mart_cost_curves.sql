-- grain: one deployment (a model on given hardware), one context and one batch of equal sequences
-- key: deployment, context_tokens, batch_sequences
-- units: _usd in USD per 1,000,000 tokens; contexts in Tokens; batches and limits in sequences per instance
-- source: int_serving_estimates, int_serving_constants
-- why: what a generated token costs on given hardware, by how many share a step and how much each has in context. Up to
--      the sweet spot more sequences make it cheaper; beyond the critical context there is none, and the batch ends at
--      a wall of memory. Each line is what it would cost alone: the cost is the greater of weights + KV and compute
with int_serving_estimates as (
    select * from int_serving_estimates
),

int_serving_constants as (
    select * from int_serving_constants
),

settings as (
    select * from settings
),

servings as (
    select * from int_serving_estimates
    union all by name
    select
        *,
        'modelled' as cost_evidence,
    from int_serving_constants
    where rental = 'offered'
),

-- The state of the last day seen; hardware that came later only where there is nothing else.
current_servings as (
    select servings.*,
    from servings
    cross join settings
    qualify row_number() over (
        partition by servings.deployment, servings.estimate
        order by servings.valid_from <= coalesce(settings.as_of_date, 'infinity'::date) desc, servings.valid_from desc
    ) = 1
),

contexts as (
    select
        deployment,
        contexts.context_tokens,
        sequence_limit(serving, contexts.context_tokens) as sequence_limit,
    from current_servings as serving
    cross join (values (1024), (4096), (8192), (32768), (131072), (200000)) as contexts (context_tokens)
    where estimate = 'mid' and contexts.context_tokens <= coalesce(max_context_tokens, contexts.context_tokens)
),

-- Powers of two, and the wall itself.
points as (
    select
        deployment,
        context_tokens,
        sequence_limit,
        unnest(list_sort(list_distinct(list_append(
            list_filter(list_transform(range(0, 14), power -> (1 << power)::bigint), batch -> batch < sequence_limit),
            least(greatest(sequence_limit, 1), 8192)
        )))) as batch_sequences,
    from contexts
),

costs as (
    select
        serving.* exclude (batch_sequences),
        points.context_tokens,
        points.sequence_limit,
        points.batch_sequences,
        points.batch_sequences * points.context_tokens as kv_tokens,
        step_seconds(serving, points.batch_sequences, kv_tokens) as seconds,
        1e6 * rent_picousd_per_second / points.batch_sequences as token_rent_picousd,
        gpu_count * bandwidth_bytes_per_second * memory_efficiency as bytes_per_second,
        token_rent_picousd * step_weight_bytes(serving, points.batch_sequences) / bytes_per_second as weights_picousd,
        token_rent_picousd * step_kv_bytes(serving, points.batch_sequences, kv_tokens) / bytes_per_second
            as kv_picousd,
        token_rent_picousd * step_compute_seconds(serving, points.batch_sequences, kv_tokens) as compute_picousd,
        token_rent_picousd * seconds as token_picousd,
        1e6 * rent_picousd_per_second * prefill_seconds(serving, points.context_tokens, 0) / points.context_tokens
            as prefill_picousd,
        1e6 * floor_picousd_per_token(serving, points.context_tokens) as floor_picousd,
        sweet_spot_sequences(serving, points.context_tokens) as sweet_spot_sequences,
        critical_context_tokens(serving) as critical_context_tokens,
        step_regime(serving, points.batch_sequences, kv_tokens) as regime,
    from points
    inner join current_servings as serving
        on points.deployment = serving.deployment
),

cost_curves as (
    select
        deployment,
        any_value(llm_model) as llm_model,
        any_value(architecture) as architecture,
        any_value(accelerator) as accelerator,
        any_value(rental) as rental,
        any_value(regime) filter (estimate = 'mid') as regime,
        any_value(cost_evidence) as cost_evidence,
        any_value(gpu_count)::decimal(38, 12) as gpu_count,
        context_tokens::bigint as context_tokens,
        batch_sequences,
        any_value(sequence_limit) as sequence_limit,
        round(any_value(sweet_spot_sequences) filter (estimate = 'mid'))::bigint as sweet_spot_sequences,
        round(any_value(critical_context_tokens) filter (estimate = 'mid'))::bigint as critical_context_tokens,
        round(any_value(1 / seconds) filter (estimate = 'mid'), 6) as tokens_per_second_per_sequence,
        curve_usd(any_value(weights_picousd) filter (estimate = 'mid')) as weights_usd,
        curve_usd(any_value(kv_picousd) filter (estimate = 'mid')) as kv_usd,
        curve_usd(any_value(compute_picousd) filter (estimate = 'mid')) as compute_usd,
        curve_usd(any_value(token_picousd) filter (estimate = 'mid')) as output_usd,
        curve_usd(any_value(token_picousd) filter (estimate = 'low')) as output_low_usd,
        curve_usd(any_value(token_picousd) filter (estimate = 'high')) as output_high_usd,
        curve_usd(any_value(floor_picousd) filter (estimate = 'mid')) as output_floor_usd,
        curve_usd(any_value(prefill_picousd) filter (estimate = 'mid')) as input_usd,
        curve_usd(any_value(prefill_picousd) filter (estimate = 'low')) as input_low_usd,
        curve_usd(any_value(prefill_picousd) filter (estimate = 'high')) as input_high_usd,
        coalesce(batch_sequences >= 0.9 * any_value(sequence_limit), true) as is_capacity_limited,
        bool_or(is_assumed) as is_assumed,
    from costs
    group by deployment, context_tokens, batch_sequences
)

select * from cost_curves
