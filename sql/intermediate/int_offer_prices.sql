-- kept: build
-- grain: one price of one meter in one offer and band of prompt size, rules multiplied in
-- key: provider, llm_model, service_tier, is_batch, region_class, valid_from, prompt_tokens_from, meter
-- units: price_picousd in 10^-12 USD per Token or Request, NULL = not published or no whole picodollar; Tokens
-- source: int_price_offers, int_price_rules, int_prices
-- why: rules multiply exactly (whole numerators and denominators); a token meter that a rule does not speak of has no
--      price in that offer. Fees per call hold in every offer and are multiplied only by a rule that names them.
with int_price_offers as (
    select * from int_price_offers
),

int_price_rules as (
    select * from int_price_rules
),

int_prices as (
    select * from int_prices
),

prices_in_offers as (
    select
        int_price_offers.*,
        int_prices.meter,
        int_prices.is_fee,
        int_prices.price_picousd_per_unit,
        int_prices.known_from,
        int_prices.valid_from as price_valid_from,
        int_prices.valid_to as price_valid_to,
        int_prices.price_source,
        int_prices.source_row,
        int_prices.context_threshold_tokens
        + (int_prices.context_threshold_tokens > 0 and int_prices.threshold_operator = '>')::bigint
            as prompt_tokens_from,
    from int_price_offers
    inner join int_prices
        on int_price_offers.provider = int_prices.provider
        and int_price_offers.llm_model = int_prices.llm_model
        and int_price_offers.valid_from >= int_prices.valid_from
        and int_price_offers.valid_from < coalesce(int_prices.valid_to, 'infinity'::timestamptz)
        and (
            int_prices.is_fee
            or (
                int_price_offers.base_service_tier = int_prices.service_tier
                and int_price_offers.base_is_batch = int_prices.is_batch
                and int_price_offers.base_region_class = int_prices.region_class
            )
        )
),

multiplied as (
    select
        prices_in_offers.*,
        case
            when is_fee then coalesce(tiers.multiplier_numerator, 1) * coalesce(batches.multiplier_numerator, 1)
                * coalesce(regions.multiplier_numerator, 1)
            else if(tier_rule is null, 1, tiers.multiplier_numerator)
                * if(batch_rule is null, 1, batches.multiplier_numerator)
                * if(region_rule is null, 1, regions.multiplier_numerator)
        end as numerator,
        coalesce(tiers.multiplier_denominator, 1) * coalesce(batches.multiplier_denominator, 1)
        * coalesce(regions.multiplier_denominator, 1) as denominator,
    from prices_in_offers
    left join int_price_rules as tiers
        on prices_in_offers.provider = tiers.provider
        and prices_in_offers.llm_model = tiers.llm_model
        and prices_in_offers.valid_from = tiers.valid_from
        and prices_in_offers.meter = tiers.meter
        and prices_in_offers.tier_rule = tiers.target
        and tiers.dimension = 'tier'
    left join int_price_rules as batches
        on prices_in_offers.provider = batches.provider
        and prices_in_offers.llm_model = batches.llm_model
        and prices_in_offers.valid_from = batches.valid_from
        and prices_in_offers.meter = batches.meter
        and prices_in_offers.batch_rule = batches.target
        and batches.dimension = 'batch'
    left join int_price_rules as regions
        on prices_in_offers.provider = regions.provider
        and prices_in_offers.llm_model = regions.llm_model
        and prices_in_offers.valid_from = regions.valid_from
        and prices_in_offers.meter = regions.meter
        and prices_in_offers.region_rule = regions.target
        and regions.dimension = 'region'
),

prices as (
    select
        multiplied.*,
        case
            when (price_picousd_per_unit * numerator) % denominator = 0
                then (price_picousd_per_unit * numerator) // denominator
        end as price_picousd,
    from multiplied
)

select * from prices
