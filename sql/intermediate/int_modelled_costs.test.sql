-- test: a call pays its prompt, its part of the weights of the assumed batch and its own KV, within low and high rents
-- given int_servings
with serving as (
    select {
        gpu_count: 1.0, memory_bytes: 10000.0, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 1.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 1.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: 0.0, gpu_seconds_per_decode_pair: 0.0,
        gpu_seconds_per_prefill_token: 0.5, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 4,
        rent_picousd_per_second: 1000.0
    } as serving
)
select
    'theirs' as deployment, 'shared' as rental, 0 as valid_from_us, 9000000000000000 as valid_to_us,
    struct_update(serving, rent_picousd_per_second := 500.0) as low_serving,
    serving as mid_serving,
    struct_update(serving, rent_picousd_per_second := 3000.0) as high_serving,
from serving
-- given int_requests_served
from (values
    ('k', 'theirs', 'shared', null, 10, 90, 20, 0, 2000000, 12000000, date '1970-01-01'),
    ('no times', 'theirs', 'shared', null, 10, 90, 20, 0, null, null, date '1970-01-01'),
    ('ours', 'theirs', 'dedicated', null, 10, 90, 20, 0, 2000000, 12000000, date '1970-01-01'),
    ('unknown', 'theirs', 'shared', 'no_usage', 10, 90, 20, 0, 2000000, 12000000, date '1970-01-01')
) as given (
    dedupe_key, deployment, rental, resource_reason, computed_tokens, cached_tokens, output_tokens, started_us,
    first_token_us, ended_us, event_date)
-- expect
from (values
    ('k', 5000, 5000, 22000, 0, 16000, 96000, 108000000, 1290),
    ('no times', 5000, 5000, 22000, 0, 16000, 96000, 108000000, null)
) as expected (
    dedupe_key, prefill_cost_picousd, decode_weights_cost_picousd, decode_kv_cost_picousd,
    decode_compute_cost_picousd, lower_picousd, upper_picousd, decode_us, kv_byte_seconds)
