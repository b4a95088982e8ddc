-- test: the three estimates of a deployment stand side by side, and the rent is that of all its instances
-- given int_serving_estimates
from (values
    ('ours', 'low', 'dedicated', 2, 4.0, 1000000, 8.0, timestamptz '2026-01-01'),
    ('ours', 'mid', 'dedicated', 2, 4.0, 2000000, 9.0, timestamptz '2026-01-01'),
    ('ours', 'high', 'dedicated', 2, 4.0, 5000000, 7.0, timestamptz '2026-01-01')
) as given (
    deployment, estimate, rental, instance_count, gpu_count, price_picousd_per_gpu_hour, memory_bytes, valid_from)
-- expect
from (values (
    1, 'ours', 16000000, 0.5, 2.5, epoch_us(timestamptz '2026-01-01'), epoch_us(timestamptz '2111-01-01')
)) as expected (
    serving_no, deployment, rent_picousd_per_hour, low_rent_ratio, high_rent_ratio, valid_from_us,
    valid_to_us)
