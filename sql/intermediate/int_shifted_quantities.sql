-- grain: one row per charge period, provider, account, model, meter and currency that usage left or entered
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: shifted_quantity in Tokens or Requests: billed here and logged in a neighbouring period, below 0 = the reverse
-- source: int_invoice_matches
-- why: a provider's clock, or a call that runs over midnight, puts usage into the next or the last period. What one
--      period lacks and its neighbour has too much of is that, up to what was logged in the hour beside their bound;
--      more, or without the counterpart, it is something else
-- kept: build
with differences as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        billing_currency,
        round(billed_quantity)::hugeint - logged_quantity as excess,
        first_hour_quantity,
        last_hour_quantity,
        period_start_at,
        period_end_at,
        lead(period_start_at) over charge_window = period_end_at as is_followed,
        lead(excess) over charge_window as next_excess,
        lead(first_hour_quantity) over charge_window as next_first_hour_quantity,
    from int_invoice_matches
    where billed_quantity is not null and logged_quantity is not null
    window charge_window as (
        partition by provider, account_id, llm_model, meter, billing_currency
        order by period_start_at, period_end_at
    )
),

-- What may have gone over the end of a period: above 0 = billed in the next one, below 0 = logged in the next one.
crossings as (
    select
        *,
        case
            when is_followed and excess < 0 and next_excess > 0 then least(-excess, next_excess, last_hour_quantity)
            when is_followed and excess > 0 and next_excess < 0
                then -least(excess, -next_excess, next_first_hour_quantity)
            else 0
        end as crossing,
    from differences
),

-- A period has only so much to give: what may have crossed its beginning is taken off first.
bounded_crossings as (
    select
        *,
        coalesce(lag(crossing) over charge_window, 0) as crossing_before,
        sign(crossing) * greatest(0, least(abs(crossing), abs(excess) - abs(crossing_before)))::hugeint as crossing_out,
    from crossings
    window charge_window as (
        partition by provider, account_id, llm_model, meter, billing_currency
        order by period_start_at, period_end_at
    )
),

shifts as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        billing_currency,
        coalesce(lag(crossing_out) over charge_window, 0) - crossing_out as shifted_quantity,
        period_start_at,
        period_end_at,
    from bounded_crossings
    window charge_window as (
        partition by provider, account_id, llm_model, meter, billing_currency
        order by period_start_at, period_end_at
    )
),

shifted as (
    select * from shifts where shifted_quantity <> 0
)

select * from shifted
