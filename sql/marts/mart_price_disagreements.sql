-- grain: one price that two lists state differently: model, meter, tier, batch, region, band, and the two rows
-- key: provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens, price_list_a,
--      price_list_b, llm_model_a, llm_model_b, differs_from
-- units: price_picousd_a and _b in 10^-12 USD per Token or Request; ages in days; shares where 0.1 = 10 %
-- source: stg_prices, stg_model_aliases, settings
-- why: lists drift, and their average is nobody's price. Each pair of prices that were in force and known at the same
--      time and differ stands here with both rows and since when; list a is the one that prices the model first
with stg_prices as (
    select * from stg_prices
),

stg_model_aliases as (
    select * from stg_model_aliases
),

settings as (
    select * from settings
),

-- Lists call a model by its dated names; a declared name stands for the model of our book.
quotes as (
    select
        stg_prices.*,
        coalesce(stg_model_aliases.llm_model, stg_prices.llm_model) as book_llm_model,
        greatest(stg_prices.valid_from, stg_prices.known_from) as stated_from,
        coalesce(stg_prices.valid_to, 'infinity'::timestamptz) as stated_to,
        settings.as_of_date - utc_date(stg_prices.known_from) as age_days,
    from stg_prices
    cross join settings
    left join stg_model_aliases
        on stg_prices.provider = stg_model_aliases.provider
        and if(stg_prices.price_list = 'own book', null, stg_prices.llm_model) = stg_model_aliases.alias
        and stg_model_aliases.valid_to is null
),

disagreements as (
    select
        first_quotes.provider,
        first_quotes.book_llm_model as llm_model,
        first_quotes.meter,
        first_quotes.service_tier,
        first_quotes.is_batch,
        first_quotes.region_class,
        first_quotes.context_threshold_tokens,
        first_quotes.price_list as price_list_a,
        second_quotes.price_list as price_list_b,
        first_quotes.llm_model as llm_model_a,
        second_quotes.llm_model as llm_model_b,
        first_quotes.price_picousd_per_unit as price_picousd_a,
        second_quotes.price_picousd_per_unit as price_picousd_b,
        (second_quotes.price_picousd_per_unit - first_quotes.price_picousd_per_unit)
        / nullif(first_quotes.price_picousd_per_unit, 0) as difference_share,
        concat_ws(', ', first_quotes.price_source, first_quotes.source_row) as stands_in_a,
        concat_ws(', ', second_quotes.price_source, second_quotes.source_row) as stands_in_b,
        first_quotes.age_days as age_days_a,
        second_quotes.age_days as age_days_b,
        greatest(first_quotes.stated_from, second_quotes.stated_from) as differs_from,
        nullif(least(first_quotes.stated_to, second_quotes.stated_to), 'infinity'::timestamptz) as differs_to,
        first_quotes.known_from as known_from_a,
        second_quotes.known_from as known_from_b,
    from quotes as first_quotes
    inner join quotes as second_quotes
        on first_quotes.provider = second_quotes.provider
        and first_quotes.book_llm_model = second_quotes.book_llm_model
        and first_quotes.meter = second_quotes.meter
        and first_quotes.service_tier = second_quotes.service_tier
        and first_quotes.is_batch = second_quotes.is_batch
        and first_quotes.region_class = second_quotes.region_class
        and first_quotes.context_threshold_tokens = second_quotes.context_threshold_tokens
        and price_list_rank(first_quotes.price_list) < price_list_rank(second_quotes.price_list)
        and first_quotes.price_picousd_per_unit <> second_quotes.price_picousd_per_unit
        and greatest(first_quotes.stated_from, second_quotes.stated_from)
        < least(first_quotes.stated_to, second_quotes.stated_to)
)

select * from disagreements
