-- grain: one macro per rule of public price lists
-- key: none
-- units: price as written, in USD per million Tokens; price_picousd in 10^-12 USD per Token
-- source: pydantic/genai-prices, models.dev
-- why: what is wrong with a price is the same in every list, and models.dev is published as JSON and written as TOML

-- Provider that a list names, in our spelling.
create or replace macro listed_provider_of(written) as
    case written
        when 'aws' then 'aws-bedrock'
        when 'amazon-bedrock' then 'aws-bedrock'
        when 'x-ai' then 'xai'
        when 'moonshotai' then 'moonshot'
        else provider_of(written)
    end;

-- Meter of a cache write whose lifetime the list does not tell: Anthropic sells the one of five minutes by that name.
create or replace macro listed_cache_write_of(provider, llm_model) as
    if(provider = 'anthropic' or contains(llm_model, 'claude'), 'cache_write_5m', 'cache_write_unknown_ttl');

-- Day of a list, which its path tells; a list without one counts as always known.
create or replace macro listed_since(path) as
    coalesce(
        try_cast(regexp_extract(path, '[0-9]{4}-[0-9]{2}-[0-9]{2}') as timestamptz),
        timestamptz '1970-01-01 00:00:00+00'
    );

-- What is wrong with a price of a list; NULL = nothing.
create or replace macro listed_price_fault(provider, llm_model, meter, threshold_tokens, price, price_picousd) as
    case
        when provider is null or llm_model is null then 'missing_value'
        when meter is null then 'unknown_price_key'
        when threshold_tokens is null then 'bad_threshold'
        when not coalesce(is_decimal_text(price), false) then 'bad_price'
        when price_picousd is null then 'price_not_whole_picodollars'
        when price_picousd > 1000000000 then 'price_out_of_range'
    end;

-- What was expected where something is wrong.
create or replace macro listed_price_expected(fault) as
    case fault
        when 'missing_value' then 'a provider and a model with an id'
        when 'unknown_price_key' then 'a key that this reader knows'
        when 'bad_validity' then 'start dates such as 2026-03-13, each after the one before'
        when 'conflicting_prices' then 'what the same model costs under its other spelling'
        when 'bad_threshold' then 'a whole number of tokens as the start of a band'
        when 'bad_price' then 'a number from 0'
        when 'price_not_whole_picodollars' then 'a whole number of 10^-12 USD per token'
        when 'price_out_of_range' then 'at most 1000 USD per million tokens'
    end;

-- Rows of prices from a table of judged ones; what a list does not tell is standard, global and no batch.
create or replace macro listed_prices(judged) as table
with prices as (
    select
        source,
        file_id,
        line_no,
        provider,
        llm_model,
        meter,
        service_tier,
        false as is_batch,
        'global' as region_class,
        context_threshold_tokens,
        if(context_threshold_tokens > 0, '>', null) as threshold_operator,
        'Tokens' as unit,
        price_picousd as price_picousd_per_unit,
        valid_from,
        valid_to,
        known_from,
        price_source,
        source_row,
        reject_reason,
        if(reject_reason is null, null, concat(
            provider, ' ', llm_model, ' ', price_key, ' is ', price, ', expected ',
            listed_price_expected(reject_reason)
        )) as reject_detail,
    from query_table(judged)
)

select * from prices;

-- Prices of genai-prices from a table with a row per price_key, threshold and entry of a model. An entry holds from its
-- start date and ends the one before; one for hours of the day is a tier of its own. Spellings of one model that
-- disagree are refused together. What we do not meter is passed over.
create or replace macro genai_prices(listed) as table
with dated as (
    select
        *,
        coalesce(try_cast(start_date as timestamptz), timestamptz '1970-01-01 00:00:00+00') as valid_from,
    from query_table(listed)
),

spans as (
    select
        *,
        lead(valid_from) over (partition by file_id, provider, llm_model, hours order by entry_no) as valid_to,
    from (select distinct file_id, provider, llm_model, hours, entry_no, valid_from from dated)
),

metered as (
    select
        dated.*,
        spans.valid_to,
        case
            when price_key = 'cache_write_mtok' then listed_cache_write_of(dated.provider, dated.llm_model)
            else map {
                'input_mtok': 'uncached_input', 'output_mtok': 'visible_output', 'cache_read_mtok': 'cache_read',
                'cache_write_1h_mtok': 'cache_write_1h', 'input_audio_mtok': 'input_audio',
                'output_audio_mtok': 'output_audio'
            }[price_key]
        end as meter,
        try_cast(threshold as bigint) as context_threshold_tokens,
        picousd_per_unit(price, 6) as price_picousd,
        regexp_replace(lower(dated.llm_model), '[^a-z0-9]', '', 'g') as spelling,
    from dated
    inner join spans
        on dated.file_id = spans.file_id
        and dated.provider is not distinct from spans.provider
        and dated.llm_model is not distinct from spans.llm_model
        and dated.hours = spans.hours
        and dated.entry_no = spans.entry_no
        and dated.valid_from = spans.valid_from
    where price is not null
        and not regexp_matches(price_key, '^(requests|web_searches|cache_audio_read)_|_(image|video)_')
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
        * replace (greatest(known_from, valid_from) as known_from),
        if(hours = '', 'standard', 'daily ' || hours) as service_tier,
        'genai-prices' as price_source,
        concat_ws(' ', provider, llm_model, price_key, nullif(hours, ''), start_date) as source_row,
        coalesce(
            own_reason,
            if(bool_or(is_conflict) over (partition by file_id, provider, spelling), 'conflicting_prices', null)
        ) as reject_reason,
    from checked
),

prices as (
    select * from listed_prices('judged')
)

select * from prices;

-- Prices of a table with a row per price_key of a provider, llm_model, service_tier and threshold. Where all prices of
-- a model are 0 a subscription is sold and no tokens: they are no price on a market.
create or replace macro models_dev_prices(listed) as table
with metered as (
    select
        *,
        case
            when price_key = 'cache_write' then listed_cache_write_of(provider, llm_model)
            else map {
                'input': 'uncached_input', 'output': 'visible_output', 'reasoning': 'reasoning',
                'cache_read': 'cache_read', 'input_audio': 'input_audio', 'output_audio': 'output_audio'
            }[price_key]
        end as meter,
        try_cast(threshold as bigint) as context_threshold_tokens,
        picousd_per_unit(price, 6) as price_picousd,
    from query_table(listed)
),

judged as (
    select
        *,
        timestamptz '1970-01-01 00:00:00+00' as valid_from,
        null::timestamptz as valid_to,
        'models-dev' as price_source,
        concat_ws(' ', provider, llm_model, price_key, nullif(service_tier, 'standard')) as source_row,
        listed_price_fault(provider, llm_model, meter, context_threshold_tokens, price, price_picousd)
            as reject_reason,
    from metered
    qualify coalesce(max(price_picousd) over (partition by file_id, provider, llm_model) > 0, true)
),

prices as (
    select * from listed_prices('judged')
)

select * from prices;
