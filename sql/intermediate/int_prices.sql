-- kept: build
-- grain: one price of one meter of one model, for one tier, batch flag, region class, context band and validity
-- key: provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens, valid_from
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; context_threshold_tokens in Tokens
-- source: stg_prices
-- why: a model is priced by one list. Our own dated book comes first; a public list counts only for models that those
--      before it lack, the newest kind first. Two sources are never averaged nor mixed within a model.
with stg_prices as (
    select * from stg_prices
),

prices as (
    select
        stg_prices.*,
        price_list <> 'own book' as is_public_list,
    from stg_prices
    qualify price_list_rank(price_list) = min(price_list_rank(price_list)) over (partition by provider, llm_model)
)

select * from prices
