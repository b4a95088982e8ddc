-- test: the fullest slot bears what no other reaches, those present share it, and prompts come on top
-- given int_allocated_costs
from (values ('always', 5, 100, 50), ('burst', 7, 100, 50), ('nothing held', 1, 0, 0)) as given (
    dedupe_key, prefill_cost_picousd, decode_kv_cost_picousd, idle_cost_picousd)
cross join (values ('ours', 0, 0, date '1970-01-01')) as same (
    deployment, decode_weights_cost_picousd, decode_compute_cost_picousd, event_date)
-- given int_kv_presences
from (values
    ('always', 0, 10), ('always', 10000000, 10), ('always', 60000000, 10), ('burst', 10000000, 20)
) as given (dedupe_key, slot_from_us, kv_byte_seconds)
cross join (values ('ours', date '1970-01-01')) as same (deployment, event_date)
-- expect
from (values
    -- 10 s: heights 10, 10 and 30; a third of 10 each and 20 more for the fullest, of 300 picodollars in all
    ('always', 5 + 33 + 33 + 78, 5 + 38 + 66 + 66, 5 + 180), ('burst', 7 + 156, 7 + 131, 7 + 120),
    ('nothing held', 1, 1, 1)
) as expected (dedupe_key, peak_cost_10s_picousd, peak_cost_60s_picousd, peak_cost_300s_picousd)
