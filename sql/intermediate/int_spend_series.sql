-- grain: one row per series (provider and model, and all together) and UTC day from its first to the last day seen
-- key: series_id, period_no
-- units: amount in USD as DOUBLE, for statistics only; period_no in days since 1970; season_length in periods
-- source: int_costs_by_day, settings
-- why: a day without calls costs nothing and belongs to the series. Days alike share a slot: working days, weekends
-- kept: build
with int_costs_by_day as (
    select * from int_costs_by_day
),

settings as (
    select * from settings
),

day_costs as (
    select
        coalesce(provider, '(all)') as provider,
        coalesce(llm_model, '(all)') as llm_model,
        sum(list_cost_picousd) / 1e12 as amount,
        event_date,
    from int_costs_by_day
    where list_cost_picousd is not null
    group by grouping sets ((provider, llm_model, event_date), (event_date))
),

series_days as (
    select
        provider,
        llm_model,
        unnest(range(min(event_date), any_value(settings.as_of_date) + 1, interval 1 day))::date as event_date,
    from day_costs
    cross join settings
    group by provider, llm_model
),

series as (
    select
        concat_ws('/', provider, llm_model) as series_id,
        provider,
        llm_model,
        if(isodow(event_date) > 5, 'weekend', 'working day') as slot,
        7 as season_length,
        event_date - date '1970-01-01' as period_no,
        coalesce(day_costs.amount, 0) as amount,
    from series_days
    left join day_costs using (provider, llm_model, event_date)
)

select * from series
