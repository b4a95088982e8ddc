-- grain: one row per month, model (and all together) and measure
-- key: month_date, llm_model, measure
-- units: values in the unit of the measure (Tokens, or 10^-12 USD); indexes and ratios without unit
-- source: int_tail_summaries, int_tail_fits, int_tail_families, int_tail_bootstraps, int_tail_intervals
-- why: puts side by side what describes one tail, and beside it the tail of the tokens: of the very same requests where
--      all models stand together, else of those of the model
-- kept: table by month_date
with int_tail_summaries as (
    select * from int_tail_summaries
),

int_tail_fits as (
    select * from int_tail_fits
),

int_tail_families as (
    select * from int_tail_families
),

int_tail_bootstraps as (
    select * from int_tail_bootstraps
),

int_tail_intervals as (
    select * from int_tail_intervals
),

families as (
    select
        month_date,
        llm_model,
        measure,
        any_value(vuong_z) filter (family = 'lognormal') as lognormal_z,
        any_value(p_value) filter (family = 'lognormal') as lognormal_p,
        any_value(p_value) filter (family = 'truncated_power_law') as truncated_p,
        any_value(log_ratio) filter (family = 'lognormal') as lognormal_log_ratio,
        any_value(log_ratio) filter (family = 'truncated_power_law') as truncated_log_ratio,
        coalesce(bool_or(is_better) filter (family = 'lognormal'), false) as is_lognormal_better,
        coalesce(bool_or(is_better) filter (family = 'truncated_power_law'), false) as is_truncated_better,
    from int_tail_families
    group by month_date, llm_model, measure
),

measured as (
    select
        summaries.*,
        fits.* exclude (month_date, llm_model, measure),
        families.* exclude (month_date, llm_model, measure),
        bootstraps.bootstrap_p,
        1 / fits.hill_index_1_percent as tail_weight,
        tail_weight / sqrt(fits.hill_members_1_percent) as tail_weight_error,
    from int_tail_summaries as summaries
    left join int_tail_fits as fits
        on summaries.month_date = fits.month_date
        and summaries.llm_model = fits.llm_model
        and summaries.measure = fits.measure
    left join families
        on summaries.month_date = families.month_date
        and summaries.llm_model = families.llm_model
        and summaries.measure = families.measure
    left join int_tail_bootstraps as bootstraps
        on summaries.month_date = bootstraps.month_date
        and summaries.llm_model = bootstraps.llm_model
        and summaries.measure = bootstraps.measure
),

compared as (
    select
        measured.*,
        coalesce(intervals.tail_weight_over_tokens, measured.tail_weight - tokens.tail_weight)
            as tail_weight_over_tokens,
        intervals.tail_weight_over_tokens_low,
        intervals.tail_weight_over_tokens_high,
        coalesce(intervals.top_share_over_tokens, measured.top_1_percent_share - tokens.top_1_percent_share)
            as top_share_over_tokens,
        intervals.top_share_over_tokens_low,
        intervals.top_share_over_tokens_high,
        sqrt(power(measured.tail_weight_error, 2) + power(tokens.tail_weight_error, 2)) as difference_error,
    from measured
    left join measured as tokens
        on measured.month_date = tokens.month_date
        and measured.llm_model = tokens.llm_model
        and if(starts_with(measured.measure, 'customer_'), 'customer_tokens', 'tokens') = tokens.measure
        and measured.measure <> tokens.measure
    left join int_tail_intervals as intervals
        on measured.month_date = intervals.month_date
        and if(measured.llm_model = '(all)', measured.measure, null) = intervals.measure
)

select * from compared
