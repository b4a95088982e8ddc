-- test: of 100, 100 and 300, three slots bear the first 100 and the last one bears the 200 above it
-- given int_deployment_days
from (values ('ours', 900, date '2026-01-05')) as given (deployment, rent_picousd, event_date)
-- given int_kv_slots_by_day
from (values ('steady', 0, 100), ('steady', 300000000, 100), ('late', 600000000, 200), ('late', 600000000, 100)
) as given (
    customer_id, slot_from_us, kv_byte_seconds)
cross join (values ('ours', date '2026-01-05')) as same (deployment, event_date)
-- expect
from (values
    ('steady', 200, 200, null), ('late', 300, 700, 300)
) as presences (customer_id, kv_byte_seconds, peak_picousd, peak_kv_byte_seconds)
cross join (values (10), (60), (300)) as widths (slot_seconds)
