-- test: superseded deliveries are left out
-- given raw_subscriptions
from (values ('s1', 'old', true), ('s1', 'pro', null)) as given (subscription_id, plan_id, is_superseded)
-- expect
from (values ('s1', 'pro')) as expected (subscription_id, plan_id)
