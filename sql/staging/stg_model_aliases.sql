-- grain: one name of one model for one validity
-- key: provider, alias, valid_from
-- units: none
-- source: raw_model_aliases
-- why: a model is found by its exact id or by a declared name, never by a part of it; names move, so they are dated
with settings as (
    select * from settings
),

raw_model_aliases_in_force as (
    select raw_model_aliases.*,
    from raw_model_aliases
    cross join settings
    where raw_model_aliases.is_superseded is not true
        and is_known_at(raw_model_aliases.known_from, raw_model_aliases.known_to, settings.known_at)
),

aliases as (
    select raw_model_aliases_in_force.* exclude (is_superseded),
    from raw_model_aliases_in_force
    -- The same alias in two files is one alias.
    qualify row_number() over (
        partition by provider, alias, llm_model, valid_from, valid_to
        order by known_from, file_id, line_no
    ) = 1
)

select * from aliases
