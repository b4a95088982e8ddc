-- grain: one row per price that a public list took up for one meter of a model
-- key: file_id, line_no
-- units: price_picousd_per_unit in 10^-12 USD per Token; context_threshold_tokens in Tokens
-- source: the history of LiteLLM's price list as CSV: what a version of the list changed, and when it was first seen
-- why: the day on which a list took up a price says when it was known, not since when it was in force; so a price holds
--      for all time, as known until the list said something else. A model that the list has under its bare name and
--      under the name with its provider is read once, under the bare name.
-- dataset: prices
-- version: 1
-- files: **/*price_changes*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    first_seen_date: VARCHAR required
--    commit: VARCHAR
--    litellm_provider: VARCHAR required
--    model: VARCHAR required
--    field: VARCHAR required
--    old_usd_per_token: VARCHAR
--    new_usd_per_token: VARCHAR required
with parsed as (
    select
        *,
        provider_of(litellm_provider) as provider,
        regexp_replace(model, '^' || regexp_escape(coalesce(litellm_provider, '')) || '/', '') as llm_model,
        regexp_replace(field, '_(above_[0-9]+k_tokens|batches)', '', 'g') as base_field,
        coalesce(try_cast(regexp_extract(field, '_above_([0-9]+)k_tokens', 1) as bigint), 0) * 1000
            as context_threshold_tokens,
        contains(field, '_batches') as is_batch,
        try_cast(first_seen_date as timestamptz) as seen_at,
        picousd_per_unit(new_usd_per_token, 0) as price_picousd,
    from source_records
),

named as (
    select
        * exclude (base_field),
        case
            when base_field = 'cache_creation_input_token_cost' and provider = 'anthropic' then 'cache_write_5m'
            else map {
                'input_cost_per_token': 'uncached_input', 'output_cost_per_token': 'visible_output',
                'output_cost_per_reasoning_token': 'reasoning', 'cache_read_input_token_cost': 'cache_read',
                'cache_creation_input_token_cost': 'cache_write_unknown_ttl',
                'cache_creation_input_token_cost_above_1hr': 'cache_write_1h'
            }[base_field]
        end as meter,
    from parsed
    qualify length(model) = min(length(model)) over (partition by provider, llm_model)
),

-- Several versions of one day count as the last of them.
followed as (
    select
        *,
        lead(seen_at) over (
            partition by provider, llm_model, meter, is_batch, context_threshold_tokens
            order by seen_at, line_no
        ) as next_seen_at,
        case
            when provider is null or llm_model is null then 'missing_value'
            when meter is null then 'unknown_price_key'
            when seen_at is null then 'bad_validity'
            when not coalesce(is_decimal_text(new_usd_per_token), false) then 'bad_price'
            when price_picousd is null then 'price_not_whole_picodollars'
            when price_picousd > 1000000000 then 'price_out_of_range'
        end as reject_reason,
    from named
),

prices as (
    select
        source,
        file_id,
        line_no,
        provider,
        llm_model,
        meter,
        'standard' as service_tier,
        is_batch,
        'global' as region_class,
        context_threshold_tokens,
        if(context_threshold_tokens > 0, '>', null) as threshold_operator,
        'Tokens' as unit,
        price_picousd as price_picousd_per_unit,
        timestamptz '1970-01-01 00:00:00+00' as valid_from,
        seen_at as known_from,
        next_seen_at as known_to,
        'litellm-history' as price_source,
        concat_ws(' ', model, field, commit) as source_row,
        reject_reason,
        if(reject_reason is null, null, concat(
            model, ' ', field, ' is ', new_usd_per_token, ', first seen ', first_seen_date, ', expected ',
            case reject_reason
                when 'missing_value' then 'a litellm_provider and a model'
                when 'unknown_price_key' then 'a field that this reader knows'
                when 'bad_validity' then 'a day such as 2024-03-25'
                when 'bad_price' then 'a number from 0'
                when 'price_not_whole_picodollars' then 'a whole number of 10^-12 USD'
                when 'price_out_of_range' then 'at most 0.001 USD per token'
            end
        )) as reject_detail,
    from followed
    where new_usd_per_token is not null and (seen_at is null or seen_at is distinct from next_seen_at)
)

select * from prices
