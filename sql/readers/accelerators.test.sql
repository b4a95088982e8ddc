-- test: data sheet units become bytes, seconds and picodollars, and impossible figures are refused
-- given source_records
from (values
    (1, '80', '3.35', '989.5', '1979', '1.31', '2.50', '5.00', 'true', '2026-01-01', null),
    (2, '0.23', '80', '188', null, null, null, null, 'false', '2026-01-01', null),
    (3, '80', '3.35', '-989.5', null, '1', '1', '1', null, '2026-01-01', null),
    (4, '80', '3.35', '989.5', 'many', '1', '1', '1', null, '2026-01-01', null),
    (5, '80', '3.35', '989.5', null, '2', '1', '3', null, '2026-01-01', null),
    (6, '80', '3.35', '989.5', null, '1', null, '3', null, '2026-01-01', null),
    (7, '80', '3.35', '989.5', null, null, null, null, 'perhaps', '2026-01-01', null),
    (8, '80', '3.35', '989.5', null, null, null, null, null, '2026-02-01', '2026-01-01')
) as given (
    line_no, memory_gb, bandwidth_tb_per_second, bf16_tflops, fp8_tflops, price_usd_per_gpu_hour_low,
    price_usd_per_gpu_hour_mid, price_usd_per_gpu_hour_high, is_roofline, valid_from, valid_to)
cross join (values ('h100', '2026-05-31', 'data sheet')) as same (accelerator, as_of_date, catalogue_source)
-- expect
from (values
    (1, 80000000000, 3350000000000, 989500000000000, 2500000000000, true, null),
    (2, 230000000, 80000000000000, 188000000000000, null, false, null),
    (3, 80000000000, 3350000000000, null, 1000000000000, true, 'bad_measure'),
    (4, 80000000000, 3350000000000, 989500000000000, 1000000000000, true, 'bad_measure'),
    (5, 80000000000, 3350000000000, 989500000000000, 1000000000000, true, 'bad_price'),
    (6, 80000000000, 3350000000000, 989500000000000, null, true, 'bad_price'),
    (7, 80000000000, 3350000000000, 989500000000000, null, true, 'bad_boolean'),
    (8, 80000000000, 3350000000000, 989500000000000, null, true, 'bad_validity')
) as expected (
    line_no, memory_bytes, bandwidth_bytes_per_second, bf16_flops_per_second, price_mid_picousd_per_gpu_hour,
    is_roofline, reject_reason)

-- test: a refusal says what was found and what was expected
-- given source_records
from (values ('h100', '80', '3.35', '989.5', '2', null, '3', '2026-05-31', 'data sheet', '2026-01-01')) as given (
    accelerator, memory_gb, bandwidth_tb_per_second, bf16_tflops, price_usd_per_gpu_hour_low,
    price_usd_per_gpu_hour_mid, price_usd_per_gpu_hour_high, as_of_date, catalogue_source, valid_from)
-- expect
from (values ('the prices are 2, empty, 3; expected three amounts of USD that do not fall, or none'))
    as expected (reject_detail)
