-- grain: one row per UTC day, deployment rented by us, slot of ten seconds and customer present in it
-- key: event_date, deployment, slot_from_us, customer_id
-- units: kv_byte_seconds in bytes held x seconds; _us in microseconds of calls or, for work, of one instance
-- source: int_kv_presences
-- why: capacity is bought for the slots in which memory is fullest, so who held it then must be known slot by slot; ten
--      seconds is the shortest reaction that capacity has, longer slots add up
-- kept: table by event_date
with int_kv_presences as (
    select * from int_kv_presences
),

slots as (
    select
        deployment,
        slot_from_us,
        customer_id,
        sum(kv_byte_seconds)::bigint as kv_byte_seconds,
        sum(decode_us)::bigint as decode_us,
        sum(coalesce(round(prefill_us * prefill_rate)::bigint, 0))::bigint as prefill_work_us,
        sum(round(decode_us * decode_rate)::bigint)::bigint as decode_work_us,
        event_date,
    from int_kv_presences
    group by deployment, slot_from_us, customer_id, event_date
)

select * from slots
