-- grain: one row per subscription and plan
-- key: file_id, line_no
-- units: seats or units (quantity)
-- source: Stripe's export of subscriptions from the dashboard, CSV
-- why: the plan is the id of the price, and is looked up in the plans. A discount is the name of a coupon here, which
--      says nothing of its size: it is left in the file. Take either this or the API's subscriptions.
-- dataset: subscriptions
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: keep
-- record:
--    id: VARCHAR required
--    "Customer ID": VARCHAR required
--    Plan: VARCHAR required
--    Status: VARCHAR required
--    Quantity: VARCHAR
--    "Created (UTC)": VARCHAR
--    "Start (UTC)": VARCHAR
--    "Start Date (UTC)": VARCHAR
--    "Current Period Start (UTC)": VARCHAR
--    "Trial End (UTC)": VARCHAR
--    "Ended At (UTC)": VARCHAR
--    "customer_id (metadata)": VARCHAR
--    "tenant_id (metadata)": VARCHAR
with written as (
    select
        *,
        coalesce("Start Date (UTC)", "Start (UTC)", "Created (UTC)") as written_start,
        (timestamp_of(written_start) at time zone 'UTC')::date as first_day,
        (timestamp_of("Ended At (UTC)") at time zone 'UTC')::date as end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when id is null or "Customer ID" is null or Plan is null then 'missing_value'
            when is_bad_decimal12(Quantity) then 'bad_quantity'
            when first_day is null or ("Ended At (UTC)" is not null and end_day is null) then 'bad_date'
        end as reject_reason,
    from written
),

subscriptions as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', id, Plan) as subscription_id,
        coalesce("customer_id (metadata)", "tenant_id (metadata)", "Customer ID") as customer_id,
        Plan as plan_id,
        coalesce(decimal12_of(Quantity), 1) as quantity,
        first_day as start_date,
        -- one that ends on its first day ran for that day
        if(end_day is null, null, greatest(end_day, first_day + 1)::date) as end_date,
        day(timestamp_of("Current Period Start (UTC)") at time zone 'UTC') as billing_anchor_day,
        (timestamp_of("Trial End (UTC)") at time zone 'UTC')::date as trial_end,
        Status as status,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'id, Customer ID or Plan is empty, expected all three'
            when 'bad_quantity' then concat('Quantity is ', Quantity, ', expected a number')
            when 'bad_date' then concat(
                'start and end are ', coalesce(written_start, 'empty'), ' and ', coalesce("Ended At (UTC)", 'empty'),
                ', expected YYYY-MM-DD HH:MM')
        end as reject_detail,
    from checked
)

select * from subscriptions
