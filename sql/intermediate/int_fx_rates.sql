-- kept: build
-- grain: one currency and span of days for which one published rate says what it is in USD
-- key: currency, valid_from_date
-- units: usd_per_unit in USD; days as DATE, valid_to_date exclusive
-- source: stg_fx_rates
-- why: a join by currency and day that finds no row finds no rate, and the amount stays in its own currency. A rate
--      holds until the next one, at most fx_carry_days() days, because nothing is published on weekends and holidays.
--      A rate into USD goes before the inverse of one out of USD; a way over a third currency is nobody's rate.
with stg_fx_rates as (
    select * from stg_fx_rates
),

dollar_rates as (
    select
        from_currency as currency,
        rate as usd_per_unit,
        rate_date,
        rate_source,
        source_row,
        known_from,
        false as is_inverse,
    from stg_fx_rates
    where to_currency = 'USD'
    union all
    select
        to_currency as currency,
        inverse_rate(rate) as usd_per_unit,
        rate_date,
        rate_source,
        source_row,
        known_from,
        true as is_inverse,
    from stg_fx_rates
    where from_currency = 'USD'
),

daily_rates as (
    select *
    from dollar_rates
    qualify row_number() over (
        partition by currency, rate_date
        order by is_inverse, rate_source, usd_per_unit
    ) = 1
),

spans as (
    select
        currency,
        usd_per_unit,
        rate_date,
        rate_source,
        source_row,
        known_from,
        rate_date as valid_from_date,
        least(
            lead(rate_date) over (partition by currency order by rate_date), rate_date + fx_carry_days()
        ) as valid_to_date,
    from daily_rates
),

rates as (
    select * from spans
    union all by name
    select
        'USD' as currency,
        1::decimal(38, 12) as usd_per_unit,
        date '0001-01-01' as valid_from_date,
        date '9999-12-31' as valid_to_date,
)

select * from rates
