-- kept: build
-- grain: one charge of a provider, in the words of the logs
-- key: line_key
-- units: quantity in Tokens or Requests, NULL where unknown; billed_cost in billing_currency; charged_picousd in 10^-12
--        USD, NULL = no rate; list_price_picousd in 10^-12 USD per unit
-- source: stg_invoice_lines, int_llm_model_names, int_logged_usage_by_hour, int_unit_prices, int_fx_rates
-- why: an invoice names accounts, models, tiers and periods its own way; here each line gets the keys it is compared
--      by. Where the logs know none of a provider's accounts, the accounts are one, (all). A line that states an amount
--      only, as Anthropic's do, is read back into tokens at the list price of the tier that it names: when every line
--      of its model and period comes to a whole number, the prices are the list's and so are the quantities. Another
--      currency counts at the rate of the day that the period begins on
with stg_invoice_lines as (
    select * from stg_invoice_lines
),

int_unit_prices as (
    select * from int_unit_prices
),

logged_accounts as (
    select distinct
        provider,
        project_id,
    from int_logged_usage_by_hour
),

-- Models bear the name of the price book, as they do in the logs.
named_lines as (
    select
        stg_invoice_lines.line_key,
        coalesce(stg_invoice_lines.provider, '(not reported)') as provider,
        coalesce(stg_invoice_lines.sub_account_id, '(not named)') as account_id,
        coalesce(names.llm_model, stg_invoice_lines.llm_model, '(not named)') as llm_model,
        coalesce(billed_meter_of(stg_invoice_lines.meter), '(not named)') as meter,
        coalesce(stg_invoice_lines.billing_currency, '(not reported)') as billing_currency,
        coalesce(stg_invoice_lines.charge_category, 'Usage') as charge_category,
        billed_tier_of(stg_invoice_lines.service_tier) as service_tier,
        lower(stg_invoice_lines.service_tier) = 'batch' as is_batch,
        case
            when stg_invoice_lines.region is not null
                then region_class_of(stg_invoice_lines.provider, lower(stg_invoice_lines.region))
        end as region_class,
        band_floor_of(stg_invoice_lines.context_band) as prompt_tokens_over,
        coalesce(
            stg_invoice_lines.consumed_quantity
            * unit_size_of(coalesce(stg_invoice_lines.consumed_unit, 'Tokens')),
            stg_invoice_lines.pricing_quantity * unit_size_of(stg_invoice_lines.pricing_unit)
        ) as stated_quantity,
        stg_invoice_lines.billed_cost,
        charge_period_of(
            stg_invoice_lines.charge_period_start,
            coalesce(stg_invoice_lines.charge_period_end, stg_invoice_lines.charge_period_start)
        ) as period,
    from stg_invoice_lines
    left join int_llm_model_names as names
        on stg_invoice_lines.provider = names.provider
        and stg_invoice_lines.llm_model = names.llm_model_name
        and stg_invoice_lines.charge_period_start >= names.name_valid_from
        and stg_invoice_lines.charge_period_start < names.name_valid_to
),

providers_with_known_accounts as (
    select distinct named_lines.provider
    from named_lines
    semi join logged_accounts
        on named_lines.provider = logged_accounts.provider
        and named_lines.account_id = logged_accounts.project_id
),

priced_lines as (
    select
        named_lines.* exclude (period) replace (
            case
                when named_lines.provider in (select provider from providers_with_known_accounts)
                    then named_lines.account_id
                else '(all)'
            end as account_id
        ),
        named_lines.period.start_at as period_start_at,
        named_lines.period.end_at as period_end_at,
        if(named_lines.billing_currency = 'USD', 1, rates.usd_per_unit) as rate,
        picousd_at_rate(named_lines.billed_cost, rate) as charged_picousd,
        prices.prompt_tokens_from,
        unit_price_of(prices, named_lines.meter) as list_price_picousd,
    from named_lines
    left join int_fx_rates as rates
        on named_lines.billing_currency = rates.currency
        and utc_date(named_lines.period.start_at) >= rates.valid_from_date
        and utc_date(named_lines.period.start_at) < rates.valid_to_date
    left join int_unit_prices as prices
        on named_lines.provider = prices.provider
        and named_lines.llm_model = prices.llm_model
        and coalesce(named_lines.service_tier, 'standard') = prices.service_tier
        and coalesce(named_lines.is_batch, false) = prices.is_batch
        and coalesce(named_lines.region_class, 'global') = prices.region_class
        and named_lines.period.start_at >= prices.valid_from
        and named_lines.period.start_at < prices.valid_to
        and coalesce(named_lines.prompt_tokens_over, 0) + 1 >= prices.prompt_tokens_from
        and coalesce(named_lines.prompt_tokens_over, 0) + 1 < prices.prompt_tokens_to
),

charges as (
    select
        *,
        stated_quantity is null and charge_category = 'Usage' and meter <> '(not named)'
        and bool_and(
            charge_category <> 'Usage' or meter = '(not named)' or stated_quantity is not null or coalesce(
                service_tier is not null and billing_currency = 'USD'
                and charged_picousd % nullif(list_price_picousd, 0) = 0, false
            )
        ) over (partition by provider, llm_model, period_start_at, period_end_at) as is_quantity_derived,
        case when is_quantity_derived then charged_picousd // list_price_picousd else stated_quantity end as quantity,
        utc_date(period_start_at) as period_start_date,
        charged_until(period_start_at, period_end_at) as period_end_date,
    from priced_lines
)

select * from charges
