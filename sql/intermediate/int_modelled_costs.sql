-- grain: one row per call that a provider served beside calls of others
-- key: dedupe_key
-- units: _picousd in 10^-12 USD; decode_us in microseconds; kv_byte_seconds in bytes held x seconds, NULL = no times
-- source: int_requests_served, int_servings
-- why: the roofline at the batch that is assumed: what the call would cost if the catalogue holds, with the bounds that
--      all its assumptions together allow. Nothing here is anybody's bill
with int_requests_served as (
    select * from int_requests_served where rental = 'shared' and resource_reason is null
),

int_servings as (
    select * from int_servings where rental = 'shared'
),

placed as (
    select
        requests.*,
        servings.low_serving,
        servings.mid_serving,
        servings.high_serving,
        requests.computed_tokens + requests.cached_tokens as prompt_tokens,
        requests.computed_tokens + requests.cached_tokens + requests.output_tokens / 2 as context_tokens,
        modelled_sequences(
            servings.mid_serving, requests.computed_tokens + requests.cached_tokens + requests.output_tokens / 2
        ) as sequences,
    from int_requests_served as requests
    inner join int_servings as servings
        on requests.deployment = servings.deployment
        and requests.started_us >= servings.valid_from_us
        and requests.started_us < servings.valid_to_us
),

decoded as (
    select
        *,
        modelled_decode_seconds(mid_serving, sequences, context_tokens, output_tokens) as decode_seconds,
        step_weight_bytes(mid_serving, sequences) as weight_bytes,
        step_kv_bytes(mid_serving, sequences, sequences * context_tokens) as kv_bytes,
        step_regime(mid_serving, sequences, sequences * context_tokens) as regime,
        step_compute_seconds(mid_serving, sequences, sequences * context_tokens)
        >= step_memory_seconds(mid_serving, sequences, sequences * context_tokens) as is_compute_bound,
        modelled_picousd(low_serving, computed_tokens, cached_tokens, output_tokens, context_tokens) as low_picousd,
        modelled_picousd(mid_serving, computed_tokens, cached_tokens, output_tokens, context_tokens) as mid_picousd,
        modelled_picousd(high_serving, computed_tokens, cached_tokens, output_tokens, context_tokens) as high_picousd,
        mid_serving.rent_picousd_per_second as rent,
        prefill_seconds(mid_serving, computed_tokens, cached_tokens) as prefill_seconds,
        tokens_at(first_token_us, started_us, cached_tokens, first_token_us, prompt_tokens) as first_tokens,
    from placed
),

modelled_costs as (
    select
        dedupe_key,
        deployment,
        round(rent * prefill_seconds)::bigint as prefill_cost_picousd,
        if(is_compute_bound, 0, round(
            rent * decode_seconds / sequences * (weight_bytes / (weight_bytes + kv_bytes))
        ))::bigint as decode_weights_cost_picousd,
        if(is_compute_bound, 0, round(
            rent * decode_seconds / sequences * (kv_bytes / (weight_bytes + kv_bytes))
        ))::bigint as decode_kv_cost_picousd,
        if(is_compute_bound, round(rent * decode_seconds / sequences), 0)::bigint as decode_compute_cost_picousd,
        0 as idle_cost_picousd,
        floor(least(low_picousd, mid_picousd))::bigint as lower_picousd,
        ceil(greatest(high_picousd, mid_picousd))::bigint as upper_picousd,
        round(resident_kv_bytes(
            mid_serving,
            ended_us - started_us,
            context_token_us(cached_tokens, first_tokens, first_token_us - started_us)
            + context_token_us(prompt_tokens, prompt_tokens + output_tokens, ended_us - first_token_us)
        ) / 1000000)::bigint as kv_byte_seconds,
        round(decode_seconds * 1000000)::bigint as decode_us,
        if(regime = 'over_capacity', round(decode_seconds * 1000000), 0)::bigint as over_capacity_us,
        if(regime = 'compute_bound', round(decode_seconds * 1000000), 0)::bigint as compute_bound_us,
        if(regime = 'kv_bound', round(decode_seconds * 1000000), 0)::bigint as kv_bound_us,
        event_date,
    from decoded
)

select * from modelled_costs
