-- test: beyond the limit opens, back at the close limit closes, and between the two nothing changes
-- given declared_alert_rules
from (values ('high', true, 10, 5), ('low', false, 3, 3)) as given (rule_id, is_above, limit_value, close_limit_value)
-- given alert_values
from (values
    ('high', 6, timestamptz '2026-03-01 00:00:00+00'),
    ('high', 11, timestamptz '2026-03-02 00:00:00+00'),
    ('high', 9, timestamptz '2026-03-02 00:00:00+00'),
    ('high', 6, timestamptz '2026-03-03 00:00:00+00'),
    ('high', 5, timestamptz '2026-03-04 00:00:00+00'),
    ('high', 12, timestamptz '2026-03-05 00:00:00+00'),
    ('low', 2, timestamptz '2026-03-01 00:00:00+00'),
    ('low', 3, timestamptz '2026-03-02 00:00:00+00'),
    ('gone', 99, timestamptz '2026-03-02 00:00:00+00')
) as given (rule_id, observed_value, period_at)
select
    *,
    'customer_id=a' as subject,
-- given settings
from (values (date '2026-03-05', 'UTC')) as given (as_of_date, reporting_time_zone)
-- expect
from (values
    ('high', 6, false, 0, timestamptz '2026-03-01 00:00:00+00'),
    ('high', 11, true, 1, timestamptz '2026-03-02 00:00:00+00'),
    ('high', 6, true, 1, timestamptz '2026-03-03 00:00:00+00'),
    ('high', 5, false, 1, timestamptz '2026-03-04 00:00:00+00'),
    ('high', 12, true, 2, timestamptz '2026-03-05 00:00:00+00'),
    ('low', 2, true, 1, timestamptz '2026-03-01 00:00:00+00'),
    ('low', 3, false, 1, timestamptz '2026-03-02 00:00:00+00')
) as expected (rule_id, observed_value, is_open, episode, observed_at)

-- test: without periods the state of the build before decides between the two limits
-- given declared_alert_rules
from (values ('high', true, 10, 5)) as given (rule_id, is_above, limit_value, close_limit_value)
-- given alert_values
from (values ('high', 'a', 6), ('high', 'b', 6), ('high', 'c', 5)) as given (rule_id, subject, observed_value)
-- given alert_states
from (values ('high', 'b', null), ('high', 'c', null), ('high', 'a', timestamptz '2026-03-02 00:00:00+00'))
    as given (rule_id, subject, closed_at)
-- given settings
from (values (date '2026-03-05', 'UTC')) as given (as_of_date, reporting_time_zone)
-- expect
from (values ('a', false, false, 0), ('b', true, true, 0), ('c', false, true, 0))
    as expected (subject, is_open, was_open_before, episode)
