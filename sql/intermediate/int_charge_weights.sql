-- grain: one row per charge period, provider, account, model, meter, currency and customer that pays for a part
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency, customer_id
-- units: weight without unit; the parts of a charge are to each other as these
-- source: int_invoice_charges, int_customer_usage_by_day, int_invoice_residuals
-- why: a charge is paid for by those whose logged calls used it, by what these cost at list prices, and by (unlogged)
--      for what no log has. A charge for no single meter (credit, tax, support) goes by all usage of its account in its
--      period. A day that lies in two periods counts in both, by its hours. Usage without any price counts by quantity
-- kept: build
with charged_cells as (
    select distinct
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at,
    from int_invoice_charges
),

charged_periods as (
    select distinct
        provider,
        period_start_at,
        period_end_at,
        unnest(range(
            utc_date(period_start_at), utc_date(period_end_at - interval 1 microsecond) + 1, interval 1 day
        ))::date as event_date,
        overlap_us(
            epoch_us(period_start_at), epoch_us(period_end_at), epoch_us(event_date), epoch_us(event_date) + day_us()
        ) as covered_us,
    from charged_cells
),

usage as (
    select
        usage.provider,
        usage.account_id,
        usage.llm_model,
        usage.meter,
        usage.customer_id,
        sum(usage.quantity * charged_periods.covered_us) // day_us() as quantity,
        sum(usage.cost_picousd * charged_periods.covered_us) // day_us() as cost_picousd,
        charged_periods.period_start_at,
        charged_periods.period_end_at,
    from int_customer_usage_by_day as usage
    inner join charged_periods
        on usage.provider = charged_periods.provider
        and usage.event_date = charged_periods.event_date
    group by
        usage.provider, usage.account_id, usage.llm_model, usage.meter, usage.customer_id,
        charged_periods.period_start_at, charged_periods.period_end_at
),

-- Unlogged usage weighs what makes it the share of the charge that the reconciliation found.
unlogged as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        billing_currency,
        '(unlogged)' as customer_id,
        0 as quantity,
        case
            when not is_logged then charged_picousd
            else share_of(logged_picousd, unlogged_picousd, charged_picousd - unlogged_picousd)
        end as cost_picousd,
        period_start_at,
        period_end_at,
    from int_invoice_residuals
    where unlogged_picousd > 0
),

usage_of_cells as (
    select *
    from usage
    inner join charged_cells using (provider, account_id, llm_model, meter, period_start_at, period_end_at)
    union all by name
    select * from unlogged
    semi join charged_cells using (
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at
    )
),

weights_of_meters as (
    select
        *,
        if(sum(cost_picousd) over meter_window > 0, cost_picousd, quantity) as weight,
    from usage_of_cells
    window meter_window as (
        partition by provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at
    )
),

cells_without_usage as (
    select *
    from charged_cells
    anti join weights_of_meters using (
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at
    )
    where meter = '(not named)'
),

all_usage as (
    select * from usage
    union all by name
    select * exclude (billing_currency) from unlogged
),

weights_of_accounts as (
    select
        cells.*,
        all_usage.customer_id,
        sum(all_usage.cost_picousd) as weight,
    from cells_without_usage as cells
    inner join all_usage
        on cells.provider = all_usage.provider
        and cells.period_start_at = all_usage.period_start_at
        and cells.period_end_at = all_usage.period_end_at
        and cells.account_id in (all_usage.account_id, '(all)', '(not named)')
    group by all
),

weights as (
    select * exclude (quantity, cost_picousd) from weights_of_meters where weight > 0
    union all by name
    select * from weights_of_accounts where weight > 0
)

select * from weights
