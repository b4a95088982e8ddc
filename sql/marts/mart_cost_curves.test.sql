-- test: each line alone, their greater one as cost, and the wall of memory as the last batch
-- given int_serving_estimates
from (values ('low', 1.0, 5e5), ('mid', 0.5, 1e6), ('high', 0.25, 2e6)) as given (
    estimate, memory_efficiency, rent_picousd_per_second)
cross join (values (
    'ours', 'm', 'dedicated', 'modelled', 1.0, 1.0, 1024000, 100000, 512000.0, 0.0, 512000.0, 0.0, 1.0, 100.0, 0.0,
    100.0, 0.0, 0.001, 0.0, 0.0005, 0.0, 1024, timestamptz '2026-01-01 00:00:00+00'
)) as same (
    deployment, llm_model, rental, cost_evidence, gpu_count, compute_efficiency, memory_bytes,
    bandwidth_bytes_per_second, weight_bytes_always, weight_bytes_routed, weight_bytes_all, expert_share,
    routing_penalty, kv_bytes_per_token, kv_bytes_per_sequence, resident_kv_bytes_per_token,
    resident_kv_bytes_per_sequence, gpu_seconds_per_token, gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_token,
    gpu_seconds_per_prefill_pair, max_context_tokens, valid_from)
-- expect
from (values
    (1, 4, 'memory_bound', 10.24, 2.048, 0.001, 12.288, 3.072, 49.152, false),
    (2, 4, 'memory_bound', 5.12, 2.048, 0.001, 7.168, 1.792, 28.672, false),
    (4, 4, 'memory_bound', 2.56, 2.048, 0.001, 4.608, 1.152, 18.432, true)
) as expected (
    batch_sequences, sequence_limit, regime, weights_usd, kv_usd, compute_usd, output_usd, output_low_usd,
    output_high_usd, is_capacity_limited)

-- test: hardware as it was on the last day seen, and deployments that nobody has declared
-- given settings
from (values ('UTC', date '2026-03-31')) as given (reporting_time_zone, as_of_date)
-- given int_serving_estimates
from (values
    (1e12, timestamptz '2026-01-01 00:00:00+00'), (3e12, timestamptz '2026-03-01 00:00:00+00'),
    (9e12, timestamptz '2026-06-01 00:00:00+00')
) as given (rent_picousd_per_second, valid_from)
cross join (values (
    'ours', 'dedicated', 'mid', 1.0, 1.0, 1.0, 1024000, 100000, 1000000.0, 0.0, 1000000.0, 0.0, 1.0, 100.0, 0.0, 100.0,
    0.0, 0.001, 0.0, 0.0005, 0.0, 1024
)) as same (
    deployment, rental, estimate, gpu_count, compute_efficiency, memory_efficiency, memory_bytes,
    bandwidth_bytes_per_second, weight_bytes_always, weight_bytes_routed, weight_bytes_all, expert_share,
    routing_penalty, kv_bytes_per_token, kv_bytes_per_sequence, resident_kv_bytes_per_token,
    resident_kv_bytes_per_sequence, gpu_seconds_per_token, gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_token,
    gpu_seconds_per_prefill_pair, max_context_tokens)
-- given int_serving_constants
from (values ('ours', 'dedicated', 7e12), ('elsewhere', 'offered', 2e12)) as given (
    deployment, rental, rent_picousd_per_second)
cross join (values (
    'mid', 1.0, 1.0, 1.0, 1024000, 100000, 1000000.0, 0.0, 1000000.0, 0.0, 1.0, 100.0, 0.0, 100.0, 0.0, 0.001, 0.0,
    0.0005, 0.0, 1024, timestamptz '2025-01-01 00:00:00+00'
)) as same (
    estimate, gpu_count, compute_efficiency, memory_efficiency, memory_bytes, bandwidth_bytes_per_second,
    weight_bytes_always, weight_bytes_routed, weight_bytes_all, expert_share, routing_penalty, kv_bytes_per_token,
    kv_bytes_per_sequence, resident_kv_bytes_per_token, resident_kv_bytes_per_sequence, gpu_seconds_per_token,
    gpu_seconds_per_decode_pair, gpu_seconds_per_prefill_token, gpu_seconds_per_prefill_pair, max_context_tokens,
    valid_from)
-- expect
from (values ('ours', 'over_capacity', 0, 1500.0), ('elsewhere', 'over_capacity', 0, 1000.0)) as expected (
    deployment, regime, sequence_limit, input_usd)
