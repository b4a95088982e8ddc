-- grain: one row per UTC day, provider, model, feature, attribute of the call and value of it
-- key: event_date, provider, llm_model, feature, attribute, attribute_value
-- units: requests in Requests, reasoning_tokens in Tokens
-- source: int_requests_priced
-- why: what else changed on the day reasoning did: the version that answered, the effort asked for, the prompt prefix.
--      A prefix can be as rare as a conversation, so all but the 100 commonest values of a day are one, (other)
-- kept: table by event_date
with int_requests_priced as (
    select * from int_requests_priced
),

requests as (
    select
        coalesce(provider, '(not reported)') as provider,
        coalesce(llm_model, '(not reported)') as llm_model,
        coalesce(feature, '(not reported)') as feature,
        coalesce(response_llm_model, request_llm_model, '(not reported)') as model_version,
        coalesce(reasoning_effort, '(not reported)') as effort,
        coalesce(prefix_hash, '(not reported)') as prompt_version,
        reasoning_tokens,
        event_date,
    from int_requests_priced
),

counted as (
    select
        provider,
        llm_model,
        feature,
        case
            when grouping(model_version) = 0 then 'model_version'
            when grouping(effort) = 0 then 'effort'
            else 'prompt_version'
        end as attribute,
        coalesce(model_version, effort, prompt_version) as attribute_value,
        count(*) as requests,
        coalesce(sum(reasoning_tokens), 0) as reasoning_tokens,
        event_date,
    from requests
    group by grouping sets (
        (event_date, provider, llm_model, feature, model_version),
        (event_date, provider, llm_model, feature, effort),
        (event_date, provider, llm_model, feature, prompt_version)
    )
),

ranked as (
    select
        *,
        row_number() over (
            partition by event_date, provider, llm_model, feature, attribute
            order by requests desc, attribute_value
        ) as value_rank,
    from counted
),

bounded as (
    select
        provider,
        llm_model,
        feature,
        attribute,
        case when value_rank <= 100 then attribute_value else '(other)' end as attribute_value,
        sum(requests)::bigint as requests,
        sum(reasoning_tokens) as reasoning_tokens,
        event_date,
    from ranked
    group by all
)

select * from bounded
