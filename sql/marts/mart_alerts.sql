-- grain: one row per alert: a rule, a subject of it, and the time at which its value went beyond the limit
-- key: rule_id, subject, opened_at
-- units: values in the unit of the mart's column, truth values as 0 and 1
-- source: int_alert_observations, alert_states, declared_alert_rules, settings
-- why: an alert that wavers around its limit rings once, and one that was opened is never forgotten: the alerts of the
--      build before go on, and one that corrected data no longer shows is withdrawn, because somebody may know of it
with rules as (
    select * from declared_alert_rules
),

settings as (
    select * from settings
),

alert_states as (
    select * from alert_states
),

episodes as (
    select
        rule_id,
        subject,
        episode,
        any_value(is_above) as is_above,
        any_value(limit_value) as limit_value,
        arg_min(observed_value, observed_at) as opened_value,
        if(any_value(is_above), max(observed_value), min(observed_value)) as worst_value,
        arg_max(observed_value, observed_at) filter (is_open or was_open_before) as latest_value,
        min(observed_at) as opened_at,
        min(observed_at) filter (not is_open) as closed_at,
    from int_alert_observations
    where is_open or was_open_before
    group by rule_id, subject, episode
),

continued as (
    select
        coalesce(episodes.rule_id, states.rule_id) as rule_id,
        coalesce(episodes.subject, states.subject) as subject,
        coalesce(states.opened_value, episodes.opened_value) as opened_value,
        coalesce(episodes.latest_value, states.latest_value) as latest_value,
        case
            when episodes.is_above then greatest(states.worst_value, episodes.worst_value)
            when not episodes.is_above then least(states.worst_value, episodes.worst_value)
            else states.worst_value
        end as worst_value,
        coalesce(states.limit_value, episodes.limit_value) as limit_value,
        case
            when episodes.rule_id is not null then false
            else states.is_withdrawn or states.closed_at is null
        end as is_withdrawn,
        coalesce(states.opened_at, episodes.opened_at) as opened_at,
        case
            when episodes.rule_id is not null then episodes.closed_at
            else coalesce(states.closed_at, settings.as_of_date::timestamp at time zone 'UTC')
        end as closed_at,
        states.delivered_at,
    from episodes
    full outer join alert_states as states
        on episodes.rule_id = states.rule_id
        and episodes.subject = states.subject
        and (
            states.opened_at = episodes.opened_at
            or (episodes.episode = 0 and states.closed_at is null)
        )
    cross join settings
),

alerts as (
    select
        continued.rule_id,
        continued.subject,
        rules.rule_title,
        rules.mart,
        rules.mart_column,
        if(rules.is_above, 'above', 'below') as comparison,
        continued.opened_value,
        continued.latest_value,
        continued.worst_value,
        continued.limit_value,
        rules.close_limit_value,
        continued.closed_at is null as is_open,
        continued.is_withdrawn,
        continued.opened_at,
        continued.closed_at,
        continued.delivered_at,
    from continued
    left join rules
        on continued.rule_id = rules.rule_id
)

select * from alerts
