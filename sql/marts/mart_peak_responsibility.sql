-- grain: one row per UTC month, deployment rented by us, width of a slot and customer that was present or sent tokens
-- key: month_date, deployment, slot_seconds, customer_id
-- units: _usd in USD; kv_gb_seconds in 10^9 bytes held x seconds; _tokens in Tokens; shares from 0 to 1
-- source: int_peak_presences, int_deployment_days, int_resource_costs_by_day
-- why: capacity is bought for the fullest moment of the month; tokens say how much somebody sent, not when. The same
--      rent divided by presence at the peaks, by tokens and by use shows who pays for whom. Each view adds up to the
--      rent to the last picodollar, at any width of the slots; (idle) stands for what nobody was there to bear
-- order: month_date desc, deployment, slot_seconds, peak_cost_usd desc
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

uses as (
    select
        deployment,
        customer_id,
        sum(computed_tokens + cached_tokens + output_tokens) as tokens,
        sum(resource_cost_picousd + idle_cost_picousd) as loaded_picousd,
        month_of(event_date) as month_date,
    from int_resource_costs_by_day
    where cost_evidence = 'allocated'
    group by deployment, customer_id, month_of(event_date)
),

members as (
    select
        uses.deployment,
        widths.slot_seconds,
        uses.customer_id,
        uses.tokens,
        coalesce(uses.loaded_picousd, 0) as loaded_picousd,
        coalesce(presences.kv_byte_seconds, 0) as kv_byte_seconds,
        coalesce(presences.peak_kv_byte_seconds, 0) as peak_kv_byte_seconds,
        coalesce(presences.peak_picousd, 0) as peak_picousd,
        picousd_part(
            rents.rent_picousd, uses.tokens,
            sum(uses.tokens) over (partition by uses.deployment, widths.slot_seconds, uses.month_date)
        ) as token_picousd,
        rents.rent_picousd,
        uses.month_date,
    from uses
    cross join widths
    inner join rents
        on uses.deployment = rents.deployment
        and uses.month_date = rents.month_date
    left join int_peak_presences as presences
        on uses.deployment = presences.deployment
        and widths.slot_seconds = presences.slot_seconds
        and uses.customer_id = presences.customer_id
        and uses.month_date = presences.month_date
),

-- What rounding left, or all where nobody held or sent anything.
idle_members as (
    select
        rents.deployment,
        widths.slot_seconds,
        '(idle)' as customer_id,
        0 as tokens,
        rents.rent_picousd - coalesce(sum(members.loaded_picousd), 0) as loaded_picousd,
        0 as kv_byte_seconds,
        0 as peak_kv_byte_seconds,
        rents.rent_picousd - coalesce(sum(members.peak_picousd), 0) as peak_picousd,
        rents.rent_picousd - coalesce(sum(members.token_picousd), 0) as token_picousd,
        rents.rent_picousd,
        rents.month_date,
    from rents
    cross join widths
    left join members
        on rents.deployment = members.deployment
        and widths.slot_seconds = members.slot_seconds
        and rents.month_date = members.month_date
    group by rents.deployment, widths.slot_seconds, rents.rent_picousd, rents.month_date
),

peaks as (
    select
        deployment,
        slot_seconds,
        customer_id,
        'resource' as cost_basis,
        'allocated' as cost_evidence,
        tokens::bigint as tokens,
        kv_byte_seconds / 1000000000 as kv_gb_seconds,
        peak_kv_byte_seconds / nullif(sum(peak_kv_byte_seconds) over month, 0) as peak_kv_share,
        usd(rent_picousd) as rent_usd,
        usd(peak_picousd) as peak_cost_usd,
        usd(token_picousd) as token_cost_usd,
        usd(loaded_picousd) as loaded_cost_usd,
        usd(peak_picousd - token_picousd) as peak_less_token_cost_usd,
        peak_picousd / nullif(rent_picousd, 0) as peak_cost_share,
        token_picousd / nullif(rent_picousd, 0) as token_cost_share,
        month_date,
    from (
        select * from members
        union all by name
        select * from idle_members where peak_picousd <> 0 or token_picousd <> 0 or loaded_picousd <> 0
    )
    window month as (partition by deployment, slot_seconds, month_date)
)

select * from peaks
