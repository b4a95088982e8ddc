-- test: a minute that holds more than fits is over capacity; headroom, batch and spare calls of one that is not
-- given int_servings
select
    'ours' as deployment,
    'llama' as llm_model,
    2 as instance_count,
    0 as valid_from_us,
    9000000000000000 as valid_to_us,
    {
        gpu_count: 1.0, memory_bytes: 10000.0, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 1.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 1.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: 0.0, gpu_seconds_per_decode_pair: 0.0,
        gpu_seconds_per_prefill_token: 0.5, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 4,
        rent_picousd_per_second: 1000.0
    } as mid_serving,
-- given int_capacity_minutes_by_day
from (values ('ours', 0, 0, 3, 60000000, 0), ('ours', 0, 60000000, 90, 120000000, 7)) as given (
    deployment, valid_from_us, minute_from_us, sequences_max, busy_us, near_ridge_us)
-- given int_kv_minutes
from (values
    ('ours', 0, 1, 4450.0, 8900.0, 60000000, 30000000, 10000000, 'c', 0.75),
    ('ours', 60000000, 3, 17000.0, 20000.0, 1200000000, 0, 10000000, 'd', 0.5),
    ('ours', 120000000, 3, 890.0, 890.0, 0, 1000000, 0, 'd', 0.5)
) as given (
    deployment, minute_from_us, customers, kv_mean_bytes, kv_peak_bytes, decode_us, prefill_work_us, decode_work_us,
    top_customer_id, top_customer_kv_share)
-- expect
from (values
    (timestamptz '1970-01-01 00:00:00+00', 'kv_bound', 1.0, 3, 4, 4450.0, 2, 0.25, 0.5, 0.5, 3.0, false, false),
    (timestamptz '1970-01-01 00:01:00+00', 'over_capacity', 10.0, 90, 20, 850.0, 0, 17000 / 17800, 20000 / 17800,
        1 - 20000 / 17800, 0.0, true, true),
    (timestamptz '1970-01-01 00:02:00+00', 'prefill_only', null, 0, 17800, 1.0, 16910, 0.05, 0.05, 0.95, null,
        false, false)
) as expected (
    minute_start, regime, batch_sequences, sequences_max, sequence_limit, context_tokens, spare_sequences,
    kv_mean_share, kv_peak_share, headroom_share, prefill_to_decode_ratio, is_over_capacity, is_capacity_limited)
