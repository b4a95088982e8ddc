-- kept: table by event_date
-- grain: one row per UTC hour, provider, model, feature, kind of chain and first failure of the chain
-- key: hour_start, provider, llm_model, feature, chain_kind, first_failure
-- units: _tokens in Tokens, _picousd in 10^-12 USD of fully priced calls
-- source: int_requests_priced, int_retry_chains
-- why: adds up what trying again took. Every call counts once, in the hour it was made, with the chain it belongs to,
--      so days add up to what they cost; an operation counts where its first attempt is
with int_retry_chains as (
    select * from int_retry_chains
),

-- A call outside of any chain is the only attempt of its operation.
attempts as (
    select
        coalesce(requests.provider, '(not reported)') as provider,
        coalesce(requests.llm_model, '(not reported)') as llm_model,
        coalesce(requests.feature, '(not reported)') as feature,
        coalesce(
            chains.chain_kind,
            if(requests.operation_id is not null and requests.attempt_no is not null, 'declared', 'inferred')
        ) as chain_kind,
        failure_of(requests.error_type, requests.status_code, requests.is_cancelled) as failure,
        coalesce(chains.first_failure, failure) as first_failure,
        coalesce(chains.attempt, 1) as attempt,
        coalesce(chains.chain_attempts, 1) as chain_attempts,
        coalesce(chains.unlogged_attempts, 0) as unlogged_attempts,
        token_total(
            requests.uncached_input_tokens, requests.cache_read_tokens, requests.cache_write_5m_tokens,
            requests.cache_write_1h_tokens, requests.cache_write_unknown_ttl_tokens, requests.visible_output_tokens,
            requests.reasoning_tokens, requests.input_audio_tokens, requests.output_audio_tokens, requests.image_tokens
        ) as tokens,
        requests.list_cost_picousd,
        requests.is_priced,
        coalesce(chains.is_layered, false) as is_layered,
        coalesce(chains.is_resolving, failure = '(none)') as is_resolving,
        requests.event_date,
        hour_of(requests.started_at) as hour_start,
    from int_requests_priced as requests
    left join int_retry_chains as chains
        on requests.dedupe_key = chains.dedupe_key
),

hours as (
    select
        provider,
        llm_model,
        feature,
        chain_kind,
        first_failure,
        count(*) as attempts,
        count(*) filter (failure <> '(none)') as failed_attempts,
        count(*) filter (not is_priced) as unpriced_attempts,
        count(*) filter (attempt = 1) as operations,
        count(*) filter (attempt = 1 and chain_attempts > 1) as retried_operations,
        count(*) filter (attempt = 1 and is_layered) as layered_operations,
        count(*) filter (is_resolving) as resolved_operations,
        max(chain_attempts) as longest_chain_attempts,
        coalesce(sum(unlogged_attempts) filter (attempt = 1), 0) as unlogged_attempts,
        sum(tokens) as tokens,
        coalesce(sum(tokens) filter (is_resolving), 0) as resolving_tokens,
        coalesce(sum(tokens) filter (failure <> '(none)'), 0) as failed_tokens,
        sum(list_cost_picousd) filter (is_priced) as list_cost_picousd,
        sum(list_cost_picousd) filter (is_priced and is_resolving) as resolving_cost_picousd,
        sum(list_cost_picousd) filter (is_priced and failure <> '(none)') as failed_cost_picousd,
        event_date,
        hour_start,
    from attempts
    group by provider, llm_model, feature, chain_kind, first_failure, event_date, hour_start
)

select * from hours
