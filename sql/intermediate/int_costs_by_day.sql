-- grain: one row per UTC day, reporting day, provider, model, served tier, customer, feature and project
-- key: event_date, reporting_date, provider, llm_model, service_tier, customer_id, feature, project_id
-- units: _tokens in Tokens, web_searches and tool_calls_billed in Requests, _picousd in 10^-12 USD
-- source: int_requests_priced
-- why: every daily and monthly cost table adds up these sums instead of reading requests again
-- kept: table by event_date
with settings as (
    select * from settings
),

-- int_requests_priced is read twice and therefore has no import step, which DuckDB would write out whole.
-- An operation counts once a day, in the group of its first attempt of that day, so that groups add up.
first_attempts as (
    select
        event_date,
        min({ 'attempt_no': attempt_no, 'started_at': started_at, 'dedupe_key': dedupe_key }).dedupe_key as dedupe_key,
        true as is_first_attempt,
    from int_requests_priced
    where operation_id is not null
    group by event_date, operation_id
),

named as (
    select
        requests.*,
        coalesce(requests.provider, '(not reported)') as named_provider,
        coalesce(requests.llm_model, '(not reported)') as named_llm_model,
        sold_tier(requests.service_tier, requests.is_batch) as named_service_tier,
        coalesce(requests.feature, '(not reported)') as named_feature,
        coalesce(requests.project_id, '(not reported)') as named_project_id,
        token_total(
            requests.uncached_input_tokens, requests.cache_read_tokens, requests.cache_write_5m_tokens,
            requests.cache_write_1h_tokens, requests.cache_write_unknown_ttl_tokens, requests.visible_output_tokens,
            requests.reasoning_tokens, requests.input_audio_tokens, requests.output_audio_tokens, requests.image_tokens
        ) as total_tokens,
        reporting_day(requests.event_date, requests.started_at, settings.reporting_time_zone) as reporting_date,
        coalesce(first_attempts.is_first_attempt, false) as is_first_attempt,
    from int_requests_priced as requests
    cross join settings
    left join first_attempts
        on requests.event_date = first_attempts.event_date
        and requests.dedupe_key = first_attempts.dedupe_key
),

-- Meter costs are those of fully priced requests, so that they add up to the list cost of the row.
summed as (
    select
        named_provider as provider,
        named_llm_model as llm_model,
        named_service_tier as service_tier,
        customer_id,
        named_feature as feature,
        named_project_id as project_id,
        count(*) as requests,
        count(operation_id) as attempts,
        count(*) filter (is_first_attempt) as operations,
        count(*) filter (not is_priced) as unpriced_requests,
        count(*) filter (not is_priced and list_cost_upper_picousd is null) as unbounded_requests,
        count(*) filter (is_usage_estimated) as estimated_requests,
        count(*) filter (is_answered_locally) as locally_answered_requests,
        sum(uncached_input_tokens) as uncached_input_tokens,
        sum(cache_read_tokens) as cache_read_tokens,
        sum(cache_write_5m_tokens) as cache_write_5m_tokens,
        sum(cache_write_1h_tokens) as cache_write_1h_tokens,
        sum(cache_write_unknown_ttl_tokens) as cache_write_unknown_ttl_tokens,
        sum(visible_output_tokens) as visible_output_tokens,
        sum(reasoning_tokens) as reasoning_tokens,
        sum(input_audio_tokens) as input_audio_tokens,
        sum(output_audio_tokens) as output_audio_tokens,
        sum(image_tokens) as image_tokens,
        sum(web_searches) as web_searches,
        sum(tool_calls_billed) as tool_calls_billed,
        sum(total_tokens) as total_tokens,
        sum(total_tokens) filter (not is_priced) as unpriced_tokens,
        sum(uncached_input_cost_picousd) filter (is_priced) as uncached_input_cost_picousd,
        sum(cache_read_cost_picousd) filter (is_priced) as cache_read_cost_picousd,
        sum(cache_write_5m_cost_picousd) filter (is_priced) as cache_write_5m_cost_picousd,
        sum(cache_write_1h_cost_picousd) filter (is_priced) as cache_write_1h_cost_picousd,
        sum(cache_write_unknown_ttl_cost_picousd) filter (is_priced) as cache_write_unknown_ttl_cost_picousd,
        sum(visible_output_cost_picousd) filter (is_priced) as visible_output_cost_picousd,
        sum(reasoning_cost_picousd) filter (is_priced) as reasoning_cost_picousd,
        sum(input_audio_cost_picousd) filter (is_priced) as input_audio_cost_picousd,
        sum(output_audio_cost_picousd) filter (is_priced) as output_audio_cost_picousd,
        sum(image_cost_picousd) filter (is_priced) as image_cost_picousd,
        sum(web_search_cost_picousd) filter (is_priced) as web_search_cost_picousd,
        sum(tool_call_cost_picousd) filter (is_priced) as tool_call_cost_picousd,
        sum(list_cost_picousd) filter (is_priced) as list_cost_picousd,
        sum(avoided_cost_picousd) as avoided_cost_picousd,
        -- What no contract speaks of is paid at list prices.
        count(contract_id) as contracted_requests,
        count(*) filter (coalesce(effective_cost_picousd, list_cost_picousd) is null) as effective_unpriced_requests,
        sum(total_tokens) filter (coalesce(effective_cost_picousd, list_cost_picousd) is null)
            as effective_unpriced_tokens,
        sum(coalesce(effective_cost_picousd, list_cost_picousd)) as effective_cost_picousd,
        sum(list_cost_picousd) filter (operation_id is not null and is_priced) as operation_cost_picousd,
        sum(list_cost_lower_picousd) filter (not is_priced) as unpriced_lower_picousd,
        sum(list_cost_upper_picousd) filter (not is_priced) as unpriced_upper_picousd,
        event_date,
        reporting_date,
    from named
    group by
        named_provider, named_llm_model, named_service_tier, customer_id, named_feature, named_project_id,
        event_date, reporting_date
)

select * from summed
