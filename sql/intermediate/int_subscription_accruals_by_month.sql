-- grain: one row per month with requests, subscription and price of its plan in force in it
-- key: month_date, subscription_id, valid_from
-- units: accrued_picousd in 10^-12 of currency
-- source: stg_subscriptions, stg_plans, int_reporting_months
-- why: without a billing system the fee is the revenue: spread by days over the calendar month (or year), so that a
--      full month shows the full fee; trials, discounts and changes of price count by day
-- kept: build
with stg_subscriptions as (
    select * from stg_subscriptions
),

stg_plans as (
    select * from stg_plans
),

int_reporting_months as (
    select * from int_reporting_months
),

priced_subscriptions as (
    select
        subscriptions.subscription_id,
        subscriptions.customer_id,
        subscriptions.plan_id,
        stg_plans.currency,
        -- Quantity and discount carry six decimals here, so that the product stays a whole number.
        (
            picousd_of(stg_plans.base_fee)
            * (coalesce(subscriptions.quantity, 1) * 1000000)::hugeint
            * ((100 - coalesce(subscriptions.discount_percent, 0)) * 1000000)::hugeint
        ) // 100000000000000 as fee_picousd,
        stg_plans."interval" as fee_interval,
        subscriptions.start_date,
        coalesce(subscriptions.end_date, date '9999-12-31') as end_date,
        greatest(subscriptions.start_date, coalesce(subscriptions.trial_end, subscriptions.start_date))
            as paid_from_date,
        stg_plans.valid_from,
        coalesce(stg_plans.valid_to, date '9999-12-31') as valid_to,
    from stg_subscriptions as subscriptions
    inner join stg_plans
        on subscriptions.plan_id = stg_plans.plan_id
    where
        coalesce(subscriptions.status, 'active') not in ('incomplete', 'incomplete_expired', 'paused')
        and not (coalesce(subscriptions.status, 'active') = 'trialing' and subscriptions.trial_end is null)
),

accruals as (
    select
        subscriptions.subscription_id,
        subscriptions.customer_id,
        subscriptions.plan_id,
        subscriptions.currency,
        spread_picousd(
            subscriptions.fee_picousd,
            period_start(months.month_date, subscriptions.fee_interval),
            period_end(months.month_date, subscriptions.fee_interval),
            greatest(subscriptions.paid_from_date, subscriptions.valid_from, months.month_date),
            greatest(
                least(subscriptions.end_date, subscriptions.valid_to, months.end_date),
                subscriptions.paid_from_date, subscriptions.valid_from, months.month_date
            )
        ) as accrued_picousd,
        subscriptions.start_date,
        subscriptions.valid_from,
        months.month_date,
    from priced_subscriptions as subscriptions
    inner join int_reporting_months as months
        on subscriptions.start_date < months.end_date
        and subscriptions.end_date > months.month_date
        and subscriptions.valid_from < months.end_date
        and subscriptions.valid_to > months.month_date
)

select * from accruals
