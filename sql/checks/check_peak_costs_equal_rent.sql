-- why: a month's rent divided by peaks, by tokens or by use stays the same rent, to the last picodollar
with rented as (
    select
        deployment,
        sum(rent_picousd) as rent_picousd,
        month_of(event_date) as month_date,
    from int_deployment_days
    group by deployment, month_of(event_date)
    having sum(rent_picousd) > 0
),

charged as (
    select
        deployment,
        slot_seconds,
        sum(picousd_of(peak_cost_usd)) as peak_picousd,
        sum(picousd_of(token_cost_usd)) as token_picousd,
        sum(picousd_of(loaded_cost_usd)) as loaded_picousd,
        month_date,
    from mart_peak_responsibility
    group by deployment, slot_seconds, month_date
),

offences as (
    select
        month_date,
        deployment,
        charged.slot_seconds,
        rented.rent_picousd,
        charged.peak_picousd,
        charged.token_picousd,
        charged.loaded_picousd,
    from rented
    full outer join charged using (deployment, month_date)
    where
        rented.rent_picousd is distinct from charged.peak_picousd
        or rented.rent_picousd is distinct from charged.token_picousd
        or rented.rent_picousd is distinct from charged.loaded_picousd
)

select * from offences
