-- grain: one row per month, provider, model and feature
-- key: month_date, provider, llm_model, feature
-- units: requests, _usd in USD, shares from 0 to 1
-- source: int_batch_offers_by_day, declared_feature_delays, int_reconciled_costs_by_day
-- why: half the price for an answer within a day is the easiest saving there is, where nobody waits. What a feature
--      tolerates is declared, else inferred call by call: no user, no stream, no agent. Calls in batches already count
--      as tolerant and save nothing more
with int_batch_offers_by_day as (
    select * from int_batch_offers_by_day
),

declared_feature_delays as (
    select * from declared_feature_delays
),

months as (
    select
        provider,
        llm_model,
        feature,
        sum(requests) as requests,
        sum(batch_requests) as batch_requests,
        sum(unattended_requests) as unattended_requests,
        sum(offered_requests) as offered_requests,
        sum(unattended_offered_requests) as unattended_offered_requests,
        sum(list_cost_picousd) as list_cost_picousd,
        coalesce(sum(batch_cost_picousd), 0) as batch_cost_picousd,
        coalesce(sum(offered_cost_picousd), 0) as offered_cost_picousd,
        coalesce(sum(offer_picousd), 0) as offer_picousd,
        coalesce(sum(unattended_offered_cost_picousd), 0) as unattended_offered_cost_picousd,
        coalesce(sum(unattended_offer_picousd), 0) as unattended_offer_picousd,
        month_of(reporting_date) as month_date,
    from int_batch_offers_by_day
    group by provider, llm_model, feature, month_of(reporting_date)
),

tolerant as (
    select
        months.*,
        if(delays.feature is null, 'inferred', 'declared') as tolerance_basis,
        case
            when delays.feature is null then unattended_requests
            when delays.tolerated_delay_hours >= 24 then requests - batch_requests
            else 0
        end as tolerant_requests,
        case
            when delays.feature is null then unattended_offered_requests
            when delays.tolerated_delay_hours >= 24 then offered_requests
            else 0
        end as movable_requests,
        case
            when delays.feature is null then unattended_offered_cost_picousd
            when delays.tolerated_delay_hours >= 24 then offered_cost_picousd
            else 0
        end as movable_cost_picousd,
        case
            when delays.feature is null then unattended_offer_picousd
            when delays.tolerated_delay_hours >= 24 then offer_picousd
            else 0
        end as movable_offer_picousd,
    from months
    left join declared_feature_delays as delays
        on months.feature = delays.feature
),

reconciled_costs as (
    select
        provider,
        llm_model,
        feature,
        reconciled_share(reconciled_cost_picousd, list_cost_picousd) as reconciled_cost_share,
        month_of(reporting_date) as month_date,
    from int_reconciled_costs_by_day
    group by provider, llm_model, feature, month_of(reporting_date)
),

savings as (
    select
        provider,
        llm_model,
        feature,
        tolerance_basis,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        requests::bigint as requests,
        batch_requests::bigint as batch_requests,
        tolerant_requests::bigint as tolerant_requests,
        (tolerant_requests - movable_requests)::bigint as unsold_requests,
        (tolerant_requests + batch_requests) / nullif(requests, 0) as tolerant_share,
        (movable_cost_picousd + batch_cost_picousd) / nullif(list_cost_picousd, 0) as tolerant_cost_share,
        usd(list_cost_picousd) as cost_usd,
        reconciled_cost_share,
        usd(movable_cost_picousd) as movable_cost_usd,
        usd(movable_offer_picousd) as batch_price_usd,
        usd(movable_cost_picousd - movable_offer_picousd) as saving_usd,
        usd(offered_cost_picousd - offer_picousd) as saving_if_all_waited_usd,
        month_date,
    from tolerant
    left join reconciled_costs using (provider, llm_model, feature, month_date)
)

select * from savings
