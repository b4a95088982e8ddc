-- test: grouped attention, with the KV cache stored as often as heads cannot be cut
-- given int_served_architectures
from (values (
    'ours', 'mid', 'gqa', 16.0, 16, 7200, 1.0, 1.0, 2.0, 70, 69, 0, 0.0, 80, 80, 64, 8, 128, 100, 100, 50, 50, 0.0,
    false
)) as given (
    deployment, estimate, attention, gpu_count, tensor_parallel, price_picousd_per_gpu_hour, weight_bytes,
    routed_weight_bytes, kv_element_bytes, total_parameters, active_parameters, routed_parameters, expert_share, layers,
    full_attention_layers, query_heads, kv_heads, head_size, weight_peak, routed_weight_peak, fp8_peak, attention_peak,
    redundant_expert_share, is_attention_data_parallel)
-- expect
from (values (
    32.0, 70.0, 0.0, 70.0, 327680.0, 655360.0, 0.0, 1.38, 52428.8, 52428.8
)) as expected (
    rent_picousd_per_second, weight_bytes_always, weight_bytes_routed, weight_bytes_all, kv_bytes_per_token,
    resident_kv_bytes_per_token, kv_bytes_per_sequence, gpu_seconds_per_token, gpu_seconds_per_decode_pair,
    gpu_seconds_per_prefill_pair)

-- test: latent attention with data-parallel experts repeats all but the routed weights and keeps one copy of the KV
-- given int_served_architectures
from (values (
    'ours', 'mid', 'mla', 4.0, 4, 3600, 1.0, 0.5, 2.0, 700, 40, 640, 0.03125, 61, 61, 128, 512, 64, 128, 128, 80, 160,
    50, 50, 0.125, true
)) as given (
    deployment, estimate, attention, gpu_count, tensor_parallel, price_picousd_per_gpu_hour, weight_bytes,
    routed_weight_bytes, kv_element_bytes, total_parameters, active_parameters, routed_parameters, expert_share, layers,
    full_attention_layers, query_heads, latent_rank, rope_size, nope_size, value_size, weight_peak, routed_weight_peak,
    fp8_peak, attention_peak, redundant_expert_share, is_attention_data_parallel)
-- expect
from (values (80.0, 360.0, 600.0, 70272.0, 70272.0, 0.75, 339804.16, 99942.4)) as expected (
    weight_bytes_always, weight_bytes_routed, weight_bytes_all, kv_bytes_per_token, resident_kv_bytes_per_token,
    gpu_seconds_per_token, gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_pair)

-- test: sparse attention reads a fixed number of tokens and a growing index, windows a fixed number; both stay resident
-- given int_served_architectures
from (values
    ('sparse', 'mla', 10, 10, 8, null, 6, 2, 4, 4, 100, 3, 5, null),
    ('window', 'gqa', 10, 4, 8, 8, null, null, null, null, null, null, null, 128)
) as given (
    deployment, attention, layers, full_attention_layers, query_heads, kv_heads, latent_rank, rope_size, nope_size,
    value_size, sparse_tokens, index_heads, index_head_size, window_tokens)
cross join (values (
    'mid', 1.0, 1, 3600, 1.0, 1.0, 1.0, 100, 100, 0, 0.0, 16, 100, 100, 100, 100, 0.0, false
)) as same (
    estimate, gpu_count, tensor_parallel, price_picousd_per_gpu_hour, weight_bytes, routed_weight_bytes,
    kv_element_bytes, total_parameters, active_parameters, routed_parameters, expert_share, head_size, weight_peak,
    routed_weight_peak, fp8_peak, attention_peak, redundant_expert_share, is_attention_data_parallel)
-- expect
from (values
    ('sparse', 50.0, 8000.0, 130.0, 0.0, 2242.0, 3.0, 1602.0, 3.0),
    ('window', 1024.0, 196608.0, 1024.0, 196608.0, 2.0, 20.48, 2.0, 20.48)
) as expected (
    deployment, kv_bytes_per_token, kv_bytes_per_sequence, resident_kv_bytes_per_token, resident_kv_bytes_per_sequence,
    gpu_seconds_per_token, gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_token, gpu_seconds_per_prefill_pair)
