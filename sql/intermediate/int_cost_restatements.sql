-- grain: one row per UTC day, provider, publication and cause that changed what the logs cost at list prices
-- key: event_date, provider, told_commit_no, cause
-- units: _picousd in 10^-12 USD at list price; publications by their commit
-- source: int_usage_tellings, int_cost_corrections
-- why: calls that came late count at the prices that were known when they were told; corrected prices change what was
--      told before. From the first telling on the running total ends at what the day costs now
with told_costs as (
    select
        tellings.provider,
        tellings.told_commit_no,
        if(tellings.told_commit_no = tellings.first_told_commit_no, 'first_told', 'late_file') as cause,
        sum(tellings.cost_picousd) as cost_picousd,
        tellings.event_date,
    from int_usage_tellings as tellings
    group by tellings.provider, tellings.told_commit_no, cause, tellings.event_date
),

corrected_since as (
    select
        provider,
        told_commit_no,
        sum(difference_picousd) as difference_picousd,
        event_date,
    from int_cost_corrections
    group by provider, told_commit_no, event_date
),

differences as (
    select
        told_costs.provider,
        told_costs.told_commit_no,
        told_costs.cause,
        told_costs.cost_picousd - coalesce(corrected_since.difference_picousd, 0) as difference_picousd,
        told_costs.event_date,
    from told_costs
    left join corrected_since using (provider, told_commit_no, event_date)
    union all by name
    select
        provider,
        corrected_commit_no as told_commit_no,
        'corrected_price' as cause,
        sum(difference_picousd) as difference_picousd,
        event_date,
    from int_cost_corrections
    group by provider, corrected_commit_no, event_date
),

-- In the order of their names a price is corrected before what came late is told at it.
running as (
    select
        *,
        sum(difference_picousd) over (
            partition by provider, event_date
            order by told_commit_no, cause
        ) as cost_after_picousd,
    from differences
),

restatements as (
    select
        provider,
        cause,
        told_commit_no,
        cost_after_picousd - difference_picousd as cost_before_picousd,
        cost_after_picousd,
        event_date,
    from running
    where cause <> 'first_told' and difference_picousd <> 0
)

select * from restatements
