-- test: an open architecture is offered on as many GPUs as hold it, on chips that a roofline describes
-- given stg_llm_architectures
from (values
    ('llama', 'known', 'gqa', 70000000000, 0, false),
    ('deepseek', 'known', 'mla', 671000000000, 654000000000, false),
    ('closed', 'low', 'assumed', 70000000000, 0, true)
) as given (architecture, estimate, attention, total_parameters, routed_parameters, is_assumed)
cross join (values ('fp8')) as same (native_precision)
-- given stg_accelerators
from (values ('h100', 80000000000, true), ('small', 16000000000, true), ('lpu', 230000000, false)) as given (
    accelerator, memory_bytes, is_roofline)
cross join (values (timestamptz '2025-01-01 00:00:00+00')) as same (valid_from)
-- given stg_deployments
from (values ('ours', 'llama', 'dedicated', 0.5, timestamptz '2026-01-01 00:00:00+00')) as given (
    deployment, architecture, rental, gpu_count, valid_from)
-- expect
from (values
    ('llama on h100', 'offered', 2, 2, false),
    ('llama on small', 'offered', 8, 8, false),
    ('deepseek on h100', 'offered', 32, 32, true),
    ('ours', 'dedicated', 0.5, null, null)
) as expected (deployment, rental, gpu_count, tensor_parallel, is_attention_data_parallel)
