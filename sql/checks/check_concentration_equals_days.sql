-- why: members, credits and what no member is named for must together be the cost of the month; on basis billed, of
--      its customers
with concentration as (
    select
        month_date,
        dimension,
        cost_basis,
        cost_evidence,
        cost_usd + negative_cost_usd + unattributed_cost_usd as cost_usd,
    from mart_cost_concentration
),

day_months as (
    select
        month_of(reporting_date) as month_date,
        cost_basis,
        -- some days of a month agree with an invoice; the month is made of both
        if(cost_evidence = 'reconciled', 'modelled', cost_evidence) as month_evidence,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_daily_costs
    group by month_of(reporting_date), cost_basis, month_evidence
    union all
    select
        month_of(reporting_date) as month_date,
        'effective' as cost_basis,
        'modelled' as month_evidence,
        usd(coalesce(sum(effective_cost_picousd), 0)) as cost_usd,
    from int_effective_costs_by_day
    group by month_of(reporting_date)
    union all
    select
        month_date,
        cost_basis,
        cost_evidence as month_evidence,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_customer_costs
    where cost_basis = 'billed'
    group by month_date, cost_basis, cost_evidence
),

offences as (
    select
        concentration.month_date,
        concentration.dimension,
        concentration.cost_basis,
        concentration.cost_evidence,
        concentration.cost_usd as cost_usd_of_members,
        day_months.cost_usd as cost_usd_of_days,
    from concentration
    left join day_months
        on concentration.month_date = day_months.month_date
        and concentration.cost_basis = day_months.cost_basis
        and concentration.cost_evidence = day_months.month_evidence
    where concentration.cost_usd is distinct from day_months.cost_usd
)

select * from offences
