-- grain: one published mean cost (published_key), as its latest delivery states it
-- key: published_key
-- units: cost_per_task in currency; tasks and costed_tasks as counts
-- source: raw_published_costs
-- why: a board that is read again replaces what it said; the delivery committed last holds
with raw_published_costs_in_force as (
    select * from raw_published_costs where is_superseded is not true
),

published_costs as (
    select raw_published_costs_in_force.* exclude (is_superseded),
    from raw_published_costs_in_force
    qualify row_number() over (
        partition by published_key
        order by commit_no desc nulls last, file_id, line_no desc
    ) = 1
)

select * from published_costs
