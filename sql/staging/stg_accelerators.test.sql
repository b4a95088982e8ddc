-- test: the user's own rows replace the shipped rows of the same accelerator, all validities of it
-- given raw_accelerators
from (values
    ('shipped-accelerators', 'h100', date '2025-01-01', 1, false),
    ('shipped-accelerators', 'h200', date '2025-01-01', 2, false),
    ('ours', 'h100', date '2026-01-01', 3, false),
    ('ours', 'h100', date '2026-06-01', 4, false),
    ('ours', 'h200', date '2026-06-01', 5, true)
) as given (source, accelerator, valid_from, price_mid_picousd_per_gpu_hour, is_superseded)
-- expect
from (values ('h100', 3), ('h100', 4), ('h200', 2)) as expected (accelerator, price_mid_picousd_per_gpu_hour)
