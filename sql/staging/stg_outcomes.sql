-- grain: one outcome (outcome_key), as its latest delivery states it
-- key: outcome_key
-- units: money in currency; human_minutes in minutes; tasks, resolved_tasks and attempts as counts
-- source: raw_outcomes
-- why: a task that is judged again, or stands in several deliveries, counts once; the delivery committed last holds
with raw_outcomes_in_force as (
    select * from raw_outcomes where is_superseded is not true
),

outcomes as (
    select raw_outcomes_in_force.* exclude (is_superseded),
    from raw_outcomes_in_force
    qualify row_number() over (
        partition by outcome_key
        order by commit_no desc nulls last, file_id, line_no desc
    ) = 1
)

select * from outcomes
