-- grain: one row per UTC day, reporting day, measure, side (the measure's own value, or the tokens of the same
--        requests), customer and bucket
-- key: event_date, reporting_date, measure, side, customer_id, value_bucket
-- units: value in the unit of the measure or, on side tokens, in Tokens; buckets 10 % wide
-- source: int_request_measures
-- why: requests of one customer resemble each other, so a tail is as sure as its customers are many: they are what is
--      drawn again. Tokens stand beside each measure for the very requests that have it
-- kept: table by event_date
with int_request_measures as not materialized (
    select * from int_request_measures
),

bucketed as (
    select
        measure,
        'value' as side,
        customer_id,
        cost_bucket_of(value) // 5 as value_bucket,
        count(*) as requests,
        sum(value) as value,
        event_date,
        reporting_date,
    from int_request_measures
    group by measure, customer_id, cost_bucket_of(value) // 5, event_date, reporting_date
    union all by name
    select
        measure,
        'tokens' as side,
        customer_id,
        cost_bucket_of(tokens) // 5 as value_bucket,
        count(*) as requests,
        sum(tokens) as value,
        event_date,
        reporting_date,
    from int_request_measures
    where measure <> 'tokens'
    group by measure, customer_id, cost_bucket_of(tokens) // 5, event_date, reporting_date
)

select * from bucketed
