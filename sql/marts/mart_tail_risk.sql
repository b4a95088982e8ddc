-- grain: one row per month of the reporting time zone, model and measure; model (all) holds every model
-- key: month_date, llm_model, measure
-- units: values in the unit of the row, Tokens or USD per request; indexes and ratios without unit
-- source: int_tail_risks
-- why: whether costs are fat-tailed is a question with an answer: which family fits the tail, how thick it is, and
--      whether cost is thicker than the tokens it comes from. A tail is fatter than that of tokens only where both its
--      weight (1 / index) and its share of the dearest 1 % are greater whoever the customers had been; within one model
--      the weight by its standard error. Whether costs of serving are depends on what they are: of use, or of peaks
with int_tail_risks as (
    select * from int_tail_risks
),

in_units as (
    select
        *,
        if(measure in ('tokens', 'customer_tokens'), 1, 0.000000000001)::double as unit_size,
    from int_tail_risks
),

-- The power law stands where nothing refuses it. Likelihoods within e^2 of each other do not tell two families apart.
tail_risk as (
    select
        llm_model,
        measure,
        if(unit_size = 1, 'Tokens', 'USD') as unit,
        case
            when alpha is null then null
            when is_truncated_better and is_lognormal_better and abs(lognormal_log_ratio - truncated_log_ratio) < 2
                then 'lognormal_or_truncated'
            when is_truncated_better and not (is_lognormal_better and lognormal_log_ratio < truncated_log_ratio)
                then 'truncated_power_law'
            when is_lognormal_better then 'lognormal'
            when bootstrap_p <= 0.1 then 'none'
            else 'power_law'
        end as tail_family,
        case
            when unit_size = 1 then 'measured'
            when contains(measure, 'peak_cost') then 'allocated'
            else 'modelled'
        end as cost_evidence,
        requests,
        tail_members::bigint as tail_requests,
        hill_members::bigint as hill_requests,
        round(mean_value * unit_size, 12) as mean_value,
        round(p50_value * unit_size, 12) as p50_value,
        round(p99_value * unit_size, 12) as p99_value,
        round(p999_value * unit_size, 12) as p999_value,
        round(largest_value * unit_size, 12) as largest_value,
        round(mean_value_of_top_1_percent * unit_size, 12) as cvar_99_value,
        round(mean_value_of_top_1_percent / mean_value, 6) as cvar_99_ratio,
        round(top_1_percent_share, 9) as top_1_percent_share,
        round(gini, 9) as gini,
        round(coefficient_of_variation, 6) as coefficient_of_variation,
        round(max_to_sum_ratio, 9) as max_to_sum_ratio,
        round(max_to_sum_ratio_of_squares, 9) as max_to_sum_ratio_of_squares,
        round(running_mean_drift, 9) as running_mean_drift,
        round(hill_index, 6) as hill_index,
        round(hill_index * (1 - 1.96 / sqrt(hill_members)), 6) as hill_index_low,
        round(hill_index * (1 + 1.96 / sqrt(hill_members)), 6) as hill_index_high,
        round(hill_index_1_percent, 6) as hill_index_1_percent,
        round(alpha, 6) as alpha,
        round(alpha_error(alpha, tail_members), 6) as alpha_error,
        round(floor_value * unit_size, 12) as floor_value,
        ks_distance,
        bootstrap_p,
        lognormal_z,
        lognormal_p,
        truncated_p,
        round(tail_weight_over_tokens, 6) as tail_weight_over_tokens,
        round(tail_weight_over_tokens_low, 6) as tail_weight_over_tokens_low,
        round(tail_weight_over_tokens_high, 6) as tail_weight_over_tokens_high,
        round(top_share_over_tokens, 9) as top_share_over_tokens,
        round(top_share_over_tokens_low, 9) as top_share_over_tokens_low,
        round(top_share_over_tokens_high, 9) as top_share_over_tokens_high,
        if(
            llm_model = '(all)',
            tail_weight_over_tokens_low > 0 and top_share_over_tokens_low > 0,
            tail_weight_over_tokens > 1.96 * difference_error and top_share_over_tokens > 0
        ) as is_fatter_than_tokens,
        month_date,
    from in_units
)

select * from tail_risk
