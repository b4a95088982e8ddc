-- why: what our GPUs cost a day is what its calls and its idle time are charged, to the last picodollar
with rented as (
    select
        event_date,
        sum(rent_picousd) as rent_picousd,
    from int_deployment_days
    group by event_date
),

charged as (
    select
        event_date,
        sum(picousd_of(loaded_cost_usd)) as charged_picousd,
        sum(
            picousd_of(prefill_cost_usd) + picousd_of(decode_weights_cost_usd) + picousd_of(decode_kv_cost_usd)
            + picousd_of(decode_compute_cost_usd) + picousd_of(idle_cost_usd)
        ) as parts_picousd,
    from mart_resource_costs
    where cost_evidence = 'allocated'
    group by event_date
),

offences as (
    select
        event_date,
        coalesce(rented.rent_picousd, 0) as rent_picousd,
        coalesce(charged.charged_picousd, 0) as charged_picousd,
        coalesce(charged.parts_picousd, 0) as parts_picousd,
    from rented
    full outer join charged using (event_date)
    where
        coalesce(rented.rent_picousd, 0) <> coalesce(charged.charged_picousd, 0)
        or coalesce(charged.charged_picousd, 0) <> coalesce(charged.parts_picousd, 0)
)

select * from offences
