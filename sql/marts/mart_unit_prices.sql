-- grain: one price of one meter: model, tier, batch, region class, band of prompt size, span in which nothing changes
-- key: provider, llm_model, service_tier, is_batch, region_class, valid_from, prompt_tokens_from, meter
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; prompt_tokens_from in Tokens; age_days in days
-- source: int_offer_prices, settings
-- why: the price book as calls are priced by it: which published row, read where and known since when, and which rules
--      multiply it. A call of priced_requests finds its prices by tier, region, price_valid_from and band
with int_offer_prices as (
    select * from int_offer_prices
),

settings as (
    select * from settings
),

prices as (
    select
        int_offer_prices.provider,
        int_offer_prices.llm_model,
        int_offer_prices.service_tier,
        int_offer_prices.is_batch,
        int_offer_prices.region_class,
        int_offer_prices.meter,
        int_offer_prices.prompt_tokens_from,
        int_offer_prices.is_fee,
        int_offer_prices.price_picousd::bigint as price_picousd_per_unit,
        int_offer_prices.price_picousd_per_unit as published_picousd_per_unit,
        int_offer_prices.numerator::bigint as multiplier_numerator,
        int_offer_prices.denominator::bigint as multiplier_denominator,
        int_offer_prices.tier_rule,
        int_offer_prices.batch_rule,
        int_offer_prices.region_rule,
        int_offer_prices.price_source,
        int_offer_prices.source_row,
        settings.as_of_date - utc_date(int_offer_prices.known_from) as age_days,
        int_offer_prices.valid_from,
        nullif(int_offer_prices.valid_to, 'infinity'::timestamptz) as valid_to,
        int_offer_prices.price_valid_from,
        int_offer_prices.price_valid_to,
        int_offer_prices.known_from,
    from int_offer_prices
    cross join settings
)

select * from prices
