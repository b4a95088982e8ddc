-- why: what was said last of a restated day must be what its calls cost now, and what was said first of a bill and the
--      differences since must be the bill that is in force, to the last digit
with last_said as (
    select
        provider,
        cost_after,
        period_start_date,
    from mart_restatements
    where cost_basis = 'list'
    qualify row_number() over (
        partition by provider, period_start_date
        order by commit_no desc, cause desc
    ) = 1
),

costs as (
    select
        provider,
        usd(coalesce(sum(list_cost_picousd), 0)) as cost,
        event_date,
    from int_costs_by_day
    group by provider, event_date
),

first_said as (
    select
        replace_key,
        provider,
        billing_currency,
        cost_units,
    from int_invoice_states
    where cost_units_before is null
),

bill_amounts as (
    select
        provider,
        billing_currency,
        cost_units as said_units,
        0::hugeint as units_in_force,
    from first_said
    union all
    select
        provider,
        billing_currency,
        units_of_amount(cost_difference) as said_units,
        0::hugeint as units_in_force,
    from mart_restatements
    where cost_basis = 'billed'
    union all
    select
        coalesce(provider, '(not named)') as provider,
        coalesce(billing_currency, '(not reported)') as billing_currency,
        0::hugeint as said_units,
        units_of_amount(billed_cost) as units_in_force,
    from stg_invoice_lines
    where replace_key in (select replace_key from first_said)
),

offences as (
    select
        last_said.provider,
        'USD' as billing_currency,
        last_said.cost_after as cost_said,
        costs.cost::decimal(38, 18) as cost_in_force,
        last_said.period_start_date,
    from last_said
    left join costs
        on last_said.provider = costs.provider
        and last_said.period_start_date = costs.event_date
    where last_said.cost_after is distinct from costs.cost
    union all by name
    select
        provider,
        billing_currency,
        amount_of_units(sum(said_units)) as cost_said,
        amount_of_units(sum(units_in_force)) as cost_in_force,
    from bill_amounts
    group by provider, billing_currency
    having sum(said_units) <> sum(units_in_force)
)

select * from offences
