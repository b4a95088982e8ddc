-- grain: one row per shift of reasoning and attribute of the calls that may have caused it
-- key: measure, provider, llm_model, feature, start_date, attribute
-- units: shares from 0 to 1
-- source: int_reasoning_shifts, int_reasoning_attributes_by_day, int_costs_by_day
-- why: an attribute whose values moved with the shift is a candidate, one that did not is ruled out. moved_share is the
--      part of the calls that changed its value; explained_share the part of the growth that follows from the new
--      composition alone, each value reasoning as before. Customers come and go, so they count by the latter
-- kept: build
with int_reasoning_shifts as (
    select * from int_reasoning_shifts
),

attribute_days as (
    select
        provider,
        llm_model,
        feature,
        attribute,
        attribute_value,
        requests,
        reasoning_tokens,
        event_date,
    from int_reasoning_attributes_by_day
    union all
    select
        provider,
        llm_model,
        feature,
        'mix' as attribute,
        customer_id as attribute_value,
        requests,
        coalesce(reasoning_tokens, 0) as reasoning_tokens,
        event_date,
    from int_costs_by_day
),

attribute_values as (
    select
        shifts.measure,
        shifts.provider,
        shifts.llm_model,
        shifts.feature,
        days.attribute,
        days.attribute_value,
        coalesce(sum(days.requests) filter (where days.event_date < shifts.start_date), 0) as requests_before,
        coalesce(sum(days.requests) filter (where days.event_date >= shifts.start_date), 0) as requests_after,
        sum(days.reasoning_tokens) filter (where days.event_date < shifts.start_date) as tokens_before,
        sum(days.reasoning_tokens) filter (where days.event_date >= shifts.start_date) as tokens_after,
        shifts.start_date,
    from int_reasoning_shifts as shifts
    inner join attribute_days as days
        on shifts.provider = days.provider
        and shifts.llm_model = days.llm_model
        and shifts.feature in (days.feature, '(all)')
        and days.event_date >= shifts.before_date
        and days.event_date < shifts.end_date
    group by all
),

shares as (
    select
        *,
        requests_before / nullif(sum(requests_before) over shift, 0) as share_before,
        requests_after / nullif(sum(requests_after) over shift, 0) as share_after,
        tokens_before / nullif(requests_before, 0) as each_before,
        sum(tokens_before) over shift / nullif(sum(requests_before) over shift, 0) as mean_before,
        sum(tokens_after) over shift / nullif(sum(requests_after) over shift, 0) as mean_after,
    from attribute_values
    window shift as (partition by measure, provider, llm_model, feature, start_date, attribute)
),

-- A value that was not there before is taken to reason like the others did.
moves as (
    select
        measure,
        provider,
        llm_model,
        feature,
        attribute,
        round(fsum(abs(share_after - share_before)) / 2, 9) as moved_share,
        case
            when
                measure <> 'billed_per_logged'
                and any_value(mean_before) > 0
                and any_value(mean_after) > any_value(mean_before)
                then round(
                    ln(fsum(share_after * coalesce(each_before, mean_before)) / any_value(mean_before))
                    / ln(any_value(mean_after) / any_value(mean_before)), 9
                )
        end as explained_share,
        start_date,
    from shares
    group by measure, provider, llm_model, feature, start_date, attribute
),

judged as (
    select
        *,
        case
            when attribute = 'mix' then coalesce(explained_share, 0) >= 0.25
            else coalesce(moved_share, 0) >= 0.2
        end as is_candidate,
    from moves
)

select * from judged
