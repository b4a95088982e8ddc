-- kept: parquet by event_date
-- grain: one row per UTC day, operation, session, provider and model of calls that name an operation or a session
-- key: event_date, operation_id?, session_id?, provider?, llm_model?
-- units: requests and failed_requests as counts, _picousd in 10^-12 USD of fully priced calls
-- source: int_requests_priced
-- why: outcomes come days after the work they judge; kept by operation and session, its cost is found without reading
--      the requests again
with int_requests_priced as not materialized (
    select * from int_requests_priced
),

operations as (
    select
        operation_id,
        session_id,
        provider,
        llm_model,
        min(customer_id) as customer_id,
        min(feature) as feature,
        count(*) as requests,
        count(*) filter (is_wasted_call(error_type, status_code, is_cancelled)) as failed_requests,
        count(*) filter (not is_priced) as unpriced_requests,
        sum(list_cost_picousd)::decimal(38, 0) as list_cost_picousd,
        (sum(list_cost_picousd) filter (is_wasted_call(error_type, status_code, is_cancelled)))::decimal(38, 0)
            as failed_cost_picousd,
        event_date,
        min(started_at) as first_started_at,
        max(started_at) as last_started_at,
    from int_requests_priced
    where operation_id is not null or session_id is not null
    group by operation_id, session_id, provider, llm_model, event_date
)

select * from operations
