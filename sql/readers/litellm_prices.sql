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
-- format: json whole
-- append: whole
-- rewrite: replace
-- record:
--    document: MAP(VARCHAR, JSON)
with entries as (
    select
        source,
        file_id,
        path,
        line_no,
        unnest(map_entries(document), recursive := true),
    from source_records
),

listed as (
    select
        source,
        file_id,
        line_no,
        coalesce(
            try_cast(regexp_extract(path, '[0-9]{4}-[0-9]{2}-[0-9]{2}') as timestamptz),
            timestamptz '1970-01-01 00:00:00+00'
        ) as known_from,
        key as list_name,
        value ->> '$.litellm_provider' as list_provider,
        coalesce((value ->> '$.supports_reasoning') = 'true', false) as is_reasoning_model,
        try_cast(value as map(varchar, json)) as properties,
    from entries
    where key not in ('sample_spec', 'fallback_generalizations') and json_type(value) = 'OBJECT'
),

-- bedrock/<region>/<model>, azure/<region>/<model>, <provider>/<model> or the bare name.
named as (
    select
        *,
        provider_of(if(starts_with(list_provider, 'vertex_ai'), 'vertex_ai', list_provider)) as provider,
        regexp_extract(
            list_name, '^(?:bedrock/([a-z]+(?:-[a-z]+)+-[0-9])|azure/(us|eu|global-standard))/.', 0) as region_prefix,
        if(region_prefix = '', 'global', split_part(region_prefix, '/', 2)) as region_class,
        case
            when region_prefix <> '' then substr(list_name, length(region_prefix))
            when starts_with(list_name, 'azure/global/') then substr(list_name, 14)
            when starts_with(list_name, 'vertex_ai/') then substr(list_name, 11)
            when starts_with(list_name, list_provider || '/') then substr(list_name, length(list_provider) + 2)
            else list_name
        end as llm_model,
    from listed
),

properties_by_key as (
    select
        * exclude (properties),
        unnest(map_entries(properties), recursive := true),
    from named
),

searches as (
    select
        * replace (
            -- the price of a search may depend on the size of what it returns; then no single price is known
            if(key <> 'search_context_cost_per_query', value::varchar,
                if(len(list_distinct(json_extract_string(value, '$.*'))) = 1,
                    json_extract_string(value, '$.*')[1], null)) as value
        ),
    from properties_by_key
    where contains(key, 'cost') and value is not null and value::varchar <> 'null'
),

taken_apart as (
    select
        *,
        regexp_replace(key, '_(above_[0-9]+k_tokens|batches|batch_requests|flex|priority)', '', 'g') as base_key,
        coalesce(try_cast(regexp_extract(key, '_above_([0-9]+)k_tokens', 1) as bigint), 0) * 1000
            as context_threshold_tokens,
        coalesce(nullif(regexp_extract(key, '_(flex|priority)', 1), ''), 'standard') as service_tier,
        contains(key, '_batch') as is_batch,
        list_provider in ('anthropic', 'bedrock', 'bedrock_converse', 'vertex_ai-anthropic_models')
        or regexp_matches(llm_model, '^anthropic[/.]') as is_five_minute_write,
    from searches
),

metered as (
    select
        *,
        case base_key
            when 'input_cost_per_token' then ['uncached_input']
            when 'output_cost_per_token' then
                if(is_reasoning_model, ['visible_output', 'reasoning'], ['visible_output'])
            when 'output_cost_per_reasoning_token' then ['reasoning']
            when 'cache_read_input_token_cost' then ['cache_read']
            when 'input_cost_per_token_cache_hit' then ['cache_read']
            when 'cache_creation_input_token_cost' then
                if(is_five_minute_write, ['cache_write_5m'], ['cache_write_unknown_ttl'])
            when 'cache_creation_input_token_cost_above_1hr' then ['cache_write_1h']
            when 'input_cost_per_audio_token' then ['input_audio']
            when 'output_cost_per_audio_token' then ['output_audio']
            when 'input_cost_per_image_token' then ['image']
            when 'search_context_cost_per_query' then ['web_search']
        end as meters,
        picousd_per_unit(value, 0) as price_picousd,
        regexp_matches(
            base_key,
            '(character|image|pixel|query|request|second|video|dbu?_|_page|_unit|session|gb_per_day|1k_calls|'
            || 'citation|audio|1k_tokens|_above_[0-9]+s_interval|embedding|vector)') as is_other_unit,
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

compared as (
    select
        *,
        min(price_picousd) over price_key <> max(price_picousd) over price_key as is_conflict,
        row_number() over (price_key order by list_name) as occurrence,
    from prices_by_name
    window price_key as (
        partition by provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens,
            list_name || unknown_key
    )
),

checked as (
    select
        *,
        case
            when provider is null then 'missing_value'
            when meter = 'unknown' then 'unknown_price_key'
            when not coalesce(is_decimal_text(value), false) then 'bad_price'
            when price_picousd is null then 'price_not_whole_picodollars'
            when price_picousd > if(meter = 'web_search', 1000000000000, 1000000000) then 'price_out_of_range'
            when bool_or(is_conflict) over (partition by provider, llm_model) then 'conflicting_prices'
        end as reject_reason,
    from compared
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
        region_class,
        if(context_threshold_tokens > 0, '>', null) as threshold_operator,
        if(meter = 'web_search', 'Requests', 'Tokens') as unit,
        'litellm' as price_source,
        list_name || ' ' || key as source_row,
        context_threshold_tokens,
        price_picousd as price_picousd_per_unit,
        is_batch,
        timestamptz '1970-01-01 00:00:00+00' as valid_from,
        known_from,
        reject_reason,
        case reject_reason
            when 'missing_value' then concat(list_name, ' has no litellm_provider, expected one')
            when 'unknown_price_key' then concat(list_name, ' has ', key, ', expected a key that this reader knows')
            when 'bad_price' then concat(list_name, ' ', key, ' is ', value, ', expected a number from 0')
            when 'price_not_whole_picodollars' then concat(
                list_name, ' ', key, ' is ', value, ', expected a whole number of 10^-12 USD')
            when 'price_out_of_range' then concat(
                list_name, ' ', key, ' is ', value, ', expected at most 0.001 USD per token and 1 USD per search')
            when 'conflicting_prices' then concat(
                list_name, ' ', key, ' is ', value, ', but the same model stands under another name at another price')
        end as reject_detail,
    from checked
    where occurrence = 1 or reject_reason is not null
)

select * from prices
