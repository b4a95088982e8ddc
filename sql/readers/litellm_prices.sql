-- grain: one row per price of one meter that the list holds for a model
-- key: file_id, source_row, meter, context_threshold_tokens
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; context_threshold_tokens in Tokens
-- source: LiteLLM model_prices_and_context_window.json, one object whose keys are model names
-- why: the list has USD per unit in exponent form and says tier, band and batch in the name of each key; they are
--      taken apart here. A key that is absent gives no row, so no price is guessed from another; 0 is a price. The list
--      has no dates: its prices hold for all time, and history belongs in our own book. Names under one provider that
--      disagree are refused together. Keys for what we do not meter (seconds, pixels) are passed over by name.
-- dataset: prices
-- version: 1
-- files: **/*.json
-- format: json
-- append: whole
-- rewrite: replace
-- record:
--    json: JSON
with entries as (
    select
        source,
        file_id,
        line_no,
        try_cast(regexp_extract(path, '[0-9]{4}-[0-9]{2}-[0-9]{2}') as timestamptz) as known_from,
        unnest(map_entries(try_cast(json as map(varchar, json))), recursive := true),
    from source_records
),

listed as (
    select
        * exclude (key, value),
        key as list_name,
        value ->> '$.litellm_provider' as list_provider,
        coalesce((value ->> '$.supports_reasoning') = 'true', false) as is_reasoning_model,
        try_cast(value as map(varchar, json)) as properties,
        -- bedrock/<region>/<model>, azure/<region>/<model>, <provider>/<model> or the bare name
        provider_of(if(starts_with(list_provider, 'vertex_ai'), 'vertex_ai', list_provider)) as provider,
        regexp_extract(
            list_name, '^(?:bedrock/[a-z]+(?:-[a-z]+)+-[0-9]|azure/(?:us|eu|global-standard))/.') as region_prefix,
        if(region_prefix = '', 'global', split_part(region_prefix, '/', 2)) as region_class,
        case
            when region_prefix <> '' then substr(list_name, length(region_prefix))
            else regexp_replace(
                list_name, '^(azure/global/|vertex_ai/|' || regexp_escape(coalesce(list_provider, '')) || '/)', '')
        end as llm_model,
    from entries
    where key not in ('sample_spec', 'fallback_generalizations') and json_type(value) = 'OBJECT'
),

properties_by_key as (
    select
        * exclude (properties),
        unnest(map_entries(properties), recursive := true),
    from listed
),

taken_apart as (
    select
        * exclude (value),
        list_distinct(json_extract_string(value, '$.*')) as search_prices,
        -- the price of a search may depend on the size of what it returns; then no single price is known
        if(key <> 'search_context_cost_per_query', value ->> '$',
            if(len(search_prices) = 1, search_prices[1], null)) as value,
        regexp_replace(key, '_(above_[0-9]+k_tokens|batches|batch_requests|flex|priority)', '', 'g') as base_key,
        coalesce(try_cast(regexp_extract(key, '_above_([0-9]+)k_tokens', 1) as bigint), 0) * 1000
            as context_threshold_tokens,
        coalesce(nullif(regexp_extract(key, '_(flex|priority)', 1), ''), 'standard') as service_tier,
        contains(key, '_batch') as is_batch,
        list_provider in ('anthropic', 'bedrock', 'bedrock_converse', 'vertex_ai-anthropic_models')
        or regexp_matches(llm_model, '^anthropic[/.]') as is_five_minute_write,
    from properties_by_key
    where contains(key, 'cost') and properties_by_key.value is not null and properties_by_key.value::varchar <> 'null'
),

metered as (
    select
        *,
        case
            when base_key = 'output_cost_per_token' and is_reasoning_model then ['visible_output', 'reasoning']
            when base_key = 'cache_creation_input_token_cost' and is_five_minute_write then ['cache_write_5m']
            else map {
                'input_cost_per_token': ['uncached_input'], 'output_cost_per_token': ['visible_output'],
                'output_cost_per_reasoning_token': ['reasoning'], 'cache_read_input_token_cost': ['cache_read'],
                'input_cost_per_token_cache_hit': ['cache_read'],
                'cache_creation_input_token_cost': ['cache_write_unknown_ttl'],
                'cache_creation_input_token_cost_above_1hr': ['cache_write_1h'],
                'input_cost_per_audio_token': ['input_audio'], 'output_cost_per_audio_token': ['output_audio'],
                'input_cost_per_image_token': ['image'], 'search_context_cost_per_query': ['web_search']
            }[base_key]
        end as meters,
        picousd_per_unit(value, 0) as price_picousd,
        regexp_matches(
            base_key, 'character|image|pixel|query|request|second|video|dbu?_|page|unit|session|gb_|1k_|citation|audio'
        ) as is_other_unit,
    from taken_apart
),

prices_by_meter as (
    select
        * exclude (meters),
        unnest(coalesce(meters, ['unknown'])) as meter,
    from metered
    where (meters is not null or not is_other_unit) and value is not null
),

-- A key of its own wins over one that stands in for it (reasoning at the output price, the older name of cache reads).
prices_by_name as (
    select
        *,
        meter = 'reasoning' and base_key = 'output_cost_per_token' or base_key = 'input_cost_per_token_cache_hit'
            as is_stand_in,
        if(meter = 'unknown', key, null) as unknown_key,
    from prices_by_meter
    qualify row_number() over (
        partition by list_name, meter, service_tier, is_batch, context_threshold_tokens, unknown_key
        order by is_stand_in, key
    ) = 1
),

checked as (
    select
        *,
        row_number() over (price_key order by list_name) as occurrence,
        min(price_picousd) over price_key <> max(price_picousd) over price_key as is_conflict,
        case
            when provider is null then 'missing_value'
            when meter = 'unknown' then 'unknown_price_key'
            when not coalesce(is_decimal_text(value), false) then 'bad_price'
            when price_picousd is null then 'price_not_whole_picodollars'
            when price_picousd > if(meter = 'web_search', 1000000000000, 1000000000) then 'price_out_of_range'
        end as own_reason,
    from prices_by_name
    window price_key as (
        partition by
            provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens,
            list_name || unknown_key
    )
),

prices as (
    select
        source,
        file_id,
        line_no,
        provider,
        llm_model,
        meter,
        service_tier,
        is_batch,
        region_class,
        context_threshold_tokens,
        if(context_threshold_tokens > 0, '>', null) as threshold_operator,
        if(meter = 'web_search', 'Requests', 'Tokens') as unit,
        price_picousd as price_picousd_per_unit,
        timestamptz '1970-01-01 00:00:00+00' as valid_from,
        coalesce(known_from, valid_from) as known_from,
        'litellm' as price_source,
        list_name || ' ' || key as source_row,
        coalesce(
            own_reason,
            if(bool_or(is_conflict) over (partition by provider, llm_model), 'conflicting_prices', null)
        ) as reject_reason,
        if(reject_reason is null, null, concat(list_name, ' ', key, ' is ', value, ', expected ', case reject_reason
            when 'missing_value' then 'a litellm_provider'
            when 'unknown_price_key' then 'a key that this reader knows'
            when 'bad_price' then 'a number from 0'
            when 'price_not_whole_picodollars' then 'a whole number of 10^-12 USD'
            when 'price_out_of_range' then 'at most 0.001 USD per token and 1 USD per search'
            when 'conflicting_prices' then 'what the same model costs under its other names'
        end)) as reject_detail,
    from checked
    qualify occurrence = 1 or reject_reason is not null
)

select * from prices
