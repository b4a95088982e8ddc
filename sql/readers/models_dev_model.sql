-- grain: one row per price of one meter that the file holds for its model, tier and band
-- key: file_id, source_row, meter, context_threshold_tokens
-- units: price_picousd_per_unit in 10^-12 USD per Token; context_threshold_tokens in Tokens
-- source: the files providers/<provider>/models/<model>.toml of models.dev, from which its api.json is made
-- why: the list as its authors write it, and as a checkout of their repository has it. The file is read by its lines,
--      since prices are plain values or one inline table. A model that only names another as its base gives no row
-- dataset: prices
-- version: 1
-- files: **/*.toml
-- format: text
-- append: whole
-- rewrite: replace
-- record:
--    text: VARCHAR
with file_lines as (
    select * replace (replace(path, '\', '/') as path) from text_lines('source_records')
),

fields as (
    select
        source,
        file_id,
        line_no,
        listed_since(path) as known_from,
        listed_provider_of(nullif(regexp_extract(path, 'providers/([^/]+)/models/', 1), '')) as provider,
        nullif(regexp_extract(path, '/models/(.+)\.toml$', 1), '') as llm_model,
        last_value(nullif(regexp_extract(text, '^\s*\[+([^\]]+)\]', 1), '') ignore nulls) over before_and_this
            as section,
        count(if(regexp_matches(text, '^\s*\[\['), 1, null)) over before_and_this as band_no,
        regexp_extract(text, '^\s*([A-Za-z_0-9-]+)\s*=', 1) as field,
        regexp_extract(text, '^\s*[A-Za-z_0-9-]+\s*=\s*(.*?)\s*(?:\s#.*)?$', 1) as written,
    from file_lines
    window before_and_this as (partition by file_id order by line_no rows unbounded preceding)
),

-- An array of bands tells where each begins, and a mode which service tier it asks for, beside the prices.
placed as (
    select
        *,
        starts_with(section, 'cost.tiers') as is_band,
        section = 'cost.context_over_200k' as is_above_200k,
        regexp_extract(section, '^experimental\.modes\.([^.]+)', 1) as listed_mode,
        max(nullif(regexp_extract(concat(field, ' = ', written), '\bsize\s*=\s*([0-9_]+)', 1), ''))
            over (partition by file_id, band_no, is_band) as band_start,
        max(nullif(regexp_extract(concat(field, ' = ', written), '\bservice_tier\s*=\s*"([^"]+)"', 1), ''))
            over (partition by file_id, listed_mode) as asked_tier,
    from fields
),

costs as (
    select
        * exclude (section, field, written),
        unnest(
            if(
                field = 'cost',
                regexp_extract_all(written, '[a-z_]+\s*=\s*[^,}\s]+'),
                [concat(field, '=', written)]
            )
        ) as pair,
    from placed
    where field <> ''
        and (
            section in ('cost', 'cost.context_over_200k')
            or (section = 'cost.tiers' and field <> 'tier')
            or (listed_mode <> '' and (field = 'cost' or ends_with(section, '.cost')))
        )
),

listed as (
    select
        source,
        file_id,
        line_no,
        known_from,
        provider,
        llm_model,
        if(listed_mode = '', 'standard', coalesce(asked_tier, listed_mode)) as service_tier,
        case
            when is_band then coalesce(replace(band_start, '_', ''), 'absent')
            when is_above_200k then '200000'
            else '0'
        end as threshold,
        trim(split_part(pair, '=', 1)) as price_key,
        replace(trim(split_part(pair, '=', 2)), '_', '') as price,
    from costs
),

prices as (
    select * from models_dev_prices('listed')
)

select * from prices
