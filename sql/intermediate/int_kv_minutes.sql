-- grain: one row per deployment rented by us and UTC minute in which a call was present
-- key: deployment, minute_from_us
-- units: bytes; _us in microseconds of calls or, for work, of one instance; shares from 0 to 1
-- source: int_kv_slots_by_day
-- why: slots of ten seconds put together to minutes: what was held on average and at most, and by whom most. Whole
--      numbers are added up and divided last, so that the same slots give the same bytes in any order
with slots as (
    select
        deployment,
        slot_from_us,
        slot_from_us // minute_us() * minute_us() as minute_from_us,
        sum(kv_byte_seconds) as kv_byte_seconds,
        sum(decode_us) as decode_us,
        sum(prefill_work_us) as prefill_work_us,
        sum(decode_work_us) as decode_work_us,
    from int_kv_slots_by_day
    group by deployment, slot_from_us
),

customers as (
    select
        deployment,
        slot_from_us // minute_us() * minute_us() as minute_from_us,
        customer_id,
        sum(kv_byte_seconds) as kv_byte_seconds,
    from int_kv_slots_by_day
    group by deployment, slot_from_us // minute_us() * minute_us(), customer_id
),

held as (
    select
        deployment,
        minute_from_us,
        sum(kv_byte_seconds) * 1000000 / minute_us() as kv_mean_bytes,
        max(kv_byte_seconds) * 1000000 / slot_us() as kv_peak_bytes,
        sum(decode_us) as decode_us,
        sum(prefill_work_us) as prefill_work_us,
        sum(decode_work_us) as decode_work_us,
    from slots
    group by deployment, minute_from_us
),

holders as (
    select
        deployment,
        minute_from_us,
        count(*) as customers,
        arg_max(customer_id, (kv_byte_seconds, customer_id)) as top_customer_id,
        max(kv_byte_seconds) / nullif(sum(kv_byte_seconds), 0) as top_customer_kv_share,
    from customers
    group by deployment, minute_from_us
),

kv_minutes as (
    select
        held.*,
        holders.customers,
        holders.top_customer_id,
        holders.top_customer_kv_share,
        make_timestamp(held.minute_from_us)::date as event_date,
    from held
    inner join holders
        on held.deployment = holders.deployment
        and held.minute_from_us = holders.minute_from_us
)

select * from kv_minutes
