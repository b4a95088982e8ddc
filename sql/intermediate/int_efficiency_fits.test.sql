-- test: the efficiency that made the measured times is found in both regimes, from three points each
-- given int_serving_constants
from (values (
    'ours', 'mid', timestamptz '2026-01-01 00:00:00+00', 1.0, 0.5, 0.45, 1000.0, 1.0, 0.0, 0.0, 1000.0, 0.0, 1.25,
    0.001, 0.0, 0.01, 0.0
)) as given (
    deployment, estimate, valid_from, gpu_count, memory_efficiency, compute_efficiency, bandwidth_bytes_per_second,
    kv_bytes_per_token, kv_bytes_per_sequence, expert_share, weight_bytes_always, weight_bytes_routed, routing_penalty,
    gpu_seconds_per_token, gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_token, gpu_seconds_per_prefill_pair)
-- given stg_capacity: steps of (1000 + 1000 B) / 1000 seconds over 0.4, prompts of 10 ms a token over 0.25
from (values
    ('decode', 1, 1000, 1 / 5.0), ('decode', 3, 1000, 3 / 10.0), ('decode', 9, 1000, 9 / 25.0),
    ('prefill', 1, 1000, 25.0), ('prefill', 1, 2000, 25.0), ('prefill', 1, 4000, 25.0)
) as given (phase, batch_sequences, context_tokens, tokens_per_second)
cross join (values ('ours', timestamptz '2026-02-01 00:00:00+00', timestamptz '2026-02-02 00:00:00+00')) as same (
    deployment, measured_from, measured_to)
-- expect
from (values (3, 3, 0.4, 0.25)) as expected (memory_points, compute_points, memory_efficiency, compute_efficiency)

-- test: two different points in a regime are too few, however often they are repeated
-- given int_serving_constants
from (values (
    'ours', 'mid', timestamptz '2026-01-01 00:00:00+00', 1.0, 0.5, 0.45, 1000.0, 1.0, 0.0, 0.0, 1000.0, 0.0, 1.25,
    0.001, 0.0, 0.01, 0.0
)) as given (
    deployment, estimate, valid_from, gpu_count, memory_efficiency, compute_efficiency, bandwidth_bytes_per_second,
    kv_bytes_per_token, kv_bytes_per_sequence, expert_share, weight_bytes_always, weight_bytes_routed, routing_penalty,
    gpu_seconds_per_token, gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_token, gpu_seconds_per_prefill_pair)
-- given stg_capacity
from (values ('decode', 1), ('decode', 1), ('decode', 2)) as given (phase, batch_sequences)
cross join (values (
    'ours', 1000, 1.0, timestamptz '2026-02-01 00:00:00+00', timestamptz '2026-02-02 00:00:00+00'
)) as same (deployment, context_tokens, tokens_per_second, measured_from, measured_to)
-- expect
from (values (2, 0, null::double, null::double)) as expected (
    memory_points, compute_points, memory_efficiency, compute_efficiency)
