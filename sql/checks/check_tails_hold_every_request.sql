-- why: a request that fell out of the points of a tail would make the tail thinner than it is.
with int_request_tails_by_day as (
    select * from int_request_tails_by_day
),

int_tail_points as (
    select * from int_tail_points
),

counted as (
    select
        month_of(reporting_date) as month_date,
        llm_model,
        measure,
        sum(requests) as requests,
    from int_request_tails_by_day
    group by month_of(reporting_date), llm_model, measure
),

pointed as (
    select
        month_date,
        llm_model,
        measure,
        sum(members) as members,
    from int_tail_points
    where llm_model <> '(all)'
    group by month_date, llm_model, measure
),

differences as (
    select
        coalesce(counted.month_date, pointed.month_date) as month_date,
        coalesce(counted.llm_model, pointed.llm_model) as llm_model,
        coalesce(counted.measure, pointed.measure) as measure,
        counted.requests,
        pointed.members,
    from counted
    full outer join pointed
        on counted.month_date = pointed.month_date
        and counted.llm_model = pointed.llm_model
        and counted.measure = pointed.measure
    where counted.requests is distinct from pointed.members
)

select * from differences
