-- test: a minute holds the mean and the fullest slot, and who held most
-- given int_kv_slots_by_day
from (values
    ('c', 0, 100, 10, 1, 2), ('d', 0, 500, 10, 1, 2), ('c', 50000000, 300, 10, 1, 2), ('c', 60000000, 90, 10, 1, 2)
) as given (customer_id, slot_from_us, kv_byte_seconds, decode_us, prefill_work_us, decode_work_us)
cross join (values ('ours')) as same (deployment)
-- expect
from (values (0, 15.0, 60.0, 2, 'd', 5.0 / 9, 30, 3, 6), (60000000, 1.5, 9.0, 1, 'c', 1.0, 10, 1, 2)) as expected (
    minute_from_us, kv_mean_bytes, kv_peak_bytes, customers, top_customer_id, top_customer_kv_share, decode_us,
    prefill_work_us, decode_work_us)
