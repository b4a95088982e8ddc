-- why: an explanation of a bill that does not add up to its change, or not to the bill of the days, is none
with part_offences as (
    select
        period_kind,
        period_date,
        provider,
        llm_model,
        change_usd,
        volume_usd + mix_usd + new_usd + ended_usd + price_usd + input_usd + cache_usd + visible_output_usd
        + reasoning_usd + fees_usd + retries_usd as parts_usd,
    from mart_bill_change
    where
        change_usd is distinct from parts_usd
        or change_usd is distinct from cost_usd - previous_cost_usd
),

bills as (
    select
        provider,
        llm_model,
        cost_usd,
        period_date,
    from mart_bill_change
    where period_kind = 'month'
),

days as (
    select
        provider,
        llm_model,
        usd(coalesce(sum(list_cost_picousd), 0)) as cost_usd,
        month_of(reporting_date) as period_date,
    from int_costs_by_day
    where month_of(reporting_date) in (select period_date from bills)
    group by provider, llm_model, month_of(reporting_date)
),

bill_offences as (
    select
        'month' as period_kind,
        period_date,
        provider,
        llm_model,
        bills.cost_usd as change_usd,
        days.cost_usd as parts_usd,
    from days
    full outer join bills using (period_date, provider, llm_model)
    where coalesce(bills.cost_usd, 0) <> coalesce(days.cost_usd, 0)
),

offences as (
    select * from part_offences
    union all by name
    select * from bill_offences
)

select * from offences
