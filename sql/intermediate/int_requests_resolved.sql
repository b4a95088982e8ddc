-- grain: one row per provider call, with what its price is looked up by
-- key: dedupe_key
-- units: prompt_tokens in Tokens
-- source: int_requests_attributed, int_llm_model_names, int_price_clocks
-- why: the model that answered is priced, not the one asked for; a tier or region that is not reported is taken as
--      standard and global, and flagged. The whole prompt, cache reads and writes included, decides the context band.
with int_requests_attributed as not materialized (
    select * from int_requests_attributed
),

int_llm_model_names as (
    select * from int_llm_model_names
),

int_price_clocks as (
    select * from int_price_clocks
),

charges as (
    select
        *,
        charged_calls(
            error_type, status_code, is_cancelled,
            coalesce(visible_output_tokens, 0) + coalesce(reasoning_tokens, 0) + coalesce(output_audio_tokens, 0)
            + coalesce(image_tokens, 0)
        ) as charged,
    from int_requests_attributed
),

-- What a refused call reports stays in reported_*; its meters are 0, or unknown as before.
charged_requests as (
    select
        * exclude (charged) replace (
            uncached_input_tokens * charged as uncached_input_tokens,
            cache_read_tokens * charged as cache_read_tokens,
            cache_write_5m_tokens * charged as cache_write_5m_tokens,
            cache_write_1h_tokens * charged as cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens * charged as cache_write_unknown_ttl_tokens,
            input_audio_tokens * charged as input_audio_tokens,
            web_searches * charged as web_searches,
            tool_calls_billed * charged as tool_calls_billed
        ),
    from charges
),

named as (
    select
        charged_requests.*,
        coalesce(nullif(response_llm_model, ''), nullif(request_llm_model, '')) as llm_model_name,
        if(
            coalesce(service_tier, 'standard') = 'standard',
            tier_by_clock(int_price_clocks.windows, started_at),
            service_tier
        ) as priced_service_tier,
        region_class_of(charged_requests.provider, region) as region_class,
        service_tier is null as is_service_tier_assumed,
        if(
            coalesce(
                uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                cache_write_unknown_ttl_tokens, input_audio_tokens, image_tokens) is null,
            null,
            coalesce(uncached_input_tokens, 0) + coalesce(cache_read_tokens, 0) + coalesce(cache_write_5m_tokens, 0)
            + coalesce(cache_write_1h_tokens, 0) + coalesce(cache_write_unknown_ttl_tokens, 0)
            + coalesce(input_audio_tokens, 0) + coalesce(image_tokens, 0)
        ) as prompt_tokens,
    from charged_requests
    left join int_price_clocks
        on charged_requests.provider = int_price_clocks.provider
),

resolved as (
    select
        named.*,
        int_llm_model_names.llm_model as book_llm_model,
        coalesce(int_llm_model_names.llm_model, named.llm_model_name) as llm_model,
        named.started_at >= int_llm_model_names.price_valid_from
        and named.started_at < int_llm_model_names.price_valid_to as is_price_in_force,
    from named
    left join int_llm_model_names
        on named.provider = int_llm_model_names.provider
        and named.llm_model_name = int_llm_model_names.llm_model_name
        and named.started_at >= int_llm_model_names.name_valid_from
        and named.started_at < int_llm_model_names.name_valid_to
)

select * from resolved
