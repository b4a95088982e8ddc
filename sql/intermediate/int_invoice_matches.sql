-- grain: one row per charge period, provider, account, model, meter and currency, billed or logged or both
-- key: period_start_date, period_end_date, provider, account_id, llm_model, meter, billing_currency
-- units: amounts in billing_currency; quantities in Tokens or Requests; logged_cost_picousd in 10^-12 USD
-- source: int_invoiced_meters, int_logged_periods
-- why: what was billed and what was logged, side by side; a full outer join, so that neither loses a row
with int_invoiced_meters as (
    select * from int_invoiced_meters
),

int_logged_periods as (
    select * from int_logged_periods
),

-- The logs stand beside the dollars, or beside the only currency there is.
billed_periods as (
    select
        *,
        row_number() over (
            partition by provider, account_id, llm_model, meter, period_start_date, period_end_date
            order by (billing_currency = 'USD') desc, billing_currency
        ) as currency_rank,
    from int_invoiced_meters
),

logged_periods as (
    select
        *,
        1 as currency_rank,
    from int_logged_periods
),

matches as (
    select * replace (coalesce(billing_currency, 'USD') as billing_currency),
    from billed_periods
    full outer join logged_periods using (
        provider, account_id, llm_model, meter, currency_rank, period_start_date, period_end_date
    )
)

select * from matches
