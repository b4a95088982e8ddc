-- test: a part of a GPU stays a part, and empty cells mean what the reader says
-- given source_records
from (values
    (1, 'dedicated', '0.5', null, null, '2.00', null, null, null),
    (2, 'shared', '8', '2', '4', null, '32', '128', '512')
) as given (
    line_no, rental, gpu_count, instance_count, tensor_parallel, price_usd_per_gpu_hour, batch_sequences_low,
    batch_sequences_mid, batch_sequences_high)
cross join (values ('ours', 'some-model', 'llama', 'h100', 'bf16', 'fp8', '2026-05-31', '2026-01-01', 'ops')) as same (
    deployment, llm_model, architecture, accelerator, weight_precision, kv_precision, as_of_date, valid_from,
    catalogue_source)
-- expect
from (values
    (1, 0.5::decimal(38, 12), 1, 1, 2000000000000, 'bf16', null, null),
    (2, 8, 2, 4, null, 'bf16', 512, null)
) as expected (
    line_no, gpu_count, instance_count, tensor_parallel, price_picousd_per_gpu_hour, routed_weight_precision,
    batch_sequences_high, reject_reason)

-- test: a deployment that cannot be is refused
-- given source_records
from (values
    (1, 'leased', '8', '8', 'bf16', null, null, '32', '128', '512'),
    (2, 'shared', '0', '8', 'bf16', null, null, '32', '128', '512'),
    (3, 'shared', '8', 'all', 'bf16', null, null, '32', '128', '512'),
    (4, 'shared', '8', '8', 'int3', null, null, '32', '128', '512'),
    (5, 'shared', '8', '8', 'bf16', '1.5', null, '32', '128', '512'),
    (6, 'shared', '8', '8', 'bf16', null, 'free', '32', '128', '512'),
    (7, 'shared', '8', '8', 'bf16', null, null, null, null, null),
    (8, 'dedicated', '8', '8', 'bf16', null, null, '512', '128', '32')
) as given (
    line_no, rental, gpu_count, tensor_parallel, weight_precision, memory_efficiency, price_usd_per_gpu_hour,
    batch_sequences_low, batch_sequences_mid, batch_sequences_high)
cross join (values ('ours', 'some-model', 'llama', 'h100', 'fp8', '2026-05-31', '2026-01-01', 'ops')) as same (
    deployment, llm_model, architecture, accelerator, kv_precision, as_of_date, valid_from, catalogue_source)
-- expect
from (values
    (1, 'bad_rental'),
    (2, 'bad_gpus'),
    (3, 'bad_gpus'),
    (4, 'bad_precision'),
    (5, 'bad_share'),
    (6, 'bad_price'),
    (7, 'bad_batch'),
    (8, 'bad_batch')
) as expected (line_no, reject_reason)
