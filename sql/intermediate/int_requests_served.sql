-- grain: one row per provider call, with the deployment that served it
-- key: dedupe_key
-- units: _tokens in Tokens; _us in microseconds since 1970 UTC, prefill_us in those of one instance
-- source: int_requests_resolved, int_serving_estimates
-- why: what a call cost to serve depends on who served it and when it held memory. The deployment the log names comes
--      first, else the one of the model; two of one model cannot be told apart. What keeps a call from having a
--      resource cost is its reason: unknown is not free. A log without a first token has half the call for the prompt
--      at most. A call whose earliest sighting lies outside the days read with it is placed where the others saw it
-- kept: build
with int_requests_resolved as not materialized (
    select * from int_requests_resolved
),

int_serving_estimates as (
    select * from int_serving_estimates where estimate = 'mid'
),

named_deployments as (
    select distinct deployment as logged_deployment from int_serving_estimates
),

model_deployments as (
    select
        llm_model,
        provider,
        min(deployment) as deployment,
        count(distinct deployment) as deployments,
    from int_serving_estimates
    group by llm_model, provider
),

servings as (
    select
        deployment,
        rental,
        rent_picousd_per_second,
        struct_pack(
            gpu_count := gpu_count, compute_efficiency := compute_efficiency,
            gpu_seconds_per_prefill_token := gpu_seconds_per_prefill_token,
            gpu_seconds_per_prefill_pair := gpu_seconds_per_prefill_pair
        ) as serving,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from int_serving_estimates
),

usages as (
    select
        dedupe_key, customer_id, provider, llm_model, error_type, status_code, event_date, started_at,
        deployment as logged_deployment,
        sold_tier(service_tier, is_batch) as service_tier,
        coalesce(feature, '(not reported)') as feature,
        coalesce(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) is null and error_type is null and coalesce(status_code, 200) < 400 as is_usage_missing,
        token_total(
            uncached_input_tokens, 0, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unknown_ttl_tokens,
            0, 0, input_audio_tokens, 0, image_tokens
        ) as computed_tokens,
        coalesce(cache_read_tokens, 0) as cached_tokens,
        token_total(0, 0, 0, 0, 0, visible_output_tokens, reasoning_tokens, 0, output_audio_tokens, 0)
            as output_tokens,
        epoch_us(started_at) as started_us,
        epoch_us(first_token_at) as logged_first_token_us,
        epoch_us(ended_at) as ended_us,
    from int_requests_resolved
),

matched as (
    select
        usages.*,
        named.logged_deployment is null and coalesce(own.deployments, anyones.deployments) > 1 as is_ambiguous,
        if(is_ambiguous, null, coalesce(named.logged_deployment, own.deployment, anyones.deployment)) as deployment,
    from usages
    left join named_deployments as named
        on usages.logged_deployment = named.logged_deployment
    left join model_deployments as own
        on usages.llm_model = own.llm_model
        and usages.provider = own.provider
    left join model_deployments as anyones
        on usages.llm_model = anyones.llm_model
        and anyones.provider is null
),

served as (
    select
        matched.* exclude (error_type, status_code, is_usage_missing, is_ambiguous),
        servings.rental,
        round(1000000 * prefill_seconds(servings.serving, computed_tokens, cached_tokens))::bigint as prefill_us,
        case
            when is_usage_missing then 'no_usage'
            when computed_tokens + cached_tokens + output_tokens = 0 then null
            when greatest(computed_tokens, cached_tokens, output_tokens) > priceable_tokens()
                then 'quantity_out_of_range'
            when matched.llm_model is null then 'no_model'
            when is_ambiguous then 'ambiguous_deployment'
            when matched.deployment is null then 'no_deployment'
            when servings.rental is null then 'no_deployment_in_force'
            when servings.rent_picousd_per_second is null then 'no_rent'
            when prefill_us is null then 'no_architecture'
            when servings.rental = 'shared' then null
            when started_us is null or ended_us is null or ended_us < started_us then 'no_duration'
            when ended_us - started_us > day_us() then 'longer_than_a_day'
        end as resource_reason,
    from matched
    left join servings
        on matched.deployment = servings.deployment
        and matched.started_at >= servings.valid_from
        and matched.started_at < servings.valid_to
),

placed as (
    select
        served.* exclude (logged_first_token_us),
        case
            when output_tokens = 0 then ended_us
            when logged_first_token_us >= started_us and logged_first_token_us < ended_us then logged_first_token_us
            else started_us + least(prefill_us, (ended_us - started_us) // 2)
        end as first_token_us,
    from served
)

select * from placed
