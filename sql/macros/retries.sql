-- grain: one macro per rule of which calls belong to one operation, and of when a provider is degraded
-- key: none
-- units: microseconds (_us), shares from 0 to 1
-- source: resource-cost model of the product: retry overhead
-- why: thresholds of what counts as a retry and as a bad hour stand in one place

-- What a call ended with; '(none)' = it was answered.
create or replace macro failure_of(error_type, status_code, is_cancelled) as
    case
        when error_type is not null then error_type
        when status_code >= 400 then concat('status ', status_code)
        when is_cancelled then 'cancelled'
        else '(none)'
    end;

-- Longest pause between a failed call and its retry, where nothing but time tells them from two separate calls: a
-- minute, or three times the 95th percentile of the day's latencies of the model.
create or replace macro retry_pause_us(latency_p95_us) as greatest(60000000, 3 * coalesce(latency_p95_us, 0));

-- Days before and after a day whose median share of failed calls is what is usual for a model.
create or replace macro failure_baseline_days() as 14;

-- An hour in which a model fails more than usual: at least five calls, twice the usual share, and so many that chance
-- would not make them (five standard deviations). A share below 2 % is never taken as usual: one failure in an hour of
-- few calls is no storm.
create or replace macro is_degraded(failed_calls, calls, usual_share) as
    failed_calls >= 5
    and failed_calls >= 2 * calls * greatest(usual_share, 0.02)
    and failed_calls - calls * greatest(usual_share, 0.02)
        >= 5 * sqrt(calls * greatest(usual_share, 0.02) * (1 - least(greatest(usual_share, 0.02), 0.99)));
