-- grain: one row per UTC day, reporting day, provider, model and feature
-- key: event_date, reporting_date, provider, llm_model, feature
-- units: _picousd in 10^-12 USD, of fully priced requests; unattended = no user, no stream, no agent that waits
-- source: int_requests_priced, int_unit_prices
-- why: the batch endpoint sells the standard tier at prices of its own, if it sells the model at all. Each call is
--      priced there at its own prompt size; a call that could not be sold has no offer and is no saving
-- kept: table by event_date
with settings as (
    select * from settings
),

int_unit_prices as (
    select * from int_unit_prices where is_batch
),

requests as (
    select
        coalesce(requests.provider, '(not reported)') as provider,
        coalesce(requests.llm_model, '(not reported)') as llm_model,
        coalesce(requests.feature, '(not reported)') as feature,
        requests.is_batch,
        requests.list_cost_picousd,
        not requests.is_batch
        and requests.user_id is null and requests.first_token_at is null and requests.agent is null as is_unattended,
        case
            when not requests.is_batch and requests.is_priced and requests.priced_service_tier = 'standard' then
                meter_cost(uncached_input_tokens, uncached_input_picousd, priceable_tokens())
                + meter_cost(cache_read_tokens, cache_read_picousd, priceable_tokens())
                + meter_cost(cache_write_5m_tokens, cache_write_5m_picousd, priceable_tokens())
                + meter_cost(cache_write_1h_tokens, cache_write_1h_picousd, priceable_tokens())
                + meter_cost(cache_write_unknown_ttl_tokens, cache_write_unknown_ttl_picousd, priceable_tokens())
                + meter_cost(visible_output_tokens, visible_output_picousd, priceable_tokens())
                + meter_cost(reasoning_tokens, reasoning_picousd, priceable_tokens())
                + meter_cost(input_audio_tokens, input_audio_picousd, priceable_tokens())
                + meter_cost(output_audio_tokens, output_audio_picousd, priceable_tokens())
                + meter_cost(image_tokens, image_picousd, priceable_tokens())
                + meter_cost(web_searches, web_search_picousd, priceable_fees())
                + meter_cost(tool_calls_billed, tool_call_picousd, priceable_fees())
        end as offer_picousd,
        requests.event_date,
        reporting_day(requests.event_date, requests.started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced as requests
    cross join settings
    left join int_unit_prices as prices
        on requests.provider = prices.provider
        and requests.llm_model = prices.llm_model
        and prices.service_tier = 'standard'
        and requests.region_class = prices.region_class
        and requests.started_at >= prices.valid_from
        and requests.started_at < prices.valid_to
        and coalesce(requests.prompt_tokens, 0) >= prices.prompt_tokens_from
        and coalesce(requests.prompt_tokens, 0) < prices.prompt_tokens_to
),

days as (
    select
        provider,
        llm_model,
        feature,
        count(*) as requests,
        count(*) filter (is_batch) as batch_requests,
        count(*) filter (is_unattended) as unattended_requests,
        count(*) filter (not is_batch and offer_picousd is not null) as offered_requests,
        count(*) filter (is_unattended and offer_picousd is not null) as unattended_offered_requests,
        sum(list_cost_picousd) as list_cost_picousd,
        sum(list_cost_picousd) filter (is_batch) as batch_cost_picousd,
        sum(list_cost_picousd) filter (offer_picousd is not null) as offered_cost_picousd,
        sum(offer_picousd) as offer_picousd,
        sum(list_cost_picousd) filter (is_unattended and offer_picousd is not null) as unattended_offered_cost_picousd,
        sum(offer_picousd) filter (is_unattended) as unattended_offer_picousd,
        event_date,
        reporting_date,
    from requests
    group by provider, llm_model, feature, event_date, reporting_date
)

select * from days
