-- test: what the build before left open goes on, closes, or is withdrawn when nothing shows it any more
-- given declared_alert_rules
from (values ('high', 'Too much', 'mart_x', 'cost_usd', true, 10, 5))
    as given (rule_id, rule_title, mart, mart_column, is_above, limit_value, close_limit_value)
-- given settings
from (values (date '2026-03-05', 'UTC')) as given (as_of_date, reporting_time_zone)
-- given alert_states
from (values
    ('high', 'a', 11, 14, 12, timestamptz '2026-03-02 00:00:00+00', null, null),
    ('high', 'b', 11, 11, 11, timestamptz '2026-03-02 00:00:00+00', null, timestamptz '2026-03-02 09:00:00+00'),
    ('high', 'c', 11, 11, 11, timestamptz '2026-03-02 00:00:00+00', null, null),
    ('gone', '', 11, 11, 11, timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-02 00:00:00+00', null)
) as given (rule_id, subject, opened_value, worst_value, latest_value, opened_at, closed_at, delivered_at)
select
    *,
    10 as limit_value,
    false as is_withdrawn,
-- given int_alert_observations
from (values
    ('a', 6, true, true, 0, timestamptz '2026-03-05 00:00:00+00'),
    ('b', 4, false, true, 0, timestamptz '2026-03-05 00:00:00+00'),
    ('d', 12, true, false, 1, timestamptz '2026-03-03 00:00:00+00'),
    ('d', 20, true, true, 1, timestamptz '2026-03-04 00:00:00+00'),
    ('d', 3, false, true, 1, timestamptz '2026-03-05 00:00:00+00'),
    ('e', 3, false, false, 0, timestamptz '2026-03-05 00:00:00+00')
) as given (subject, observed_value, is_open, was_open_before, episode, observed_at)
select
    *,
    'high' as rule_id,
    true as is_above,
    10 as limit_value,
-- expect
from (values
    ('high', 'a', 'Too much', 11, 6, 14, true, false, 2, null, null),
    ('high', 'b', 'Too much', 11, 4, 11, false, false, 2, 5, 9),
    ('high', 'c', 'Too much', 11, 11, 11, false, true, 2, 5, null),
    ('high', 'd', 'Too much', 12, 3, 20, false, false, 3, 5, null),
    ('gone', '', null, 11, 11, 11, false, false, 1, 2, null)
) as expected (
    rule_id, subject, rule_title, opened_value, latest_value, worst_value, is_open, is_withdrawn, opened_on, closed_on,
    delivered_hour
)
select
    * exclude (opened_on, closed_on, delivered_hour),
    make_timestamptz(2026, 3, opened_on, 0, 0, 0) as opened_at,
    case when closed_on is not null then make_timestamptz(2026, 3, closed_on, 0, 0, 0) end as closed_at,
    case when delivered_hour is not null then make_timestamptz(2026, 3, 2, delivered_hour, 0, 0) end as delivered_at,
