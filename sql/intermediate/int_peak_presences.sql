-- grain: one row per UTC month, deployment rented by us, width of a slot and customer that was present
-- key: month_date, deployment, slot_seconds, customer_id
-- units: kv_byte_seconds in bytes held x seconds; peak_picousd in 10^-12 USD, each slot rounded
-- source: int_kv_slots_by_day, int_deployment_days
-- why: GPUs are bought for the fullest moment, so each slot bears what it adds to the height of the month: the Shapley
--      value of the airport game, which sorting gives exactly. Those present share a slot by what they held
with widths as (
    select unnest([10, 60, 300]) as slot_seconds
),

rents as (
    select
        deployment,
        sum(rent_picousd) as rent_picousd,
        month_of(event_date) as month_date,
    from int_deployment_days
    group by deployment, month_of(event_date)
),

held as (
    select
        slots.deployment,
        widths.slot_seconds,
        slots.slot_from_us // (widths.slot_seconds * 1000000) as slot_no,
        slots.customer_id,
        sum(slots.kv_byte_seconds) as kv_byte_seconds,
        month_of(slots.event_date) as month_date,
    from int_kv_slots_by_day as slots
    cross join widths
    group by
        slots.deployment, widths.slot_seconds, slots.slot_from_us // (widths.slot_seconds * 1000000),
        slots.customer_id, month_of(slots.event_date)
),

slot_loads as (
    select
        deployment,
        slot_seconds,
        slot_no,
        month_date,
        sum(kv_byte_seconds) as load,
    from held
    group by deployment, slot_seconds, slot_no, month_date
    having sum(kv_byte_seconds) > 0
),

-- What a slot adds to the height of the month is borne by all slots that reach that high.
rises as (
    select
        *,
        (load - lag(load, 1, 0) over by_load) / (count(*) over month - row_number() over by_load + 1) as rise,
        max(load) over month as month_peak,
    from slot_loads
    window
        month as (partition by deployment, slot_seconds, month_date),
        by_load as (partition by deployment, slot_seconds, month_date order by load, slot_no)
),

slot_shares as (
    select
        deployment,
        slot_seconds,
        slot_no,
        month_date,
        load,
        month_peak,
        sum(rise) over (
            partition by deployment, slot_seconds, month_date
            order by load, slot_no
            rows unbounded preceding
        ) / month_peak as peak_share,
    from rises
),

presences as (
    select
        held.deployment,
        held.slot_seconds,
        held.customer_id,
        sum(held.kv_byte_seconds) as kv_byte_seconds,
        sum(picousd_part(rents.rent_picousd, slots.peak_share * held.kv_byte_seconds, slots.load)) as peak_picousd,
        max(held.kv_byte_seconds) filter (slots.load = slots.month_peak) as peak_kv_byte_seconds,
        held.month_date,
    from held
    inner join slot_shares as slots
        on held.deployment = slots.deployment
        and held.slot_seconds = slots.slot_seconds
        and held.slot_no = slots.slot_no
        and held.month_date = slots.month_date
    inner join rents
        on held.deployment = rents.deployment
        and held.month_date = rents.month_date
    group by held.deployment, held.slot_seconds, held.customer_id, held.month_date
)

select * from presences
