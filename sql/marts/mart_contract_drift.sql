-- grain: one row per contract and ISO week of its period, up to the last day seen
-- key: contract_id, week_date
-- units: _tokens in Tokens, ratios in input per output token, _usd in USD after the discount, shares as ratios
-- source: int_contract_weeks
-- why: a price that was agreed for one shape and amount of traffic turns bad when either drifts, and nobody reads the
--      contract again until it ends. The alarm needs two weeks in a row on the same side of the tolerance, or one at
--      twice of it, and 200 requests a week. Burn-down goes on as in the last four weeks
with int_contract_weeks as (
    select * from int_contract_weeks
),

burned as (
    select
        *,
        sum(effective_cost_picousd) over contract_so_far as burned_picousd,
        sum(effective_cost_picousd) over four_weeks as recent_picousd,
        week_end_date - greatest(contract_period_start, week_date - 21) as recent_days,
        week_end_date - contract_period_start as elapsed_days,
        contract_period_end - week_end_date as days_left,
        case when requests >= 200 then input_tokens / nullif(output_tokens, 0) / input_output_ratio::double - 1 end
            as ratio_drift,
    from int_contract_weeks
    window
        contract_so_far as (partition by contract_id order by week_date),
        four_weeks as (partition by contract_id order by week_date rows between 3 preceding and current row)
),

-- What the week's tokens would have cost at the contracted ratio and the week's own prices.
shaped as (
    select
        *,
        (input_tokens + output_tokens) * millionths_of(input_output_ratio)
        // (millionths_of(input_output_ratio) + 1000000) as contracted_input_tokens,
        lag(ratio_drift) over (partition by contract_id order by week_date) as last_ratio_drift,
        burned_picousd + recent_picousd * days_left // nullif(recent_days, 0) as projected_picousd,
        -- A pace of next to nothing would lead past the calendar.
        week_end_date + least(
            36500, (commitment_picousd - burned_picousd) * recent_days // nullif(recent_picousd, 0)
        )::integer as empty_date,
    from burned
),

compared as (
    select
        *,
        case
            when input_tokens > 0 and output_tokens > 0 and requests >= 200 then
                list_cost_picousd
                - (list_cost_picousd - output_cost_picousd) * contracted_input_tokens // input_tokens
                - output_cost_picousd * (input_tokens + output_tokens - contracted_input_tokens) // output_tokens
        end as drift_cost_picousd,
        abs(ratio_drift) > ratio_tolerance_share as is_outside,
        abs(ratio_drift) > 2 * ratio_tolerance_share
        or (
            abs(ratio_drift) > ratio_tolerance_share
            and abs(last_ratio_drift) > ratio_tolerance_share
            and sign(ratio_drift) = sign(last_ratio_drift)
        ) as is_alarm,
    from shaped
),

contract_drift as (
    select
        contract_id,
        provider,
        llm_model,
        project_id,
        'effective' as cost_basis,
        'modelled' as cost_evidence,
        requests::bigint as requests,
        unpriced_requests::bigint as unpriced_requests,
        input_tokens::bigint as input_tokens,
        output_tokens::bigint as output_tokens,
        input_output_ratio as contracted_input_output_ratio,
        input_tokens / nullif(output_tokens, 0) as input_output_ratio,
        ratio_drift,
        ratio_tolerance_share::double as ratio_tolerance_share,
        usd(drift_cost_picousd) as drift_list_cost_usd,
        usd(effective_cost_picousd) as cost_usd,
        usd(commitment_picousd) as commitment_usd,
        usd(burned_picousd) as burned_usd,
        burned_picousd / nullif(commitment_picousd, 0) as burned_share,
        elapsed_days / (contract_period_end - contract_period_start) as elapsed_share,
        usd(projected_picousd) as projected_usd,
        usd(greatest(0, commitment_picousd - projected_picousd)) as projected_shortfall_usd,
        is_outside as is_ratio_outside_tolerance,
        coalesce(is_alarm, false) as is_drift_alarm,
        week_end_date = least(week_date + 7, contract_period_end) as is_complete,
        week_date,
        case when recent_picousd > 0 and empty_date < contract_period_end then empty_date end as exhausted_date,
        contract_period_start,
        contract_period_end,
    from compared
)

select * from contract_drift
