-- grain: one row per UTC day, deployment rented by us, slot of ten seconds and customer present in it
-- key: event_date, deployment, slot_from_us, customer_id
-- units: kv_byte_seconds in bytes held x seconds; _us in microseconds of calls or, for work, of one instance
-- source: int_serving_pieces, int_servings
-- why: capacity is bought for the slots in which memory is fullest, so who held it then must be known slot by slot; ten
--      seconds is the shortest reaction that capacity has, longer slots add up. Work is spread evenly over the time of
--      the call; decoding is what the call would take in a batch of 64, so that it is a property of the demand
-- kept: table by event_date
with int_serving_pieces as (
    select * from int_serving_pieces
),

placed as (
    select
        int_serving_pieces.*,
        unnest(range(
            prefill_from_us // slot_us(),
            greatest(prefill_from_us, greatest(prefill_to_us, decode_to_us) - 1) // slot_us() + 1
        )) * slot_us() as slot_from_us,
    from int_serving_pieces
),

present as (
    select
        placed.deployment,
        placed.customer_id,
        placed.slot_from_us,
        kv_byte_seconds_between(
            servings.mid_serving, placed, placed.slot_from_us, placed.slot_from_us + slot_us()
        ) as kv_byte_seconds,
        overlap_us(
            placed.slot_from_us, placed.slot_from_us + slot_us(), placed.decode_from_us, placed.decode_to_us
        ) as decode_us,
        overlap_us(
            placed.slot_from_us, placed.slot_from_us + slot_us(), placed.prefill_from_us, placed.prefill_to_us
        ) as prefill_us,
        placed.prefill_us / nullif(placed.prefill_to_us - placed.prefill_from_us, 0) as prefill_rate,
        step_memory_seconds(
            servings.mid_serving, 64, 64 * (placed.computed_tokens + placed.cached_tokens + placed.output_tokens / 2)
        ) / 64 * placed.growth_parts / token_parts() * 1000000 as decode_rate,
        placed.event_date,
    from placed
    inner join int_servings as servings
        on placed.serving_no = servings.serving_no
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
    from present
    group by deployment, slot_from_us, customer_id, event_date
)

select * from slots
