-- grain: one row per month, model (and all together) and measure
-- key: month_date, llm_model, measure
-- units: values in the unit of the measure (Tokens, or 10^-12 USD); shares and ratios from 0 to 1 where not said
--        otherwise
-- source: int_tail_points, int_request_tails_by_day
-- why: what a tail does to a month whatever its law is: how much the dearest hold, whether the largest one still moves
--      the sum or the sum of squares, and whether the mean has settled while requests came in
-- kept: build
with int_tail_points as (
    select * from int_tail_points
),

int_request_tails_by_day as (
    select * from int_request_tails_by_day
),

spreads as (
    select
        month_date,
        llm_model,
        measure,
        any_value(all_members) as requests,
        fsum(value * members) as total,
        total / requests as mean_value,
        min(value) filter (members_above < ceil(0.5 * all_members)) as p50_value,
        min(value) filter (members_above < ceil(0.01 * all_members)) as p99_value,
        min(value) filter (members_above < ceil(0.001 * all_members)) as p999_value,
        max(value) as largest_value,
        fsum(value * members_within(members, members_above, 0.01 * all_members)) / (0.01 * requests)
            as mean_value_of_top_1_percent,
        top_share(value, members, members_above, 0.01 * all_members) as top_1_percent_share,
        gini_corrected(value, members, members_above) as gini,
        sqrt(greatest(0, fsum(square_value) / requests - mean_value * mean_value)) / mean_value
            as coefficient_of_variation,
        max(value) / total as max_to_sum_ratio,
        max(value) * max(value) / fsum(square_value) as max_to_sum_ratio_of_squares,
    from int_tail_points
    group by month_date, llm_model, measure
),

days as (
    select
        month_of(reporting_date) as month_date,
        coalesce(llm_model, '(all)') as llm_model,
        measure,
        reporting_date,
        sum(requests) as requests,
        sum(value) as value,
    from int_request_tails_by_day
    group by grouping sets ((llm_model, measure, reporting_date), (measure, reporting_date))
),

running as (
    select
        month_date,
        llm_model,
        measure,
        sum(requests) over so_far as requests_so_far,
        sum(value) over so_far / sum(requests) over so_far as mean_so_far,
        sum(requests) over (partition by month_date, llm_model, measure) as all_requests,
    from days
    window so_far as (partition by month_date, llm_model, measure order by reporting_date)
),

-- The mean over all requests, over the first half of them, the first quarter, ..., to whole days.
halvings as (
    select
        month_date,
        llm_model,
        measure,
        halving,
        min(requests_so_far) as requests_so_far,
        arg_min(mean_so_far, requests_so_far) as mean_so_far,
    from running
    cross join range(7) as halvings (halving)
    where requests_so_far >= all_requests / (1 << halving)
    group by month_date, llm_model, measure, halving
),

changes as (
    select
        month_date,
        llm_model,
        measure,
        case
            when lead(requests_so_far) over half_before < requests_so_far
                then abs(mean_so_far / lead(mean_so_far) over half_before - 1)
        end as change,
    from halvings
    window half_before as (partition by month_date, llm_model, measure order by halving)
),

drifts as (
    select
        month_date,
        llm_model,
        measure,
        max(change) as running_mean_drift,
    from changes
    group by month_date, llm_model, measure
),

summaries as (
    select
        spreads.*,
        drifts.running_mean_drift,
    from spreads
    left join drifts
        on spreads.month_date = drifts.month_date
        and spreads.llm_model = drifts.llm_model
        and spreads.measure = drifts.measure
)

select * from summaries
