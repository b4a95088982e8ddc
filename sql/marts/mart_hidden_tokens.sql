-- grain: one row per day, provider, model and project whose output is billed for the day and logged
-- key: event_date, provider, llm_model, project_id
-- units: tokens in Tokens, _usd in USD, shares and ratios without unit
-- source: int_invoice_residuals
-- why: reasoning that no log shows is billed as output. The bill beside its usual level and the visible output beside
--      its usual level (medians of the 14 billed days before) show where the bill grew and the logs did not
with billed_days as (
    select
        provider,
        llm_model,
        account_id as project_id,
        billed_units as billed_output_tokens,
        logged_quantity as logged_output_tokens,
        logged_quantity - reasoning_quantity as logged_visible_tokens,
        reasoning_quantity as logged_reasoning_tokens,
        unlogged_units as unlogged_output_tokens,
        hidden_units,
        hidden_units_lower,
        hidden_units_upper,
        charged_picousd,
        period_start_date as event_date,
    from int_invoice_residuals
    where
        meter = 'output' and is_logged and billed_units > 0 and llm_model <> '(not named)'
        and period_end_date - period_start_date = 1
),

usual as (
    select
        *,
        median(charged_picousd::double) over days_before as usual_charge_picousd,
        median(logged_visible_tokens::double) over days_before as usual_visible_tokens,
    from billed_days
    window days_before as (
        partition by provider, llm_model, project_id order by event_date rows between 14 preceding and 1 preceding
    )
),

hidden_tokens as (
    select
        provider,
        llm_model,
        project_id,
        'measured' as cost_evidence,
        billed_output_tokens::bigint as billed_output_tokens,
        logged_output_tokens::bigint as logged_output_tokens,
        logged_visible_tokens::bigint as logged_visible_tokens,
        logged_reasoning_tokens::bigint as logged_reasoning_tokens,
        unlogged_output_tokens::bigint as unlogged_output_tokens,
        hidden_units::bigint as hidden_tokens,
        hidden_units_lower::bigint as hidden_tokens_lower,
        hidden_units_upper::bigint as hidden_tokens_upper,
        round(hidden_units::double / nullif(logged_visible_tokens, 0), 9) as hidden_per_visible,
        usd(charged_picousd) as billed_output_usd,
        usd(share_of(charged_picousd, hidden_units, billed_output_tokens)) as hidden_cost_usd,
        usd(share_of(charged_picousd, hidden_units_lower, billed_output_tokens)) as hidden_cost_lower_usd,
        usd(share_of(charged_picousd, hidden_units_upper, billed_output_tokens)) as hidden_cost_upper_usd,
        round(charged_picousd::double / nullif(usual_charge_picousd, 0), 9) as billed_per_usual,
        round(logged_visible_tokens::double / nullif(usual_visible_tokens, 0), 9) as visible_per_usual,
        hidden_units_lower > 0 as is_hidden_certain,
        event_date,
    from usual
)

select * from hidden_tokens
