-- grain: one row per price of one meter that the list holds for a model, band and span of time
-- key: file_id, source_row, meter, context_threshold_tokens, valid_from
-- units: price_picousd_per_unit in 10^-12 USD per Token; context_threshold_tokens in Tokens
-- source: the files prices/providers/<provider>.yml of pydantic/genai-prices, from which its data.json is made
-- why: the list as its authors write it, with prices that its release does not have yet. The file is read by its lines,
--      which stand two blanks deeper at each level: models at 2, what is said of one at 4, prices or their list at 6
-- dataset: prices
-- version: 1
-- files: **/*.yml, **/*.yaml
-- format: text
-- append: whole
-- rewrite: replace
-- record:
--    text: VARCHAR
with file_lines as (
    select * from text_lines('source_records')
),

fields as (
    select
        * exclude (path, text),
        listed_since(path) as known_from,
        length(regexp_extract(text, '^ *')) as depth,
        regexp_matches(text, '^ *- ') as is_item,
        regexp_extract(text, '^ *(?:- )?([a-z_0-9]+):(?:\s|$)', 1) as field,
        nullif(trim(regexp_extract(text, '^ *(?:- )?[a-z_0-9]+:\s+(.*?)(?:\s+#.*)?$', 1), e' \t\r"\''), '') as written,
    from file_lines
),

numbered as (
    select
        *,
        max(if(depth = 0 and field = 'id', written, null)) over (partition by file_id) as listed_provider,
        count(if(depth = 2 and is_item, 1, null)) over before_and_this as model_no,
        count(if(depth = 6 and is_item, 1, null)) over before_and_this as entry_no,
        last_value(if(depth = 4 and not is_item, nullif(field, ''), null) ignore nulls) over before_and_this as section,
        last_value(if(regexp_matches(field, '_(mtok|kcount)$'), field, null) ignore nulls) over before_and_this
            as price_key,
        last_value(if(field = 'start', written, null) ignore nulls) over before_and_this as band_start,
    from fields
    window before_and_this as (partition by file_id order by line_no rows unbounded preceding)
),

told as (
    select
        *,
        max(if(depth = 2 and field = 'id', written, null)) over (partition by file_id, model_no) as llm_model,
        max(if(field = 'start_date', written, null)) over entry as start_date,
        max(if(field = 'start_time', written, null)) over entry as start_time,
        max(if(field = 'end_time', written, null)) over entry as end_time,
    from numbered
    where section = 'prices' or field = 'id'
    window entry as (partition by file_id, model_no, entry_no)
),

listed as (
    select
        source,
        file_id,
        line_no,
        known_from,
        listed_provider_of(listed_provider) as provider,
        llm_model,
        start_date,
        concat_ws('-', start_time, end_time) as hours,
        entry_no,
        price_key,
        if(field = 'price', coalesce(band_start, 'absent'), '0') as threshold,
        written as price,
    from told
    where section = 'prices' and (field = price_key or field in ('base', 'price'))
),

prices as (
    select * from genai_prices('listed')
)

select * from prices
