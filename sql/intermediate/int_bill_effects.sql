-- grain: one row per pair of a month or ISO week and the one before, provider, model, served tier, feature and meter
-- key: period_kind, period_date, provider, llm_model, service_tier, feature, meter
-- units: _picousd in 10^-12 USD; the five parts of a cell add up to its change exactly
-- source: int_bill_cells
-- why: additive LMDI-I (Ang): with L the logarithmic mean of both costs, a factor's part of the change is
--      L x ln(factor after / factor before), which leaves no residual and depends on no order. A segment that is new or
--      gone is a part of its own; a factor that is 0 on one side takes the whole change, the limit of the formula.
--      Parts are rounded to picodollars, and what rounding leaves goes to the largest part of the cell
-- kept: build
with int_bill_cells as (
    select * from int_bill_cells
),

periods as (
    select distinct
        period_kind,
        all_requests,
        days,
        period_date,
        case
            when period_kind = 'month' then (period_date - interval 1 month)::date
            else period_date - 7
        end as previous_period_date,
    from int_bill_cells
),

pairs as (
    select
        after.period_kind,
        after.all_requests as all_after,
        before.all_requests as all_before,
        after.days as days_after,
        before.days as days_before,
        after.period_date,
        after.previous_period_date,
    from periods as after
    inner join periods as before
        on after.period_kind = before.period_kind
        and after.previous_period_date = before.period_date
),

sides as (
    select
        pairs.*,
        cells.provider,
        cells.llm_model,
        cells.service_tier,
        cells.feature,
        cells.meter,
        coalesce(sum(cells.requests) filter (is_after), 0)::bigint as requests_after,
        coalesce(sum(cells.requests) filter (not is_after), 0)::bigint as requests_before,
        coalesce(sum(cells.calls) filter (is_after), 0)::bigint as calls_after,
        coalesce(sum(cells.calls) filter (not is_after), 0)::bigint as calls_before,
        coalesce(sum(cells.quantity) filter (is_after), 0) as quantity_after,
        coalesce(sum(cells.quantity) filter (not is_after), 0) as quantity_before,
        coalesce(sum(cells.cost_picousd) filter (is_after), 0) as cost_after_picousd,
        coalesce(sum(cells.cost_picousd) filter (not is_after), 0) as cost_before_picousd,
    from pairs
    cross join (values (true), (false)) as side (is_after)
    inner join int_bill_cells as cells
        on pairs.period_kind = cells.period_kind
        and cells.period_date = if(side.is_after, pairs.period_date, pairs.previous_period_date)
    group by all
),

-- A meter that was not used still is one of a segment that was.
known_sides as (
    select
        * replace (
            max(requests_after) over segment as requests_after,
            max(requests_before) over segment as requests_before
        ),
    from sides
    window segment as (partition by period_kind, period_date, provider, llm_model, service_tier, feature)
),

ruled as (
    select
        *,
        cost_after_picousd - cost_before_picousd as change_picousd,
        case
            when meter = 'wasted' then 'wasted'
            when requests_before = 0 then 'new'
            when requests_after = 0 then 'ended'
            when quantity_before = 0 or quantity_after = 0 then 'quantity'
            when cost_before_picousd = 0 or cost_after_picousd = 0 then 'price'
            else 'factors'
        end as rule,
    from known_sides
),

factors as (
    select
        *,
        if(rule = 'factors', logarithmic_mean(cost_after_picousd, cost_before_picousd), null) as weight,
        round(weight * log_growth(all_after, 1, all_before, 1))::hugeint as volume,
        round(weight * log_growth(requests_after, all_after, requests_before, all_before))::hugeint as mix,
        round(weight * log_growth(quantity_after, requests_after, quantity_before, requests_before))::hugeint
            as quantity,
        round(weight * log_growth(cost_after_picousd, quantity_after, cost_before_picousd, quantity_before))::hugeint
            as price,
        change_picousd - volume - mix - quantity - price as rest,
        greatest(abs(volume), abs(mix), abs(quantity), abs(price)) as largest,
    from ruled
),

effects as (
    select
        * exclude (weight, volume, mix, quantity, price, rest, largest),
        case rule
            when 'factors' then quantity + if(abs(quantity) = largest, rest, 0)
            when 'quantity' then change_picousd
            else 0
        end as quantity_picousd,
        case rule
            when 'factors' then price + if(abs(price) = largest and abs(quantity) < largest, rest, 0)
            when 'price' then change_picousd
            else 0
        end as price_picousd,
        case rule
            when 'factors' then volume + if(greatest(abs(mix), abs(quantity), abs(price)) < largest, rest, 0)
            else 0
        end as volume_picousd,
        if(rule = 'factors', change_picousd - quantity_picousd - price_picousd - volume_picousd, 0) as mix_picousd,
        if(rule in ('new', 'ended', 'wasted'), change_picousd, 0) as segment_picousd,
    from factors
)

select * from effects
