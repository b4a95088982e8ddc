-- kept: build
-- grain: one row per stay of a cache, span of its price and UTC day
-- key: provider, cache_id, stored_from, price_valid_from?, event_date
-- units: token_microseconds in Tokens x microseconds; cost_picousd in 10^-12 USD, NULL = no price in force
-- source: stg_cache_storage, int_llm_model_names, int_offer_prices
-- why: storage is charged by tokens and hours. The running total of a stay is cut at the ends of days and prices and
--      rounded there, so that its days add up to the charge of the whole stay to the last picodollar
with stg_cache_storage as (
    select * from stg_cache_storage
),

int_llm_model_names as (
    select * from int_llm_model_names
),

int_offer_prices as (
    select * from int_offer_prices
),

storage_prices as (
    select
        provider,
        llm_model,
        valid_from,
        valid_to,
        price_picousd,
    from int_offer_prices
    where meter = 'cache_storage' and service_tier = 'standard' and not is_batch and region_class = 'global'
),

named as (
    select
        stays.* exclude (llm_model),
        coalesce(names.llm_model, stays.llm_model) as llm_model,
    from stg_cache_storage as stays
    left join int_llm_model_names as names
        on stays.provider = names.provider
        and stays.llm_model = names.llm_model_name
        and stays.stored_from >= names.name_valid_from
        and stays.stored_from < names.name_valid_to
),

-- A stay in parts with one price each; without any price it is one part, and what lies before the first one is another.
priced_parts as (
    select
        named.*,
        storage_prices.valid_from as price_valid_from,
        storage_prices.price_picousd,
        greatest(named.stored_from, storage_prices.valid_from) as part_from,
        least(named.stored_to, storage_prices.valid_to) as part_to,
    from named
    inner join storage_prices
        on named.provider = storage_prices.provider
        and named.llm_model = storage_prices.llm_model
        and named.stored_from < storage_prices.valid_to
        and named.stored_to > storage_prices.valid_from
),

first_prices as (
    select
        provider,
        cache_id,
        stored_from,
        min(part_from) as priced_from,
    from priced_parts
    group by provider, cache_id, stored_from
),

parts as (
    select * from priced_parts
    union all by name
    select
        named.*,
        named.stored_from as part_from,
        coalesce(first_prices.priced_from, named.stored_to) as part_to,
    from named
    left join first_prices using (provider, cache_id, stored_from)
    where coalesce(first_prices.priced_from, named.stored_to) > named.stored_from
),

days as (
    select
        *,
        unnest(range(utc_date(part_from), utc_date(part_to - interval 1 microsecond) + 1, interval 1 day))::date
            as event_date,
    from parts
),

ends as (
    select
        *,
        greatest(epoch_us(event_date::timestamp), epoch_us(part_from)) - epoch_us(part_from) as from_microseconds,
        least(epoch_us((event_date + 1)::timestamp), epoch_us(part_to)) - epoch_us(part_from) as to_microseconds,
        cached_tokens::hugeint * price_picousd as picousd_per_hour,
    from days
),

costs as (
    select
        provider,
        cache_id,
        llm_model,
        coalesce(customer_id, '(unattributed)') as customer_id,
        coalesce(project_id, '(not reported)') as project_id,
        cached_tokens::hugeint * (to_microseconds - from_microseconds) as token_microseconds,
        picousd_per_hour * to_microseconds // 3600000000 - picousd_per_hour * from_microseconds // 3600000000
            as cost_picousd,
        stored_from,
        price_valid_from,
        event_date,
    from ends
)

select * from costs
