-- grain: one row per UTC day, reporting day, model, measure and bucket
-- key: event_date, reporting_date, llm_model, measure, value_bucket
-- units: value in the unit of the measure: Tokens, or 10^-12 USD; square_sum in its square; value_bucket as
--        cost_bucket_of() numbers it, each 2 % wide
-- source: int_request_measures
-- why: histograms of days add up to those of months, so the tail of a month is known without reading requests again,
--      and the mean as it grew day by day with it
-- kept: table by event_date
with int_request_measures as (
    select * from int_request_measures
),

bucketed as (
    select
        llm_model,
        measure,
        cost_bucket_of(value) as value_bucket,
        count(*) as requests,
        sum(value) as value,
        fsum(value::double * value) as square_sum,
        event_date,
        reporting_date,
    from int_request_measures
    group by llm_model, measure, cost_bucket_of(value), event_date, reporting_date
)

select * from bucketed
