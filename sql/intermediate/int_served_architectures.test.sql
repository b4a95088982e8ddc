-- test: what is known stands in every estimate, low is the favourable side, and validities are cut to their overlap
-- given int_offered_deployments
from (values (
    'ours', 'm', 'llama', 'h100', 'shared', 8::decimal(38, 12), 'fp8', 'nvfp4', 'bf16', 32, 128, 512, 0,
    timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-03-01 00:00:00+00'
)) as given (
    deployment, llm_model, architecture, accelerator, rental, gpu_count, weight_precision, routed_weight_precision,
    kv_precision, batch_sequences_low, batch_sequences_mid, batch_sequences_high, redundant_expert_share, valid_from,
    valid_to)
-- given stg_llm_architectures
from (values ('llama', 'known', 0)) as given (architecture, estimate, routed_parameters)
-- given stg_accelerators
from (values
    (1, timestamptz '2025-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    (10, timestamptz '2026-02-01 00:00:00+00', null)
) as given (price_low_picousd_per_gpu_hour, valid_from, valid_to)
cross join (values ('h100', true, 100, 200)) as same (
    accelerator, is_roofline, bf16_flops_per_second, fp8_flops_per_second)
-- given seed_serving_estimates
from (values ('low', 0.6, 0.3), ('high', 0.4, 0.2)) as given (
    estimate, dense_memory_efficiency, moe_memory_efficiency)
-- expect
from (values
    ('low', 512, 1, 0.6, 200, 100, timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    ('low', 512, 10, 0.6, 200, 100, timestamptz '2026-02-01 00:00:00+00', timestamptz '2026-03-01 00:00:00+00'),
    ('high', 32, null, 0.4, 200, 100, timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    ('high', 32, null, 0.4, 200, 100, timestamptz '2026-02-01 00:00:00+00', timestamptz '2026-03-01 00:00:00+00')
) as expected (
    estimate, batch_sequences, price_picousd_per_gpu_hour, memory_efficiency, weight_peak, routed_weight_peak,
    valid_from, valid_to)

-- test: prices and efficiencies of the deployment go before those of the catalogue
-- given int_offered_deployments
from (values (
    'ours', 'llama', 'h100', 7, 0.55::decimal(38, 12), timestamptz '2026-01-01 00:00:00+00'
)) as given (deployment, architecture, accelerator, price_picousd_per_gpu_hour, memory_efficiency, valid_from)
-- given stg_llm_architectures
from (values ('llama', 'low', 8, 1, 4), ('llama', 'high', 16, 2, 4)) as given (
    architecture, estimate, routed_parameters, experts_per_token, experts)
-- given stg_accelerators
from (values ('h100', true, 1, 2, 3, timestamptz '2025-01-01 00:00:00+00')) as given (
    accelerator, is_roofline, price_low_picousd_per_gpu_hour, price_mid_picousd_per_gpu_hour,
    price_high_picousd_per_gpu_hour, valid_from)
-- expect
from (values ('low', 7, 0.55, 0.425, 0.25), ('high', 7, 0.55, 0.147, 0.5)) as expected (
    estimate, price_picousd_per_gpu_hour, memory_efficiency, compute_efficiency, expert_share)
