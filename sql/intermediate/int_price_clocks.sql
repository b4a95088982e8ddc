-- kept: build
-- grain: one provider that sells by the clock, with its windows as a list
-- key: provider
-- units: minutes of the UTC day, from 0; weekdays of ISO 8601, 1 = Monday; instants in UTC, valid_to exclusive
-- source: seed_price_windows, seed_holidays
-- why: some providers charge by the hour of the day, which stands in no log. Within a window, on its weekdays and not
--      on a holiday of its country, a standard call is sold in the window's tier, otherwise in the other tier
with seed_price_windows as (
    select * from seed_price_windows
),

holidays as (
    select
        calendar,
        list(holiday_date::date order by holiday_date) as holiday_dates,
    from seed_holidays
    group by calendar
),

windows as (
    select
        seed_price_windows.provider,
        seed_price_windows.service_tier,
        seed_price_windows.other_tier,
        list_transform(string_split(seed_price_windows.weekdays, ' '), lambda weekday: weekday::integer) as weekdays,
        minute_of_day(seed_price_windows.utc_from) as from_minute,
        minute_of_day(seed_price_windows.utc_to) as to_minute,
        holidays.holiday_dates,
        seed_price_windows.valid_from::timestamptz as valid_from,
        coalesce(seed_price_windows.valid_to::timestamptz, 'infinity'::timestamptz) as valid_to,
    from seed_price_windows
    left join holidays
        on seed_price_windows.holiday_calendar = holidays.calendar
),

clocks as (
    select
        provider,
        list(
            {
                'service_tier': service_tier, 'other_tier': other_tier, 'weekdays': weekdays,
                'from_minute': from_minute, 'to_minute': to_minute, 'holiday_dates': holiday_dates,
                'valid_from': valid_from, 'valid_to': valid_to
            }
            order by valid_from, from_minute, service_tier
        ) as windows,
    from windows
    group by provider
)

select * from clocks
