-- grain: one row per charge period, provider, account, model and meter with logged usage
-- key: period_start_date, period_end_date, provider, account_id, llm_model, meter
-- units: quantities in Tokens or Requests; logged_cost_picousd in 10^-12 USD
-- source: int_invoiced_meters, int_logged_meters
-- why: the logs at the detail of the invoice: where it names no model or no meter, they are added up over them. Each
--      logged day goes to the shortest charge period over it, so that nothing is compared twice; days that no
--      invoice of the provider covers are left out
-- kept: build
with billed_keys as (
    select distinct
        provider,
        account_id,
        llm_model,
        meter,
        period_start_date,
        period_end_date,
    from int_invoiced_meters
    where has_usage
),

provider_details as (
    select
        provider,
        bool_or(account_id <> '(all)') as has_accounts,
        bool_or(llm_model <> '(not named)') as has_models,
        bool_or(meter <> '(not named)') as has_meters,
    from billed_keys
    group by provider
),

model_details as (
    select
        provider,
        llm_model,
        bool_or(meter <> '(not named)') as has_meters,
    from billed_keys
    group by provider, llm_model
),

logged_keys as (
    select
        logged.provider,
        case when provider_details.has_accounts then logged.project_id else '(all)' end as account_id,
        case when provider_details.has_models then logged.llm_model else '(not named)' end as llm_model,
        case
            when coalesce(model_details.has_meters, provider_details.has_meters) then logged.meter
            else '(not named)'
        end as meter,
        logged.quantity,
        logged.unpriced_quantity,
        logged.cost_picousd,
        logged.event_date,
    from int_logged_meters as logged
    inner join provider_details
        on logged.provider = provider_details.provider
    left join model_details
        on logged.provider = model_details.provider
        and model_details.llm_model
        = case when provider_details.has_models then logged.llm_model else '(not named)' end
),

logged_days as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        sum(quantity) as quantity,
        sum(unpriced_quantity) as unpriced_quantity,
        sum(cost_picousd) as cost_picousd,
        event_date,
    from logged_keys
    group by provider, account_id, llm_model, meter, event_date
),

periods_over_days as (
    select
        logged_days.*,
        billed_keys.period_start_date,
        billed_keys.period_end_date,
    from logged_days
    inner join billed_keys
        on logged_days.provider = billed_keys.provider
        and logged_days.event_date >= billed_keys.period_start_date
        and logged_days.event_date < billed_keys.period_end_date
    qualify row_number() over (
        partition by
            logged_days.provider, logged_days.account_id, logged_days.llm_model, logged_days.meter,
            logged_days.event_date
        order by
            (logged_days.account_id, logged_days.llm_model, logged_days.meter)
            = (billed_keys.account_id, billed_keys.llm_model, billed_keys.meter) desc,
            billed_keys.period_end_date - billed_keys.period_start_date,
            billed_keys.period_start_date,
            billed_keys.account_id, billed_keys.llm_model, billed_keys.meter
    ) = 1
),

logged_periods as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        sum(quantity) as logged_quantity,
        sum(unpriced_quantity) as unpriced_quantity,
        sum(cost_picousd) as logged_cost_picousd,
        period_start_date,
        period_end_date,
    from periods_over_days
    group by provider, account_id, llm_model, meter, period_start_date, period_end_date
)

select * from logged_periods
