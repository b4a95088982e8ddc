-- grain: one macro per rule that puts an instant or an amount into a reporting period
-- key: none
-- units: dates; zone names of the IANA database; picodollars (10^-12 USD)
-- source: settings.reporting_time_zone
-- why: a month in the reporting time zone is not a sum of UTC days, so every daily sum carries both days

-- The day of an instant in the reporting time zone; the UTC day is given because most installations report in UTC.
create or replace macro reporting_day(event_date, instant, zone) as
    case
        when zone = 'UTC' then event_date
        else (instant at time zone zone)::date
    end;

-- First day of the calendar month.
create or replace macro month_of(day) as
    date_trunc('month', day)::date;

-- Days of [start_date, end_date) that lie before limit_date.
create or replace macro days_before(start_date, end_date, limit_date) as
    greatest(0, least(end_date, limit_date) - start_date);

-- The part of an amount that falls into [from_date, to_date) when it is spread evenly over [start_date, end_date).
-- The running total is rounded, not the parts, so that the parts of any cut add up to the amount exactly.
create or replace macro spread_picousd(amount_picousd, start_date, end_date, from_date, to_date) as
    amount_picousd::hugeint * days_before(start_date, end_date, to_date) // greatest(1, end_date - start_date)
    - amount_picousd::hugeint * days_before(start_date, end_date, from_date) // greatest(1, end_date - start_date);

-- Picodollars per unit, rounded to whole picodollars; NULL where there is no unit.
create or replace macro picousd_each(amount_picousd, units) as
    (amount_picousd + units // 2) // nullif(units, 0);

-- Tokens of all meters of a request; a meter that was not reported adds nothing.
create or replace macro token_total(
    uncached_input, cache_read, cache_write_5m, cache_write_1h, cache_write_unknown_ttl,
    visible_output, reasoning, input_audio, output_audio, image
) as
    coalesce(uncached_input, 0) + coalesce(cache_read, 0) + coalesce(cache_write_5m, 0) + coalesce(cache_write_1h, 0)
    + coalesce(cache_write_unknown_ttl, 0) + coalesce(visible_output, 0) + coalesce(reasoning, 0)
    + coalesce(input_audio, 0) + coalesce(output_audio, 0) + coalesce(image, 0);

-- A USD amount as whole picodollars; amounts carry at most 12 decimals.
create or replace macro picousd_of(amount_usd) as
    (amount_usd::decimal(38, 12) * 1000000000000::decimal(13, 0))::hugeint;

-- First day of the calendar month or year that a fee covers, and the first day after it.
create or replace macro period_start(day, fee_interval) as
    date_trunc(case when fee_interval = 'year' then 'year' else 'month' end, day)::date;
create or replace macro period_end(day, fee_interval) as
    (
        period_start(day, fee_interval)
        + case when fee_interval = 'year' then interval 1 year else interval 1 month end
    )::date;
