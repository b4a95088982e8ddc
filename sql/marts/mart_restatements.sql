-- grain: one row per publication, provider, day, currency, cost basis and cause
-- key: commit_no, provider, period_start_date, billing_currency, cost_basis, cause
-- units: cost_before, cost_after and cost_difference in billing_currency, cost_difference_usd in USD
-- source: int_cost_restatements, int_invoice_states, int_fx_rates
-- why: what was published once and is said differently now: calls of a day that came after it had been told, a price
--      that was corrected or came later, a bill that was delivered again. A day that nobody had told of is news and no
--      restatement. What was told first and the differences since are the figure of now, which a check proves
with logged as (
    select
        told_commit_no as commit_no,
        provider,
        'USD' as billing_currency,
        cause,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        usd(cost_before_picousd)::decimal(38, 18) as cost_before,
        usd(cost_after_picousd)::decimal(38, 18) as cost_after,
        usd(cost_after_picousd - cost_before_picousd)::decimal(38, 18) as cost_difference,
        event_date as period_start_date,
    from int_cost_restatements
),

billed as (
    select
        told_commit_no as commit_no,
        provider,
        billing_currency,
        'corrected_invoice' as cause,
        'billed' as cost_basis,
        'measured' as cost_evidence,
        amount_of_units(sum(cost_units_before)) as cost_before,
        amount_of_units(sum(cost_units)) as cost_after,
        amount_of_units(sum(cost_units - cost_units_before)) as cost_difference,
        period_start_date,
    from int_invoice_states
    where cost_units <> cost_units_before
    group by told_commit_no, provider, billing_currency, period_start_date
),

said as (
    select * from logged
    union all by name
    select * from billed
),

restatements as (
    select
        said.commit_no,
        said.provider,
        said.billing_currency,
        said.cause,
        said.cost_basis,
        said.cost_evidence,
        said.cost_before,
        said.cost_after,
        said.cost_difference,
        usd(picousd_at_rate(said.cost_difference, rates.usd_per_unit)) as cost_difference_usd,
        said.period_start_date,
    from said
    left join int_fx_rates as rates
        on said.billing_currency = rates.currency
        and said.period_start_date >= rates.valid_from_date
        and said.period_start_date < rates.valid_to_date
)

select * from restatements
