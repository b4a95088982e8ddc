-- test: the day's rent is what calls used and, in proportion, what nobody did; the dearest takes what rounding left
-- given int_servings
from (values (1, 'ours', 5, 0.5, 2.0, 0, 9000000000000000), (2, 'theirs', 5, 1.0, 1.0, 0, 9000000000000000)) as given (
    serving_no, deployment, rent_picousd_per_hour, low_rent_ratio, high_rent_ratio, valid_from_us, valid_to_us)
-- given int_piece_costs
from (values
    ('a', 1, 2, 3, 10), ('a', 0, 1, 0, 20), ('b', 4, 1, 2, 0), ('c', 1, 0, 0, 0)
) as pieces (dedupe_key, prefill_picousd, weights_picousd, kv_picousd, kv_bound_us)
cross join (values ('ours', 1, 0, 7, 0, 100, 0, 0, date '2026-01-05')) as same (
    deployment, serving_no, compute_picousd, kv_byte_seconds, decode_from_us, decode_to_us, over_capacity_us,
    compute_bound_us, event_date)
-- expect
from (values
    ('a', 1, 3, 3, 49, 3, 14, 28, 14, 200, 30), ('b', 4, 1, 2, 49, 3, 14, 28, 7, 100, 0),
    ('c', 1, 0, 0, 7, 0, 2, 4, 7, 100, 0)
) as expected (
    dedupe_key, prefill_cost_picousd, decode_weights_cost_picousd, decode_kv_cost_picousd, idle_cost_picousd,
    lower_picousd, upper_picousd, loaded_lower_picousd, kv_byte_seconds, decode_us, kv_bound_us)
