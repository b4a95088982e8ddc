-- kept: build
-- grain: one price or discount that a contract agrees with a provider, and what it is for
-- key: provider, contract_id, llm_model?, meter?, service_tier?, customer_id?, project_id?, valid_from
-- units: price_picousd in 10^-12 USD per Token or Request; kept_picos in 10^-14 of the list price; valid_to exclusive
-- source: stg_contract_prices, stg_contracts
-- why: prices of a contract and the discount of a commitment apply by one rule: the term that names more is the one
--      that holds, customer before project before model before meter before tier, a price before a discount
with stg_contract_prices as (
    select * from stg_contract_prices
),

stg_contracts as (
    select * from stg_contracts
),

terms as (
    select
        provider,
        contract_id,
        llm_model,
        meter,
        service_tier,
        customer_id,
        project_id,
        price_picousd_per_unit as price_picousd,
        picousd_of(100 - discount_percent) as kept_picos,
        price_source || ', ' || source_row as stands_in,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from stg_contract_prices
    union all by name
    select
        provider,
        contract_id,
        llm_model,
        project_id,
        picousd_of(100 - discount_percent) as kept_picos,
        'contracts, line ' || line_no as stands_in,
        contract_period_start::timestamptz as valid_from,
        contract_period_end::timestamptz as valid_to,
    from stg_contracts
    where discount_percent is not null
),

ranked as (
    select
        *,
        row_number() over (
            partition by provider
            order by
                customer_id is null, project_id is null, llm_model is null, meter is null, service_tier is null,
                price_picousd is null, contract_id, stands_in, valid_from, customer_id, project_id, llm_model, meter
        ) as precedence,
    from terms
)

select * from ranked
