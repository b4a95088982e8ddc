-- test: a segment counts in each minute it lies in, the fullest one tells how many there were
-- given int_servings
from (values (1, 'ours', 0)) as given (serving_no, deployment, valid_from_us)
-- given int_decode_rates
from (values (90000000, 3, 60000000, 60000000, 0), (100000000, 5, 10000000, 20000000, 10000000), (5, 9, 0, 0, 0)
) as rates (at_us, sequences, segment_us, busy_us, near_ridge_us)
select sweep_key(1, at_us) as event_key, sequences, segment_us, busy_us, near_ridge_us,
-- expect
from (values (0, 3, 30000000, 0), (60000000, 5, 50000000, 10000000)) as expected (
    minute_from_us, sequences_max, busy_us, near_ridge_us)
