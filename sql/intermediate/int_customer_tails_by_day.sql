-- grain: one row per UTC day, reporting day, measure, side (the measure's own value, or the tokens of the same
--        requests), customer and bucket
-- key: event_date, reporting_date, measure, side, customer_id, value_bucket
-- units: value in the unit of the measure or, on side tokens, in Tokens; buckets 10 % wide
-- source: int_request_measures, int_measured_requests
-- why: requests of one customer resemble each other, so a tail is as sure as its customers are many: they are what is
--      drawn again. Tokens stand beside each measure for the very requests that have it
-- kept: table by event_date
with int_request_measures as (
    select * from int_request_measures
),

int_measured_requests as (
    select * from int_measured_requests
),

values_by_bucket as (
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
),

-- Most requests have the same measures, so their tokens are counted once for all of them.
tokens_by_bucket as (
    select
        customer_id,
        cost_bucket_of(tokens) // 5 as value_bucket,
        list_cost_picousd is not null as has_list_cost,
        resource_cost_picousd is not null as has_resource_cost,
        peak_cost_10s_picousd is not null as has_peak_cost_10s,
        peak_cost_60s_picousd is not null as has_peak_cost_60s,
        peak_cost_300s_picousd is not null as has_peak_cost_300s,
        count(*) as requests,
        sum(tokens) as value,
        event_date,
        reporting_date,
    from int_measured_requests
    group by all
),

tokens_by_measure as (
    select
        unnest([
            if(has_list_cost, 'list_cost', null), if(has_resource_cost, 'resource_cost', null),
            if(has_peak_cost_10s, 'peak_cost_10s', null), if(has_peak_cost_60s, 'peak_cost_60s', null),
            if(has_peak_cost_300s, 'peak_cost_300s', null)
        ]) as measure,
        customer_id,
        value_bucket,
        requests,
        value,
        event_date,
        reporting_date,
    from tokens_by_bucket
),

bucketed as (
    select * from values_by_bucket
    union all by name
    select
        measure,
        'tokens' as side,
        customer_id,
        value_bucket,
        sum(requests)::bigint as requests,
        sum(value) as value,
        event_date,
        reporting_date,
    from tokens_by_measure
    where measure is not null
    group by measure, customer_id, value_bucket, event_date, reporting_date
)

select * from bucketed
