-- test: calls of a customer add up in a slot, and work is whole microseconds of an instance
-- given int_kv_presences
from (values
    ('a', 0, 125, 0, 5000000, 0.1, null), ('b', 0, 50, 0, 5000000, 0.1, null),
    ('a', 10000000, 875, 10000000, 0, null, 0.5)
) as given (dedupe_key, slot_from_us, kv_byte_seconds, decode_us, prefill_us, prefill_rate, decode_rate)
cross join (values ('ours', 'c', date '1970-01-01')) as same (deployment, customer_id, event_date)
-- expect
from (values ('c', 0, 175, 0, 1000000), ('c', 10000000, 875, 10000000, 0)) as expected (
    customer_id, slot_from_us, kv_byte_seconds, decode_us, prefill_work_us)
