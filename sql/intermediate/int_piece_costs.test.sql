-- test: three equal calls share 100 picodollars, and what rounding leaves goes to the first of the dearest
-- given int_servings
select
    1 as serving_no,
    {
        gpu_count: 1.0, memory_bytes: 1000.0, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 327680.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 327680.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: 0.5, gpu_seconds_per_decode_pair: 0.25,
        gpu_seconds_per_prefill_token: 0.0, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 1,
        rent_picousd_per_second: 1.0
    } as mid_serving,
-- given int_serving_hours
from (values (1, 0, 30, 10, 90, 70)) as given (
    serving_no, hour_from_us, prefill_us, prefill_picousd, busy_us, decode_picousd)
-- given int_serving_pieces
from (values (1, 'c'), (2, 'a'), (3, 'b')) as pieces (piece_no, dedupe_key)
cross join (values (1, 0, 10, 0, 0, 0, 0, 0)) as same (
    serving_no, hour_from_us, prefill_us, prefill_from_us, prefill_to_us, decode_from_us, decode_to_us, growth_parts)
-- given int_piece_shares
from (values (1, 20.0, 6.0, 4.0), (2, 20.0, 6.0, 4.0), (3, 20.0, 6.0, 4.0)) as given (
    piece_no, weights_us, kv_us, compute_us)
-- expect
from (values ('a', 3, 15, 5, 3), ('b', 3, 16, 5, 3), ('c', 3, 16, 5, 3)) as expected (
    dedupe_key, prefill_picousd, weights_picousd, kv_picousd, compute_picousd)

-- test: 20,000 tokens cached, 2,000 computed in 0.5 s and 1,000 generated in 25 s hold 187.8 GB s in Llama 3.3 70B
-- given int_servings
select
    1 as serving_no,
    {
        gpu_count: 1.0, memory_bytes: 1000.0, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 327680.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 327680.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: 0.5, gpu_seconds_per_decode_pair: 0.25,
        gpu_seconds_per_prefill_token: 0.0, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 1,
        rent_picousd_per_second: 1.0
    } as mid_serving,
-- given int_serving_hours
from (values (1, 0, 30, 0, 90, 0)) as given (
    serving_no, hour_from_us, prefill_us, prefill_picousd, busy_us, decode_picousd)
-- given int_serving_pieces
select
    1 as piece_no, 'a' as dedupe_key, 1 as serving_no, 0 as hour_from_us, 10 as prefill_us, 2000 as computed_tokens,
    20000 as cached_tokens, 0 as started_us, 500000 as first_token_us, 0 as prefill_from_us, 500000 as prefill_to_us,
    500000 as decode_from_us, 25500000 as decode_to_us, 1000::bigint * 1073741824 // 25000000 as growth_parts,
    22000::bigint * 1073741824 - 1000::bigint * 1073741824 // 25000000 * 500000 as level_parts,
-- expect
from (values (187760575822)) as expected (kv_byte_seconds)
