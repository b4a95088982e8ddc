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

dated as (
    select
        * exclude (entry),
        entry ->> '$.constraint.start_date' as start_date,
        concat_ws('-', entry ->> '$.constraint.start_time', entry ->> '$.constraint.end_time') as hours,
        coalesce(try_cast(entry ->> '$.constraint.start_date' as timestamptz), timestamptz '1970-01-01 00:00:00+00')
            as valid_from,
        try_cast(json_extract(entry, '$.prices') as map(varchar, json)) as prices,
    from entries
),

spans as (
    select
        *,
        lead(valid_from) over (
            partition by file_id, provider, llm_model, hours
            order by entry_no
        ) as valid_to,
    from dated
),

prices_by_key as (
    select
        * exclude (prices),
        unnest(map_entries(prices), recursive := true),
    from spans
),

banded as (
    select
        * exclude (value),
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

metered as (
    select
        *,
        case
            when key = 'cache_write_mtok' then listed_cache_write_of(provider, llm_model)
            else map {
                'input_mtok': 'uncached_input', 'output_mtok': 'visible_output', 'cache_read_mtok': 'cache_read',
                'cache_write_1h_mtok': 'cache_write_1h', 'input_audio_mtok': 'input_audio',
                'output_audio_mtok': 'output_audio'
            }[key]
        end as meter,
        try_cast(threshold as bigint) as context_threshold_tokens,
        picousd_per_unit(price, 6) as price_picousd,
        regexp_replace(lower(llm_model), '[^a-z0-9]', '', 'g') as spelling,
    from banded
    where key not in ('requests_kcount', 'cache_audio_read_mtok') and price is not null
),

checked as (
    select
        *,
        case
            when (start_date is not null and try_cast(start_date as timestamptz) is null) or valid_to <= valid_from
                then 'bad_validity'
            else listed_price_fault(provider, llm_model, meter, context_threshold_tokens, price, price_picousd)
        end as own_reason,
        min(price_picousd) over one_price <> max(price_picousd) over one_price as is_conflict,
    from metered
    window one_price as (
        partition by file_id, provider, spelling, meter, context_threshold_tokens, hours, valid_from
    )
),

judged as (
    select
        *,
        coalesce(
            own_reason,
            if(bool_or(is_conflict) over (partition by file_id, provider, spelling), 'conflicting_prices', null)
        ) as reject_reason,
    from checked
),

prices as (
    select
        source,
        file_id,
        line_no,
        provider,
        llm_model,
        meter,
        if(hours = '', 'standard', 'daily ' || hours) as service_tier,
        false as is_batch,
        'global' as region_class,
        context_threshold_tokens,
        if(context_threshold_tokens > 0, '>', null) as threshold_operator,
        'Tokens' as unit,
        price_picousd as price_picousd_per_unit,
        valid_from,
        valid_to,
        greatest(known_from, valid_from) as known_from,
        'genai-prices' as price_source,
        concat_ws(' ', provider, llm_model, key, nullif(hours, ''), start_date) as source_row,
        reject_reason,
        if(reject_reason is null, null, concat(
            provider, ' ', llm_model, ' ', key, ' is ', price, ', expected ', case reject_reason
                when 'bad_validity' then 'start dates such as 2026-03-13, each after the one before'
                when 'conflicting_prices' then 'what the same model costs under its other spelling'
                else listed_price_expected(reject_reason)
            end
        )) as reject_detail,
    from judged
)

select * from prices
