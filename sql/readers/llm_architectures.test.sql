-- test: billions become parameters, every layer is full unless windows are named, and a dense model has no experts
-- given source_records
from (values
    (1, 'llama', 'gqa', '70.553706496', '69.503033344', null, null, null, '80', null, null),
    (2, 'gpt-oss', 'gqa', '116.8', '5.13', '114.661785600', '128', '4', '36', '18', '128')
) as given (
    line_no, architecture, attention, total_parameters_billion, active_parameters_billion, routed_parameters_billion,
    experts, experts_per_token, layers, full_attention_layers, window_tokens)
cross join (values ('known', '64', '8', '128', 'bf16', '2026-05-31', 'config.json')) as same (
    estimate, query_heads, kv_heads, head_size, native_precision, as_of_date, catalogue_source)
-- expect
from (values
    (1, 70553706496, 69503033344, 0, null, 80, null, false, null),
    (2, 116800000000, 5130000000, 114661785600, 128, 18, 128, false, null)
) as expected (
    line_no, total_parameters, active_parameters, routed_parameters, experts, full_attention_layers, window_tokens,
    is_assumed, reject_reason)

-- test: a row that cannot be is refused
-- given source_records
from (values
    (1, 'probable', 'gqa', '70', '69', null, null, null, '8', null, 'bf16'),
    (2, 'known', 'gqa', '70', '-69', null, null, null, '8', null, 'bf16'),
    (3, 'known', 'gqa', '116', '5', '114', '4', '128', '8', null, 'bf16'),
    (4, 'known', 'gqa', '70', '71', null, null, null, '8', null, 'bf16'),
    (5, 'known', 'gqa', '70', '5', '69', '8', '1', '8', null, 'bf16'),
    (6, 'known', 'gqa', '70', '69', null, null, null, '7', null, 'bf16'),
    (7, 'known', 'assumed', '70', '69', null, null, null, '8', '35000', 'bf16'),
    (8, 'known', 'ring', '70', '69', null, null, null, '8', null, 'bf16'),
    (9, 'known', 'gqa', '70', '69', null, null, null, '8', null, 'fp12')
) as given (
    line_no, estimate, attention, total_parameters_billion, active_parameters_billion, routed_parameters_billion,
    experts, experts_per_token, kv_heads, kv_bytes_per_token_fp8, native_precision)
cross join (values ('some-model', '80', '64', '128', '2026-05-31', 'config.json')) as same (
    architecture, layers, query_heads, head_size, as_of_date, catalogue_source)
-- expect
from (values
    (1, 'bad_estimate'),
    (2, 'bad_parameters'),
    (3, 'bad_experts'),
    (4, 'parts_exceed_total'),
    (5, 'parts_exceed_total'),
    (6, 'bad_attention'),
    (7, 'bad_attention'),
    (8, 'bad_attention'),
    (9, 'bad_precision')
) as expected (line_no, reject_reason)
