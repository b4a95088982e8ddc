-- why: each dimension and the histogram of requests must hold the whole cost of a day, or a share would be of less
-- runs: by event_date
with day_costs as (
    select
        event_date,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
    from int_costs_by_day
    group by event_date
),

dimension_costs as (
    select
        event_date,
        dimension,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
    from int_member_costs_by_day
    group by event_date, dimension
    union all
    select
        event_date,
        'request' as dimension,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
    from int_request_costs_by_day
    group by event_date
),

offences as (
    select
        event_date,
        dimension_costs.dimension,
        dimension_costs.cost_picousd as cost_picousd_in_dimension,
        day_costs.cost_picousd,
    from dimension_costs
    full outer join day_costs using (event_date)
    where
        dimension_costs.cost_picousd is distinct from day_costs.cost_picousd
        and coalesce(dimension_costs.cost_picousd, 0) <> coalesce(day_costs.cost_picousd, 0)
)

select * from offences
