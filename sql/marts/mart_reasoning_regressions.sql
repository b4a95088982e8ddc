-- grain: one row per detected upward shift of reasoning: of a model and feature, or of a model by its invoice
-- key: start_date, provider, llm_model, feature, measure
-- units: ratios without unit, _tokens_per_request in Tokens, _usd in USD
-- source: int_reasoning_shifts, int_reasoning_causes, int_reasoning_by_day, int_hidden_output_by_day
-- why: when did a model start to think longer, what does it cost a day, and what else changed then. Where the logs show
--      no reasoning, output that is billed beyond them stands for it. Shifts that are worth too little stay in the
--      table and raise no alarm
with int_reasoning_shifts as (
    select * from int_reasoning_shifts
),

int_reasoning_causes as (
    select * from int_reasoning_causes
),

int_reasoning_by_day as (
    select * from int_reasoning_by_day
),

int_hidden_output_by_day as (
    select * from int_hidden_output_by_day
),

logged as (
    select
        shifts.*,
        days.event_date >= shifts.start_date as is_after,
        sum(days.requests) as requests,
        count(distinct days.event_date) as days,
        coalesce(sum(days.reasoning_tokens), 0)::double as reasoning_tokens,
        sum(days.reasoning_tokens)::double / nullif(
            sum(days.visible_output_tokens) filter (where days.reasoning_bucket <> reasoning_bucket_of(null)), 0
        ) as reasoning_per_visible,
        coalesce(sum(days.reasoning_cost_picousd), 0)::double as reasoning_picousd,
        coalesce(sum(days.list_cost_picousd), 0)::double as list_picousd,
    from int_reasoning_shifts as shifts
    inner join int_reasoning_by_day as days
        on shifts.provider = days.provider
        and shifts.llm_model = days.llm_model
        and shifts.feature in (days.feature, '(all)')
        and days.event_date between shifts.before_date and shifts.end_date - 1
    group by all
),

billed as (
    select
        shifts.provider,
        shifts.llm_model,
        shifts.start_date,
        days.event_date >= shifts.start_date as is_after,
        sum(days.logged_output_tokens * days.billed_per_logged) / sum(days.logged_output_tokens) as billed_per_logged,
        sum(days.logged_output_tokens * (days.billed_per_logged - 1)) as hidden_tokens,
        sum(days.charged_picousd)::double as charged_picousd,
        'billed_per_logged' as measure,
    from int_reasoning_shifts as shifts
    inner join int_hidden_output_by_day as days
        on shifts.provider = days.provider
        and shifts.llm_model = days.llm_model
        and days.event_date between shifts.before_date and shifts.end_date - 1
    where shifts.measure = 'billed_per_logged'
    group by all
),

sides as (
    select
        logged.* exclude (reasoning_tokens, reasoning_per_visible, reasoning_picousd),
        case when logged.measure = 'billed_per_logged' then billed_per_logged else reasoning_per_visible end as ratio,
        case when logged.measure = 'billed_per_logged' then hidden_tokens else reasoning_tokens end
        / logged.requests as tokens_each,
        case
            when logged.measure = 'billed_per_logged' then charged_picousd * (1 - 1 / billed_per_logged)
            else reasoning_picousd
        end / logged.days as cost_per_day,
    from logged
    left join billed using (measure, provider, llm_model, start_date, is_after)
),

-- The volume and the prices of the days after; only the tokens of a request are compared.
compared as (
    select
        after.*,
        before.requests as requests_before,
        before.ratio as ratio_before,
        before.tokens_each as tokens_each_before,
        after.cost_per_day * (1 - coalesce(before.tokens_each, 0) / nullif(after.tokens_each, 0)) as added_per_day,
    from sides as after
    left join sides as before
        on (after.measure, after.provider, after.llm_model, after.feature, after.start_date)
        = (before.measure, before.provider, before.llm_model, before.feature, before.start_date)
        and not before.is_after
    where after.is_after
),

causes as (
    select
        measure, provider, llm_model, feature, start_date,
        string_agg(attribute, ', ' order by moved_share desc, attribute) filter (is_candidate) as cause_candidates,
        max(moved_share) filter (where attribute = 'model_version') as model_version_share,
        max(moved_share) filter (where attribute = 'effort') as effort_share,
        max(moved_share) filter (where attribute = 'prompt_version') as prompt_version_share,
        max(explained_share) filter (where attribute = 'mix') as mix_share,
    from int_reasoning_causes
    group by measure, provider, llm_model, feature, start_date
),

regressions as (
    select
        provider, llm_model, feature, measure, rule, cause_candidates,
        case when measure = 'billed_per_logged' then 'measured' else 'modelled' end as cost_evidence,
        coalesce(requests_before, 0)::bigint as requests_before,
        requests::bigint as requests_after,
        round(ratio_before, 9) as ratio_before, round(ratio, 9) as ratio_after,
        round(ratio / ratio_before, 9) as size,
        round(tokens_each_before, 9) as tokens_per_request_before,
        round(tokens_each, 9) as tokens_per_request_after,
        round(score * score / (1 + score * score), 9) as confidence_share,
        model_version_share, effort_share, prompt_version_share, mix_share,
        usd(round(added_per_day)::hugeint) as cost_per_day_usd,
        usd(round(list_picousd / days)::hugeint) as series_cost_per_day_usd,
        measure <> 'billed_per_logged' as is_visible_in_logs,
        coalesce(is_material(added_per_day, list_picousd / days), false) as is_alarm,
        start_date, detected_date, before_date, end_date,
    from compared
    left join causes using (measure, provider, llm_model, feature, start_date)
)

select * from regressions
