-- test: a call is in every slot it touches, with what it held there
-- given int_servings
select
    1 as serving_no,
    {
        gpu_count: 1.0, memory_bytes: 10000.0, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 1.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 1.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: 0.0, gpu_seconds_per_decode_pair: 0.0,
        gpu_seconds_per_prefill_token: 0.5, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 4,
        rent_picousd_per_second: 1000.0
    } as mid_serving,
-- given int_serving_pieces
from (values ('a', 100), ('b', 40)) as pieces (dedupe_key, tokens)
select
    dedupe_key,
    'ours' as deployment,
    'c' as customer_id,
    1 as serving_no,
    0 as hour_from_us,
    0 as cached_tokens,
    tokens as computed_tokens,
    0 as output_tokens,
    1000000 as prefill_us,
    5000000 as started_us,
    15000000 as first_token_us,
    5000000 as prefill_from_us,
    15000000 as prefill_to_us,
    15000000 as decode_from_us,
    25000000 as decode_to_us,
    tokens::bigint * 1073741824 as level_parts,
    0 as growth_parts,
    date '1970-01-01' as event_date,
-- expect
from (values
    ('a', 0, 125, 0), ('a', 10000000, 375 + 500, 5000000), ('a', 20000000, 500, 5000000),
    ('b', 0, 50, 0), ('b', 10000000, 150 + 200, 5000000), ('b', 20000000, 200, 5000000)
) as expected (dedupe_key, slot_from_us, kv_byte_seconds, decode_us)
