-- grain: one row per price of one meter that the list holds for a model, tier and band
-- key: file_id, source_row, meter, context_threshold_tokens
-- units: price_picousd_per_unit in 10^-12 USD per Token; context_threshold_tokens in Tokens
-- source: the api.json of models.dev: one object of providers with their models and cost in USD per million
-- why: a second opinion on nearly every provider. It has no dates: its prices hold for all time. A mode, such as fast,
--      is the service tier that it asks for. A model without cost is unknown and gives no row
-- dataset: prices
-- version: 1
-- files: **/*models*dev*.json, **/api.json
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
        unnest(map_entries(try_cast(json as map(varchar, json))), recursive := true),
    from source_records
),

models as (
    select
        * exclude (key, value),
        listed_provider_of(key) as provider,
        unnest(map_entries(try_cast(json_extract(value, '$.models') as map(varchar, json)))) as listed_model,
    from providers
),

tiers as (
    select
        * exclude (listed_model),
        listed_model.key as llm_model,
        unnest(
            list_prepend(
                {'service_tier': 'standard', 'cost': json_extract(listed_model.value, '$.cost')},
                coalesce(list_transform(
                    map_entries(
                        try_cast(json_extract(listed_model.value, '$.experimental.modes') as map(varchar, json))),
                    lambda listed_mode: {
                        'service_tier': coalesce(
                            listed_mode.value ->> '$.provider.body.service_tier', listed_mode.key),
                        'cost': json_extract(listed_mode.value, '$.cost')
                    }
                ), [])
            ), recursive := true
        ),
    from models
),

bands as (
    select
        * exclude (cost),
        unnest(
            [
                {'threshold': '0', 'prices': cost},
                {'threshold': '200000', 'prices': json_extract(cost, '$.context_over_200k')}
            ] || list_transform(
                json_extract(cost, '$.tiers[*]'),
                lambda band: {'threshold': coalesce(band ->> '$.tier.size', 'absent'), 'prices': band}
            ), recursive := true
        ),
    from tiers
    where cost is not null
),

prices_by_key as (
    select
        * exclude (prices),
        unnest(map_entries(try_cast(prices as map(varchar, json))), recursive := true),
    from bands
),

listed as (
    select
        * exclude (key, value),
        key as price_key,
        value ->> '$' as price,
    from prices_by_key
    where key not in ('context_over_200k', 'tiers', 'tier')
),

prices as (
    select * from models_dev_prices('listed')
)

select * from prices
