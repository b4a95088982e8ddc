-- grain: one row per item of a subscription
-- key: file_id, line_no, subscription_id
-- units: seats or units (quantity), Percent (discount_percent)
-- source: Stripe subscriptions of its API as JSON: one object per line, or pages ("data")
-- why: a subscription may hold several prices, each of which is a plan here; a price is looked up in the plans by its
--      id. Objects are delivered again whenever they change, and the last delivery holds.
-- dataset: subscriptions
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: items or data[].items
-- record:
--    json: JSON
with documents as (
    select
        source,
        file_id,
        line_no,
        unnest(coalesce(try_cast(json -> '$.data' as json[]), [json])) as document,
    from source_records
),

written as (
    select
        source,
        file_id,
        line_no,
        from_json(
            document,
            '{"id": "VARCHAR", "customer": "VARCHAR", "status": "VARCHAR", "start_date": "VARCHAR",
            "ended_at": "VARCHAR", "trial_end": "VARCHAR", "billing_cycle_anchor": "VARCHAR", "livemode": "VARCHAR",
            "metadata": "JSON", "items": {"data": [{"id": "VARCHAR", "quantity": "VARCHAR", "price": {"id": "VARCHAR",
            "recurring": {"usage_type": "VARCHAR"}}}]}, "discount": {"coupon": {"percent_off": "VARCHAR"}},
            "discounts": [{"coupon": {"percent_off": "VARCHAR"}}]}'
        ) as subscription,
    from documents
),

items as (
    select
        *,
        unnest(subscription.items.data) as item,
    from written
    where subscription.livemode is distinct from 'false'
),

checked as (
    select
        *,
        (timestamp_of_seconds(subscription.start_date) at time zone 'UTC')::date as first_day,
        (timestamp_of_seconds(subscription.ended_at) at time zone 'UTC')::date as end_day,
        coalesce(subscription.discount.coupon.percent_off, subscription.discounts[1].coupon.percent_off)
            as percent_text,
        case
            when coalesce(subscription.id, '') = '' or coalesce(subscription.customer, '') = ''
                or coalesce(item.price.id, '') = '' then 'missing_value'
            when is_bad_decimal12(item.quantity) then 'bad_quantity'
            when is_bad_decimal12(percent_text) then 'bad_discount'
            when first_day is null then 'bad_date'
        end as reject_reason,
    from items
),

subscriptions as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', subscription.id, item.id) as subscription_id,
        coalesce(
            subscription.metadata ->> '$.customer_id', subscription.metadata ->> '$.tenant_id', subscription.customer
        ) as customer_id,
        item.price.id as plan_id,
        coalesce(decimal12_of(item.quantity), 1) as quantity,
        decimal12_of(percent_text) as discount_percent,
        first_day as start_date,
        -- one that ends on its first day ran for that day
        if(end_day is null, null, greatest(end_day, first_day + 1)::date) as end_date,
        day(timestamp_of_seconds(subscription.billing_cycle_anchor) at time zone 'UTC') as billing_anchor_day,
        (timestamp_of_seconds(subscription.trial_end) at time zone 'UTC')::date as trial_end,
        subscription.status as status,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'id, customer or price of the item is absent, expected all three'
            when 'bad_quantity' then concat('quantity is ', item.quantity, ', expected a number')
            when 'bad_discount' then concat('percent_off is ', percent_text, ', expected 0 to 100')
            when 'bad_date'
                then concat('start_date is ', coalesce(subscription.start_date, 'absent'), ', expected Unix seconds')
        end as reject_detail,
    from checked
)

select * from subscriptions
