-- grain: one row per calendar month of the reporting time zone with requests
-- key: month_date
-- units: days; end_date is the first day after the month, or after the last day with requests
-- source: int_costs_by_day
-- why: revenue is counted to the same day as the cost it is compared with
with int_costs_by_day as (
    select * from int_costs_by_day
),

months as (
    select
        month_of(reporting_date) as month_date,
        max(reporting_date) as last_date,
    from int_costs_by_day
    group by month_of(reporting_date)
),

month_ends as (
    select
        month_date,
        least((month_date + interval 1 month)::date, max(last_date) over () + 1) as end_date,
    from months
)

select * from month_ends
