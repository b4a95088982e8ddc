-- grain: one row per subscription of a customer to a plan
-- key: file_id, line_no
-- units: seats or units (quantity), Percent (discount_percent)
-- source: subscriptions.csv, kept by hand
-- why: a change of plan in mid-period is two rows with adjoining dates, each prorated later.
-- dataset: subscriptions
-- version: 1
-- files: **/*.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    subscription_id: VARCHAR required
--    customer_id: VARCHAR required
--    plan_id: VARCHAR required
--    quantity: VARCHAR required
--    discount_percent: VARCHAR
--    start_date: VARCHAR required
--    end_date: VARCHAR
--    billing_anchor_day: VARCHAR
--    trial_end: VARCHAR
--    status: VARCHAR required
with written_subscriptions as (
    select
        *,
        date_of(start_date) as first_day,
        date_of(end_date) as end_day,
        date_of(trial_end) as trial_end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when subscription_id is null or customer_id is null or plan_id is null or status is null
                then 'missing_value'
            when quantity is null or is_bad_decimal12(quantity) or decimal12_of(quantity) < 0 then 'bad_quantity'
            when is_bad_decimal12(discount_percent) or decimal12_of(discount_percent) not between 0 and 100
                then 'bad_discount'
            when is_bad_count(billing_anchor_day) or count_of(billing_anchor_day) not between 1 and 31
                then 'bad_anchor_day'
            when first_day is null
                or (end_date is not null and end_day is null)
                or (trial_end is not null and trial_end_day is null)
                then 'bad_date'
            when end_day <= first_day then 'bad_validity'
        end as reject_reason,
    from written_subscriptions
),

subscriptions as (
    select
        source,
        file_id,
        line_no,
        subscription_id,
        customer_id,
        plan_id,
        decimal12_of(quantity) as quantity,
        decimal12_of(discount_percent) as discount_percent,
        first_day as start_date,
        end_day as end_date,
        count_of(billing_anchor_day) as billing_anchor_day,
        trial_end_day as trial_end,
        status,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'subscription_id, customer_id, plan_id or status is empty, expected all four'
            when 'bad_quantity' then concat('quantity is ', coalesce(quantity, 'empty'), ', expected 0 or more')
            when 'bad_discount' then concat('discount_percent is ', discount_percent, ', expected 0 to 100')
            when 'bad_anchor_day' then concat('billing_anchor_day is ', billing_anchor_day, ', expected 1 to 31')
            when 'bad_date' then concat(
                'start_date, end_date, trial_end are ',
                concat_ws(', ', coalesce(start_date, 'empty'), coalesce(end_date, 'empty'), trial_end),
                '; expected YYYY-MM-DD')
            when 'bad_validity' then concat('end_date ', end_date, ' is not after start_date ', start_date)
        end as reject_detail,
    from checked
)

select * from subscriptions
