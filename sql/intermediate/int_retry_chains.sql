-- kept: build
-- grain: one row per call of an operation that failed, was tried again or asked again; other calls stand alone
-- key: dedupe_key
-- units: attempts and chain_attempts as counts, _us in microseconds since 1970
-- source: int_requests_attributed
-- why: the one place that says which calls are tries of the same thing. Declared: the log numbers the attempts of an
--      operation; an answer ends the chain, a count that starts over after a failure is a second layer of retries.
--      Inferred: a failed call, then within the pause of a retry one of the same customer and model with the same
--      prompt (by hash; else by session and length; else by user and length). The same prompt after an answer is a
--      regeneration, no retry. The days around a day are read with it, so midnight cuts no chain
with calls as not materialized (
    select
        dedupe_key,
        operation_id is not null and attempt_no is not null as is_declared,
        provider,
        failure_of(error_type, status_code, is_cancelled) as failure,
        failure <> '(none)' as is_failed,
        attempt_no,
        prompt_hash,
        nullif(
            coalesce(uncached_input_tokens, 0) + coalesce(cache_read_tokens, 0) + coalesce(cache_write_5m_tokens, 0)
            + coalesce(cache_write_1h_tokens, 0) + coalesce(cache_write_unknown_ttl_tokens, 0)
            + coalesce(input_audio_tokens, 0) + coalesce(image_tokens, 0), 0
        ) as prompt_tokens,
        coalesce(request_llm_model, response_llm_model) as route_model,
        -- a 64-bit hash partitions faster than the texts
        case
            when is_declared then hash('operation', operation_id, prompt_hash, agent)
            when prompt_hash is not null then hash('prompt', customer_id, provider, route_model, prompt_hash)
            when session_id is not null
                then hash('session', customer_id, provider, route_model, session_id, agent, feature)
            when prompt_tokens is not null
                then hash(
                    'length', customer_id, provider, route_model, feature, user_id, api_key_id, project_id,
                    prompt_tokens)
        end as chain_hash,
        event_date,
        epoch_us(started_at) as started_us,
        epoch_us(coalesce(ended_at, started_at)) as ended_us,
    from int_requests_attributed
),

-- Few calls fail; only what shares an operation, session or prompt with one of them needs to be put in order.
hashes_in_question as (
    select chain_hash
    from calls
    where chain_hash is not null
    group by chain_hash
    having bool_or(is_failed) or max(attempt_no) > 1 or (count(prompt_hash) > 1 and not bool_or(is_declared))
),

latencies as (
    select
        provider,
        route_model,
        quantile_disc(ended_us - started_us, 0.95) as p95_us,
        event_date,
    from calls
    where ended_us > started_us
    group by provider, route_model, event_date
),

ordered as (
    select
        calls.*,
        retry_pause_us(latencies.p95_us) as pause_us,
        lag(calls.is_failed) over chain as is_after_failure,
        lag(calls.attempt_no) over chain as previous_attempt_no,
        lag(calls.prompt_tokens) over chain as previous_prompt_tokens,
        calls.started_us - lag(calls.ended_us) over chain as pause_before_us,
    from calls
    semi join hashes_in_question
        on calls.chain_hash = hashes_in_question.chain_hash
    left join latencies
        on calls.provider is not distinct from latencies.provider
        and calls.route_model is not distinct from latencies.route_model
        and calls.event_date = latencies.event_date
    window chain as (partition by calls.chain_hash order by calls.started_us, calls.dedupe_key)
),

judged as (
    select
        *,
        is_after_failure is not null
        and pause_before_us <= pause_us
        and coalesce(prompt_tokens = previous_prompt_tokens, true) as is_same_prompt_soon,
        case
            when is_declared then coalesce(is_after_failure or attempt_no > previous_attempt_no, false)
            else is_same_prompt_soon and is_after_failure
        end as is_retry,
        not is_declared and is_same_prompt_soon and not is_after_failure and prompt_hash is not null as is_regenerated,
        is_declared and is_retry and attempt_no <= previous_attempt_no as is_layer,
    from ordered
),

numbered as (
    select
        *,
        count(if(not is_retry, 1, null)) over (
            partition by chain_hash order by started_us, dedupe_key
        ) as chain_no,
    from judged
),

chained as (
    select
        dedupe_key,
        case
            when is_declared then 'declared'
            when bool_or(is_regenerated) over chain then 'regeneration'
            else 'inferred'
        end as chain_kind,
        coalesce(
            arg_min(failure, (started_us, dedupe_key)) filter (is_failed) over chain, '(none)'
        ) as first_failure,
        row_number() over (partition by chain_hash, chain_no order by started_us, dedupe_key) as attempt,
        count(*) over chain as chain_attempts,
        greatest(0, max(attempt_no) over chain - count(*) over chain) as unlogged_attempts,
        count(*) filter (is_layer) over chain > 0 as is_layered,
        not is_failed and row_number() over (
            partition by chain_hash, chain_no, is_failed order by started_us desc, dedupe_key desc
        ) = 1 as is_resolving,
    from numbered
    window chain as (partition by chain_hash, chain_no)
)

select * from chained
