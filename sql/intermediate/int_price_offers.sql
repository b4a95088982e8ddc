-- kept: build
-- grain: one combination of tier, batch and region that a model is sold in, in one span
-- key: provider, llm_model, service_tier, is_batch, region_class, valid_from
-- units: instants in UTC, valid_to exclusive; base_ columns name the published prices that the rules multiply
-- source: int_price_spans, int_price_rules, int_prices, stg_price_modifiers
-- why: modifiers multiply (tier x batch x region), so the full cross product is laid out once, before any request is
--      priced. What the provider forbids is left out; a combination with prices of its own is taken as published.
with int_price_spans as (
    select * from int_price_spans
),

int_price_rules as (
    select * from int_price_rules
),

int_prices as (
    select * from int_prices
),

stg_price_modifiers as (
    select * from stg_price_modifiers
),

published as (
    select distinct
        int_price_spans.provider,
        int_price_spans.llm_model,
        int_price_spans.valid_from,
        int_price_spans.valid_to,
        int_prices.service_tier as base_service_tier,
        int_prices.is_batch as base_is_batch,
        int_prices.region_class as base_region_class,
    from int_price_spans
    inner join int_prices
        on int_price_spans.provider = int_prices.provider
        and int_price_spans.llm_model = int_prices.llm_model
        and int_price_spans.valid_from >= int_prices.valid_from
        and int_price_spans.valid_from < coalesce(int_prices.valid_to, 'infinity'::timestamptz)
    where not int_prices.is_fee
),

-- What each dimension can be turned into; NULL leaves it as published.
targets as (
    select distinct
        provider,
        llm_model,
        valid_from,
        dimension,
        target,
    from int_price_rules
    union all
    select
        provider,
        llm_model,
        valid_from,
        unnest(['tier', 'batch', 'region']) as dimension,
        null as target,
    from int_price_spans
),

combined as (
    select
        published.*,
        coalesce(tiers.target, published.base_service_tier) as service_tier,
        coalesce(batches.target = 'batch', published.base_is_batch) as is_batch,
        coalesce(regions.target, published.base_region_class) as region_class,
        tiers.target as tier_rule,
        batches.target as batch_rule,
        regions.target as region_rule,
        (tiers.target is not null)::integer
        + (batches.target is not null)::integer
        + (regions.target is not null)::integer as rule_count,
    from published
    inner join targets as tiers
        on published.provider = tiers.provider
        and published.llm_model = tiers.llm_model
        and published.valid_from = tiers.valid_from
        and tiers.dimension = 'tier'
        and (tiers.target is null or published.base_service_tier = 'standard')
    inner join targets as batches
        on published.provider = batches.provider
        and published.llm_model = batches.llm_model
        and published.valid_from = batches.valid_from
        and batches.dimension = 'batch'
        and (batches.target is null or not published.base_is_batch)
    inner join targets as regions
        on published.provider = regions.provider
        and published.llm_model = regions.llm_model
        and published.valid_from = regions.valid_from
        and regions.dimension = 'region'
        and (regions.target is null or published.base_region_class = 'global')
),

offers as (
    select combined.*,
    from combined
    anti join stg_price_modifiers as forbidden
        on combined.provider = forbidden.provider
        and combined.llm_model = forbidden.llm_model
        and forbidden.is_forbidden
        and combined.valid_from >= forbidden.valid_from
        and combined.valid_from < coalesce(forbidden.valid_to, 'infinity'::timestamptz)
        and combined.service_tier = coalesce(forbidden.service_tier, combined.service_tier)
        and combined.is_batch = coalesce(forbidden.is_batch, combined.is_batch)
        and combined.region_class = coalesce(forbidden.region_class, combined.region_class)
    -- The published combination first, then the one that needs the fewest rules.
    qualify row_number() over (
        partition by provider, llm_model, service_tier, is_batch, region_class, valid_from
        order by rule_count, base_is_batch desc, base_service_tier <> 'standard' desc, base_region_class
    ) = 1
)

select * from offers
