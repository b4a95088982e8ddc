-- grain: one row per price of one meter that the list holds for a model, band and span of time
-- key: file_id, source_row, meter, context_threshold_tokens, valid_from
-- units: price_picousd_per_unit in 10^-12 USD per Token; context_threshold_tokens in Tokens
-- source: data.json of pydantic/genai-prices: a list of providers with their models and prices in USD per million
-- why: a second opinion with dates: an entry with a start date holds from it, and ends the one before. A price for
--      hours of the day is a tier of its own, so that nobody is priced by it who did not call then. Spellings of one
--      model that disagree are refused together. Prices of requests and of cached audio are passed over, because we do
--      not meter them.
-- dataset: prices
-- version: 1
-- files: **/*genai-prices*.json
-- format: json
-- append: whole
-- rewrite: replace
-- record:
--    json: JSON
with providers as (
    select
        source,
        file_id,
        line_no,
        listed_since(path) as known_from,
        -- the list may come whole or provider by provider
        unnest(if(json_type(json) = 'ARRAY', json_extract(json, '$[*]'), [json])) as listed_provider,
    from source_records
),

models as (
    select
        * exclude (listed_provider),
        listed_provider_of(listed_provider ->> '$.id') as provider,
        unnest(json_extract(listed_provider, '$.models[*]')) as listed_model,
    from providers
),

entries as (
    select
        * exclude (listed_model),
        listed_model ->> '$.id' as llm_model,
        unnest(
            if(
                json_type(listed_model, '$.prices') = 'ARRAY',
                json_extract(listed_model, '$.prices[*]'),
                [json_object('prices', json_extract(listed_model, '$.prices'))]
            )
        ) as entry,
        generate_subscripts(
            if(
                json_type(listed_model, '$.prices') = 'ARRAY',
                json_extract(listed_model, '$.prices[*]'),
                [json_object('prices', json_extract(listed_model, '$.prices'))]
            ), 1
        ) as entry_no,
    from models
),

prices_by_key as (
    select
        * exclude (entry),
        entry ->> '$.constraint.start_date' as start_date,
        concat_ws('-', entry ->> '$.constraint.start_time', entry ->> '$.constraint.end_time') as hours,
        unnest(
            map_entries(try_cast(json_extract(entry, '$.prices') as map(varchar, json))), recursive := true
        ),
    from entries
),

listed as (
    select
        * exclude (key, value),
        key as price_key,
        unnest(
            list_prepend(
                {'threshold': '0', 'price': coalesce(value ->> '$.base', value ->> '$')},
                list_transform(
                    json_extract(value, '$.tiers[*]'),
                    lambda tier: {'threshold': tier ->> '$.start', 'price': tier ->> '$.price'}
                )
            ), recursive := true
        ),
    from prices_by_key
),

prices as (
    select * from genai_prices('listed')
)

select * from prices
