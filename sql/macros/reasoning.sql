-- grain: one macro per rule of how reasoning is measured and how a shift of it is told from noise
-- key: none
-- units: Tokens, natural logarithms of them, days
-- source: resource-cost model of the product: robust level shifts (MAD) and one-sided CUSUM
-- why: thresholds of the detection stand in one place, where the benchmark that holds them to their promise finds them

-- Bucket of a request by its reasoning tokens, each 2 % wide; -1 = none, -3 = the source does not report reasoning.
create or replace macro reasoning_bucket_of(reasoning_tokens) as
    coalesce(cost_bucket_of(reasoning_tokens), -3);

-- A call whose answer was not used: refused, failed, or given up by the caller.
create or replace macro is_wasted_call(error_type, status_code, is_cancelled) as
    error_type is not null or coalesce(status_code, 200) >= 400 or coalesce(is_cancelled, false);

-- Requests a point must have; a series whose median day has fewer is pooled into ISO weeks.
create or replace macro least_point_requests() as 200;

-- Days a baseline looks back: four weeks of days, twelve weeks of weeks, because four weeks are too few for a spread.
create or replace macro baseline_days(point_days) as case when point_days = 1 then 28 else 84 end;

-- Points a baseline must have before anything is judged by it.
create or replace macro least_baseline_points(point_days) as case when point_days = 1 then 14 else 3 end;

-- Least standard deviation of a level: what the width of the histogram's buckets leaves open.
create or replace macro least_level_deviation() as 0.02;

-- Standard deviation of a level: of the days of the baseline, or of a median of so many requests, whichever is larger.
create or replace macro level_deviation(baseline_mad, request_mad, requests) as
    greatest(1.4826 * baseline_mad, 1.858 * coalesce(request_mad, 0) / sqrt(requests), least_level_deviation());

-- A point far enough above the baseline to be a spike, in standard deviations and in size.
create or replace macro is_spike(score, level_change) as
    score >= 5 and level_change >= ln(1.25);

-- A point that needs no second one: twice the level in a thousand requests.
create or replace macro is_sure_spike(score, level_change, requests) as
    is_spike(score, level_change) and level_change >= ln(2) and requests >= 1000;

-- What a point adds to the cumulative sum. One point adds at most what makes a spike, so that one outlier of a
-- heavy-tailed series cannot pass the limit alone.
create or replace macro drift_step(score) as least(score, 5) - 0.5;

-- Limit of the cumulative sum: 6.5 leaves 4,216 days between false alarms of normal scores. Sums of heavy-tailed
-- requests stray further than medians do; on the synthetic series of ReasoningShiftTests they need 12 for as few.
create or replace macro drift_limit(measure) as
    case when measure = 'median_tokens' then 6.5 else 12 end;

-- A shift is worth an alarm from $50 a day and 2 % of what its series costs.
create or replace macro is_material(cost_per_day_picousd, series_cost_per_day_picousd) as
    abs(cost_per_day_picousd) >= greatest(50000000000000, 0.02 * series_cost_per_day_picousd);
