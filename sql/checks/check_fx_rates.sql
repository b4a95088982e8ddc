-- why: two rates for one pair of currencies and one day leave open which is right; they are named, never averaged.
with stg_fx_rates as (
    select * from stg_fx_rates
),

followed as (
    select
        from_currency,
        to_currency,
        rate_date,
        rate,
        rate_source || ', ' || source_row as stands_in,
        lead(rate) over days as next_rate,
        lead(rate_source || ', ' || source_row) over days as next_stands_in,
    from stg_fx_rates
    window days as (partition by from_currency, to_currency, rate_date order by rate, rate_source, source_row)
),

disagreements as (
    select * from followed where next_rate is not null
)

select * from disagreements
