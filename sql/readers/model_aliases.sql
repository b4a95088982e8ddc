-- grain: one row per name of a model
-- key: file_id, line_no
-- units: none
-- source: our own dated names CSV (sql/seeds/prices/*_aliases.csv, or a file of the same form)
-- why: providers answer under dated snapshots and moving names; each name that may find a price is declared here
-- dataset: model_aliases
-- version: 1
-- files: **/*_aliases.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    provider: VARCHAR required
--    alias: VARCHAR required
--    llm_model: VARCHAR required
--    valid_from: VARCHAR
--    valid_to: VARCHAR
--    known_from: VARCHAR
--    known_to: VARCHAR
--    price_source: VARCHAR required
--    source_row: VARCHAR
with checked as (
    select
        *,
        coalesce(valid_from, '1970-01-01') as valid_from_text,
        case
            when provider is null or alias is null or llm_model is null or price_source is null then 'missing_value'
            when alias = llm_model then 'alias_of_itself'
            when not is_validity(valid_from_text, valid_to)
                or not is_validity(coalesce(known_from, valid_from_text), known_to) then 'bad_validity'
        end as reject_reason,
    from source_records
),

aliases as (
    select
        source,
        file_id,
        line_no,
        provider,
        alias,
        llm_model,
        timestamp_of(valid_from_text) as valid_from,
        timestamp_of(valid_to) as valid_to,
        timestamp_of(coalesce(known_from, valid_from_text)) as known_from,
        timestamp_of(known_to) as known_to,
        price_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no provider, alias, llm_model or price_source, expected all four'
            when 'alias_of_itself' then concat('alias and llm_model are both ', alias, ', expected two names')
            when 'bad_validity' then concat(
                'valid from ', valid_from, ' to ', valid_to, ', known from ', known_from, ' to ', known_to,
                ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from aliases
