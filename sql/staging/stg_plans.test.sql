-- test: superseded deliveries are left out
-- given raw_plans
from (values ('pro', 40.00, true), ('pro', 45.00, false)) as given (plan_id, base_fee, is_superseded)
-- expect
from (values ('pro', 45.00)) as expected (plan_id, base_fee)
