-- grain: one row per UTC day, reporting day, model and measure
-- key: event_date, reporting_date, llm_model, measure
-- units: largest_values in the unit of the measure: Tokens, or 10^-12 USD; at most 1,000, falling
-- source: int_request_measures
-- why: a tail is made of its largest members, which a histogram rounds. The 1,000 largest of a month stand among those
--      of its days, so they are exact
-- kept: table by event_date
with int_request_measures as (
    select * from int_request_measures
),

largest as (
    select
        llm_model,
        measure,
        max(value, 1000) as largest_values,
        event_date,
        reporting_date,
    from int_request_measures
    group by llm_model, measure, event_date, reporting_date
)

select * from largest
