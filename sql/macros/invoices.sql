-- grain: one macro per rule that brings logs and invoices into one shape
-- key: none
-- units: Tokens or Requests; days as DATE in UTC
-- source: FOCUS 1.2, provider cost reports
-- why: an invoice and a log name the same thing differently; each translation is made in one place

-- The meter an invoice bills: providers bill visible output and reasoning together.
create or replace macro billed_meter_of(meter) as
    case when meter in ('visible_output', 'reasoning') then 'output' else meter end;

-- How many tokens or requests one unit stands for: 'Tokens' -> 1, '1000000 Tokens' -> 1000000; NULL for other units.
create or replace macro unit_size_of(unit) as
    case
        when regexp_matches(unit, '(token|request|search|call)s?$', 'i')
            then coalesce(try_cast(regexp_extract(unit, '^([0-9]+)', 1) as bigint), 1)
    end;

-- First day after a charge period that ends, exclusively, at an instant.
create or replace macro period_end_date(period_start_at, period_end_at) as
    greatest(
        utc_date(coalesce(period_end_at, period_start_at) - interval 1 microsecond),
        utc_date(period_start_at)
    ) + 1;
