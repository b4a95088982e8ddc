-- grain: one row per provider, project, model and meter of the logs, whose provider sends invoices
-- key: provider, project_id, llm_model, meter
-- units: none
-- source: int_invoiced_meters, int_logged_usage_by_hour
-- why: what the invoice calls a logged meter. Where it names no account, no model or no meter, the logs are added up
--      over them, so that both sides have the same detail
-- kept: build
with billed_keys as (
    select * from int_invoiced_meters where has_usage
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

logged_names as (
    select distinct
        provider,
        project_id,
        llm_model,
        meter,
    from int_logged_usage_by_hour
),

names as (
    select
        logged_names.*,
        if(provider_details.has_accounts, logged_names.project_id, '(all)') as account_id,
        if(provider_details.has_models, logged_names.llm_model, '(not named)') as billed_llm_model,
        if(
            coalesce(model_details.has_meters, provider_details.has_meters),
            billed_meter_of(logged_names.meter),
            '(not named)'
        ) as billed_meter,
    from logged_names
    inner join provider_details
        on logged_names.provider = provider_details.provider
    left join model_details
        on logged_names.provider = model_details.provider
        and model_details.llm_model = if(provider_details.has_models, logged_names.llm_model, '(not named)')
)

select * from names
