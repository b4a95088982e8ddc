-- grain: one row per charge period, provider, account, model, meter and currency, billed or logged or both
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: amounts in billing_currency; quantities in Tokens or Requests; logged_cost_picousd in 10^-12 USD
-- source: int_invoiced_meters, int_logged_periods
-- why: what was billed and what was logged, side by side; a full outer join, so that neither loses a row
-- kept: build
with int_logged_periods as (
    select * from int_logged_periods
),

-- The logs stand beside the dollars, or beside the only currency there is.
billed_periods as (
    select
        * exclude (period_start_date, period_end_date),
        row_number() over (
            partition by provider, account_id, llm_model, meter, period_start_at, period_end_at
            order by (billing_currency = 'USD') desc, billing_currency
        ) as currency_rank,
    from int_invoiced_meters
),

logged_periods as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        sum(logged_quantity) as logged_quantity,
        sum(reasoning_quantity) as reasoning_quantity,
        sum(unpriced_quantity) as unpriced_quantity,
        sum(logged_cost_picousd) as logged_cost_picousd,
        sum(first_hour_quantity) as first_hour_quantity,
        sum(last_hour_quantity) as last_hour_quantity,
        1 as currency_rank,
        period_start_at,
        period_end_at,
    from int_logged_periods
    group by provider, account_id, llm_model, meter, period_start_at, period_end_at
),

matches as (
    select
        * replace (coalesce(billing_currency, 'USD') as billing_currency),
        utc_date(period_start_at) as period_start_date,
        charged_until(period_start_at, period_end_at) as period_end_date,
    from billed_periods
    full outer join logged_periods using (
        provider, account_id, llm_model, meter, currency_rank, period_start_at, period_end_at
    )
)

select * from matches
