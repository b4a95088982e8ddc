-- grain: one row per call on GPUs rented by us, hour of it and slot of ten seconds in which it was present
-- key: none
-- units: kv_byte_seconds in bytes held x seconds; _us in microseconds of the call; rates of work without unit
-- source: int_serving_pieces, int_servings
-- why: slots of customers and peaks of calls are sums over who was there and with what. Work is spread evenly over the
--      time of the call; decoding is what the call would take in a batch of 64, so that it is a property of the demand
-- kept: build
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
        placed.dedupe_key,
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
)

select * from present
