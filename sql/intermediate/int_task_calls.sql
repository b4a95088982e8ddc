-- kept: build
-- grain: one row per judged task and model that was called for it
-- key: outcome_key, provider?, llm_model?
-- units: requests and failed_requests as counts, _picousd in 10^-12 USD of fully priced calls
-- source: stg_outcomes, int_operation_costs_by_day, int_requests_priced
-- why: finds the calls of a task: by the operation it is, else by its session, else by its request. A call is of one
--      task at most: what an operation claims no session gets, and a session or request named by two tasks is of none
with stg_outcomes as (
    select * from stg_outcomes
),

calls_of_days as not materialized (
    select
        operation_id,
        session_id,
        provider,
        llm_model,
        customer_id,
        feature,
        requests,
        failed_requests,
        unpriced_requests,
        list_cost_picousd,
        failed_cost_picousd,
        first_started_at,
        last_started_at,
    from int_operation_costs_by_day
),

of_operations as (
    select outcomes.outcome_key, calls.*,
    from calls_of_days as calls
    inner join stg_outcomes as outcomes
        on calls.operation_id = outcomes.operation_id
),

sessions as (
    select
        session_id,
        min(outcome_key) as outcome_key,
    from stg_outcomes
    where session_id is not null
    group by session_id
    having
        count(*) = 1
        and min(outcome_key) not in (select outcome_key from of_operations)
),

of_sessions as (
    select sessions.outcome_key, calls.*,
    from calls_of_days as calls
    inner join sessions
        on calls.session_id = sessions.session_id
    where calls.operation_id is null or calls.operation_id not in (select operation_id from of_operations)
),

requests as (
    select
        request_id,
        min(outcome_key) as outcome_key,
    from stg_outcomes
    where request_id is not null
    group by request_id
    having
        count(*) = 1
        and min(outcome_key) not in (select outcome_key from of_operations)
        and min(outcome_key) not in (select outcome_key from of_sessions)
),

of_requests as (
    select
        requests.outcome_key,
        calls.operation_id,
        calls.session_id,
        calls.provider,
        calls.llm_model,
        calls.customer_id,
        calls.feature,
        1 as requests,
        is_wasted_call(calls.error_type, calls.status_code, calls.is_cancelled)::integer as failed_requests,
        (not calls.is_priced)::integer as unpriced_requests,
        calls.list_cost_picousd,
        case failed_requests when 1 then calls.list_cost_picousd end as failed_cost_picousd,
        calls.started_at as first_started_at,
        calls.started_at as last_started_at,
    from int_requests_priced as calls
    inner join requests
        on calls.request_id = requests.request_id
    where
        (calls.operation_id is null or calls.operation_id not in (select operation_id from of_operations))
        and (calls.session_id is null or calls.session_id not in (select session_id from sessions))
),

found as (
    select * from of_operations
    union all
    select * from of_sessions
    union all
    select * from of_requests
),

task_calls as (
    select
        outcome_key,
        provider,
        llm_model,
        min(customer_id) as customer_id,
        min(feature) as feature,
        sum(requests) as requests,
        sum(failed_requests) as failed_requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(list_cost_picousd)::hugeint as list_cost_picousd,
        sum(failed_cost_picousd)::hugeint as failed_cost_picousd,
        min(first_started_at) as first_started_at,
        max(last_started_at) as last_started_at,
    from found
    group by outcome_key, provider, llm_model
)

select * from task_calls
