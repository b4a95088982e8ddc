-- grain: one rate of one pair of currencies for one day
-- key: from_currency, to_currency, rate_date
-- units: rate in units of to_currency for one unit of from_currency
-- source: raw_fx_rates
-- why: rates are asked as they are known at the time the question is about; corrections close the rows before them
with settings as (
    select * from settings
),

raw_fx_rates_in_force as (
    select raw_fx_rates.* exclude (is_superseded),
    from raw_fx_rates
    cross join settings
    where raw_fx_rates.is_superseded is not true
        and is_known_at(raw_fx_rates.known_from, raw_fx_rates.known_to, settings.known_at)
),

rates as (
    select *
    from raw_fx_rates_in_force
    -- The same rate in two files is one rate; rates that disagree stay, and a check names them.
    qualify row_number() over (
        partition by from_currency, to_currency, rate_date, rate
        order by known_from, file_id, line_no
    ) = 1
)

select * from rates
