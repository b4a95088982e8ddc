-- test: a provider has one row with its windows in order, and holidays where it has a calendar
-- given seed_price_windows
from (values
    ('night', 'off-peak', 'standard', '1 7', '16:30', '00:30', null, '2025-02-26', '2025-09-05'),
    ('office', 'peak', 'off-peak', '1', '06:00', '10:00', 'CN', '2026-08-16 16:00:00+00', null),
    ('office', 'peak', 'off-peak', '1', '01:00', '04:00', 'CN', '2026-08-16 16:00:00+00', null)
) as given (
    provider, service_tier, other_tier, weekdays, utc_from, utc_to, holiday_calendar, valid_from, valid_to
)
-- given seed_holidays
from (values ('CN', '2026-10-01'), ('XX', '2026-01-01')) as given (calendar, holiday_date)
-- expect
from (values
    ('night', [{
        'service_tier': 'off-peak', 'other_tier': 'standard', 'weekdays': [1, 7], 'from_minute': 990, 'to_minute': 30,
        'holiday_dates': null::date[], 'valid_from': timestamptz '2025-02-26 00:00:00+00',
        'valid_to': timestamptz '2025-09-05 00:00:00+00'
    }]),
    ('office', [
        {
            'service_tier': 'peak', 'other_tier': 'off-peak', 'weekdays': [1], 'from_minute': 60, 'to_minute': 240,
            'holiday_dates': [date '2026-10-01'], 'valid_from': timestamptz '2026-08-16 16:00:00+00',
            'valid_to': timestamptz 'infinity'
        },
        {
            'service_tier': 'peak', 'other_tier': 'off-peak', 'weekdays': [1], 'from_minute': 360, 'to_minute': 600,
            'holiday_dates': [date '2026-10-01'], 'valid_from': timestamptz '2026-08-16 16:00:00+00',
            'valid_to': timestamptz 'infinity'
        }
    ])
) as expected (provider, windows)
