-- test: an hour's rent is prompts, then decoding in what they leave, and a part of an hour a part of the rent
-- given int_servings
from (values
    (1, 'ours', 2, 7200000, 0, 9000000000000000), (2, 'late', 1, 3600000, 5400000000, 9000000000000000)
) as given (serving_no, deployment, instance_count, rent_picousd_per_hour, valid_from_us, valid_to_us)
-- given int_serving_pieces
from (values (1, 0, 1200000000), (1, 0, 600000000), (1, 3600000000, 9000000000), (2, 3600000000, 0)) as given (
    serving_no, hour_from_us, prefill_us)
-- given int_decode_rates
from (values (1, 1000000, 2000000000, 5), (1, 3600000000, 1600000000, 0), (1, 3600000001, 1, 0), (1, 7000000, 0, 0)
) as rates (serving_no, at_us, busy_us, near_ridge_us)
select sweep_key(serving_no, at_us) as event_key, busy_us, near_ridge_us,
-- expect
from (values
    (1, 0, 1800000000, 3600000000, 7200000000, 7200000, 1800000, 2700000, 5),
    (1, 3600000000, 9000000000, 1, 7200000000, 7200000, 7200000, 0, 0),
    (2, 3600000000, 0, 0, 1800000000, 1800000, 0, 0, 0)
) as expected (
    serving_no, hour_from_us, prefill_us, busy_us, capacity_us, rent_picousd, prefill_picousd, decode_picousd,
    near_ridge_us)
