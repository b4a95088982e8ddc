-- grain: one row per measure, provider, model, feature and day or ISO week with reported reasoning
-- key: measure, provider, llm_model, feature, point_days, point_date
-- units: level and request_mad in natural logarithms; requests in Requests that report reasoning
-- source: int_reasoning_by_day
-- why: how long a model thinks, as one number a day that outliers cannot move: the median over requests of
--      ln(1 + reasoning tokens). The second measure, ln(reasoning / visible) of the sums, sees what happens in the tail
--      alone. request_mad is the median absolute deviation between requests, which says how sure the median is
-- kept: table by week_date
with int_reasoning_by_day as (
    select * from int_reasoning_by_day
),

pooled as (
    select
        provider,
        llm_model,
        feature,
        reasoning_bucket,
        point_days,
        sum(requests) as requests,
        ln(1 + sum(reasoning_tokens)::double / sum(requests)) as level,
        sum(reasoning_tokens) as reasoning_tokens,
        sum(visible_output_tokens) as visible_output_tokens,
        case when point_days = 1 then event_date else date_trunc('week', event_date)::date end as point_date,
    from int_reasoning_by_day
    cross join (values (1), (7)) as grains (point_days)
    where reasoning_bucket <> reasoning_bucket_of(null)
    group by all
),

ranked as (
    select
        *,
        sum(requests) over (point order by reasoning_bucket) as requests_up_to,
        sum(requests) over point as all_requests,
    from pooled
    window point as (partition by provider, llm_model, feature, point_days, point_date)
),

centred as (
    select
        *,
        min(level) filter (where 2 * requests_up_to >= all_requests) over point as median_level,
    from ranked
    window point as (partition by provider, llm_model, feature, point_days, point_date)
),

deviations as (
    select
        *,
        abs(level - median_level) as deviation,
        sum(requests) over (
            partition by provider, llm_model, feature, point_days, point_date
            order by abs(level - median_level)
        ) as requests_within,
    from centred
),

points as (
    select
        provider,
        llm_model,
        feature,
        point_days,
        sum(requests)::bigint as requests,
        any_value(median_level) as median_level,
        min(deviation) filter (where 2 * requests_within >= all_requests) as request_mad,
        ln(sum(reasoning_tokens)::double / nullif(sum(visible_output_tokens), 0)) as ratio_level,
        date_trunc('week', point_date)::date as week_date,
        point_date,
    from deviations
    group by provider, llm_model, feature, point_days, point_date
    having sum(reasoning_tokens) > 0
),

levels as (
    select
        'median_tokens' as measure,
        provider,
        llm_model,
        feature,
        point_days,
        requests,
        median_level as level,
        request_mad,
        week_date,
        point_date,
    from points
    union all
    select
        'reasoning_per_visible' as measure,
        provider,
        llm_model,
        feature,
        point_days,
        requests,
        ratio_level as level,
        null as request_mad,
        week_date,
        point_date,
    from points
    where ratio_level is not null
)

select * from levels
