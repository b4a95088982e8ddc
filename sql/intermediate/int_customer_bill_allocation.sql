-- kept: build
-- grain: one row per invoice line and customer
-- key: line_key, customer_id
-- units: billed_cost of the whole line in billing_currency, allocated_units in 10^-18 of it, _picousd in 10^-12 USD
-- source: int_invoice_charges, int_charge_weights, int_invoice_residuals
-- why: the whole bill with a name on every part of it. The running total of the shares is rounded, not the shares, so
--      that the parts of a line add up to it exactly. What no customer can be named for stands as (unattributed), what
--      no log has as (unlogged)
with charges as (
    select
        line_key,
        provider,
        account_id,
        llm_model,
        meter,
        charge_category,
        billing_currency,
        billed_cost,
        charged_picousd,
        period_start_at,
        period_end_at,
        period_start_date,
        period_end_date,
    from int_invoice_charges
),

weighted as (
    select
        charges.*,
        coalesce(weights.customer_id, '(unlogged)') as customer_id,
        coalesce(weights.weight, 1) as weight,
    from charges
    left join int_charge_weights as weights using (
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at
    )
),

-- Weights of at most 10^18 together keep products within HUGEINT.
bounded as (
    select
        * replace (weight // (1 + sum(weight) over (partition by line_key) // 1000000000000000000) as weight),
    from weighted
),

shared as (
    select
        *,
        sum(weight) over (partition by line_key) as whole,
        sum(weight) over (partition by line_key order by customer_id rows unbounded preceding) as part_so_far,
    from bounded
),

rounded as (
    select
        *,
        share_of(units_of_amount(billed_cost), part_so_far, whole) as units_so_far,
        share_of(charged_picousd, part_so_far, whole) as picousd_so_far,
    from shared
),

allocated as (
    select
        *,
        units_so_far - coalesce(lag(units_so_far) over line_so_far, 0) as allocated_units,
        picousd_so_far - coalesce(lag(picousd_so_far) over line_so_far, 0) as allocated_picousd,
    from rounded
    window line_so_far as (partition by line_key order by customer_id)
),

judged as (
    select
        allocated.line_key,
        allocated.provider,
        allocated.account_id,
        allocated.llm_model,
        allocated.meter,
        allocated.customer_id,
        allocated.charge_category,
        allocated.billing_currency,
        case when residuals.status = 'reconciled' then 'reconciled' else 'measured' end as cost_evidence,
        allocated.billed_cost,
        allocated.allocated_units,
        allocated.allocated_picousd,
        allocated.period_start_date,
        allocated.period_end_date,
    from allocated
    left join int_invoice_residuals as residuals using (
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at
    )
)

select * from judged
