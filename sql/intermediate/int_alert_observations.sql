-- grain: one row per alert rule, subject of it and time at which its value was looked at
-- key: rule_id, subject, observed_at
-- units: values in the unit of the mart's column, truth values as 0 and 1; episode counts openings of the subject
-- source: alert_values, alert_states, declared_alert_rules, settings
-- why: hysteresis: beyond the limit opens, back at the close limit closes, between the two it stays as it was. A rule
--      without periods has one look per build and goes on from what the build before left open
with rules as (
    select * from declared_alert_rules
),

settings as (
    select * from settings
),

open_states as (
    select distinct
        rule_id,
        subject,
    from alert_states
    where closed_at is null
),

-- Where the subject does not tell rows apart, the worst of them counts.
observed as (
    select
        rule_id,
        observations.subject,
        any_value(rules.is_above) as is_above,
        any_value(rules.limit_value) as limit_value,
        any_value(rules.close_limit_value) as close_limit_value,
        if(any_value(rules.is_above), max(observed_value), min(observed_value)) as observed_value,
        period_at is null and bool_or(open_states.rule_id is not null) as was_open,
        coalesce(period_at, any_value(settings.as_of_date)::timestamp at time zone 'UTC') as observed_at,
    from alert_values as observations
    inner join rules using (rule_id)
    left join open_states using (rule_id, subject)
    cross join settings
    group by rule_id, observations.subject, period_at
),

-- 1 = beyond the limit, 0 = back, NULL = between the two.
judged as (
    select
        *,
        case
            when if(is_above, observed_value > limit_value, observed_value < limit_value) then 1
            when if(is_above, observed_value <= close_limit_value, observed_value >= close_limit_value) then 0
        end as verdict,
    from observed
),

stated as (
    select
        *,
        coalesce(last_value(verdict ignore nulls) over so_far, was_open::integer) = 1 as is_open,
    from judged
    window so_far as (partition by rule_id, subject order by observed_at)
),

turned as (
    select
        *,
        lag(is_open, 1, was_open) over (partition by rule_id, subject order by observed_at) as was_open_before,
    from stated
),

-- Episode 0 is the one that the build before left open.
numbered as (
    select
        *,
        count(if(is_open and not was_open_before, 1, null)) over (
            partition by rule_id, subject order by observed_at
        ) as episode,
    from turned
)

select * from numbered
