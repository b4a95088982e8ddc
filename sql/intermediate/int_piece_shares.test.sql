-- test: a call alone bears all; two share the weights evenly and bear their own contexts, growth included
-- given int_servings
select
    1 as serving_no,
    {
        gpu_count: 1.0, memory_bytes: 1000.0, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 1.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 1.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: 0.5, gpu_seconds_per_decode_pair: 0.25,
        gpu_seconds_per_prefill_token: 0.0, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 1,
        rent_picousd_per_second: 1.0
    } as mid_serving,
-- given int_serving_pieces
from (values (1, 1, 100, 0), (2, 1, 20, 1), (3, 1, 100, 0), (4, 1, 30, 0)) as pieces (
    piece_no, serving_no, tokens, growth)
select piece_no, serving_no, tokens::bigint * 1073741824 as level_parts, growth::bigint * 1073741824 as growth_parts,
-- given int_decode_rates
from (values
    (1000, 1, 1, 0.0, 0.0, 0.0, 0.0, 0), (2000, 2, 1, 500.0, 5.0, 0.0, 1500.0, 0),
    (3000, 1, -1, 100.0, 0.5, 0.0, 2500.0, 1000), (4000, 2, -1, 300.0, 2.0, 0.0, 3500.0, 0),
    (5000, 3, 1, 0.0, 0.0, 0.0, 0.0, 0), (5000, 4, 1, 0.0, 0.0, 0.0, 0.0, 0),
    (6000, 3, -1, 0.0, 0.0, 100.0, 5500.0, 0), (6000, 4, -1, 0.0, 0.0, 0.0, 6000.0, 0)
) as rates (event_key, piece_no, direction, weights_us, us_per_byte, us_per_work, middle_us, kv_bound_us)
select
    event_key,
    piece_no,
    direction,
    share_units(weights_us) as weight_units,
    byte_units(us_per_byte) as kv_units,
    work_units(us_per_work) as compute_units,
    middle_us,
    regime_times(0, 0, kv_bound_us) as regime_times,
    true as is_even_hour,
-- expect
from (values
    (1, 600.0, 550.0, 0.0, 1000), (2, 400.0, (20 + 2500) * 0.5 + (20 + 3500) * 2.0, 0.0, 1000),
    (3, 0.0, 0.0, 100 * (0.5 + 25), 0), (4, 0.0, 0.0, 100 * (0.5 + 7.5), 0)
) as expected (piece_no, weights_us, kv_us, compute_us, kv_bound_us)
