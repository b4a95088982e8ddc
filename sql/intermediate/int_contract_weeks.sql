-- grain: one row per contract and ISO week of its period, up to the last day seen
-- key: contract_id, week_date
-- units: _tokens in Tokens, _picousd in 10^-12 USD; effective = list less the contract's discount; days half-open
-- source: int_costs_by_day, stg_contracts, settings
-- why: a contract covers a provider, or one model or project of it; a week that the period cuts has fewer days
-- kept: build
with int_costs_by_day as (
    select * from int_costs_by_day
),

settings as (
    select * from settings
),

contract_weeks as (
    select
        contracts.*,
        least(contracts.contract_period_end, settings.as_of_date + 1) as last_end_date,
        unnest(range(
            date_trunc('week', contracts.contract_period_start)::date,
            least(contracts.contract_period_end, settings.as_of_date + 1),
            interval 7 days
        ))::date as week_date,
    from stg_contracts as contracts
    cross join settings
),

covered_days as (
    select
        contracts.contract_id,
        costs.requests,
        costs.unpriced_requests,
        coalesce(costs.uncached_input_tokens, 0) + coalesce(costs.cache_read_tokens, 0)
        + coalesce(costs.cache_write_5m_tokens, 0) + coalesce(costs.cache_write_1h_tokens, 0)
        + coalesce(costs.cache_write_unknown_ttl_tokens, 0) + coalesce(costs.input_audio_tokens, 0)
        + coalesce(costs.image_tokens, 0) as input_tokens,
        coalesce(costs.visible_output_tokens, 0) + coalesce(costs.reasoning_tokens, 0)
        + coalesce(costs.output_audio_tokens, 0) as output_tokens,
        costs.list_cost_picousd,
        coalesce(costs.visible_output_cost_picousd, 0) + coalesce(costs.reasoning_cost_picousd, 0)
        + coalesce(costs.output_audio_cost_picousd, 0) as output_cost_picousd,
        date_trunc('week', costs.reporting_date)::date as week_date,
    from int_costs_by_day as costs
    inner join stg_contracts as contracts
        on costs.provider = contracts.provider
        and costs.llm_model = coalesce(contracts.llm_model, costs.llm_model)
        and costs.project_id = coalesce(contracts.project_id, costs.project_id)
        and costs.reporting_date >= contracts.contract_period_start
        and costs.reporting_date < contracts.contract_period_end
),

covered_weeks as (
    select
        contract_id,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(input_tokens) as input_tokens,
        sum(output_tokens) as output_tokens,
        sum(list_cost_picousd) as list_cost_picousd,
        sum(output_cost_picousd) as output_cost_picousd,
        week_date,
    from covered_days
    group by contract_id, week_date
),

weeks as (
    select
        contract_id,
        contract_weeks.provider,
        contract_weeks.llm_model,
        contract_weeks.project_id,
        case when contract_weeks.billing_currency = 'USD' then picousd_of(contract_weeks.contract_commitment_cost) end
            as commitment_picousd,
        contract_weeks.input_output_ratio,
        coalesce(contract_weeks.ratio_tolerance_share, 0.2) as ratio_tolerance_share,
        coalesce(covered_weeks.requests, 0) as requests,
        coalesce(covered_weeks.unpriced_requests, 0) as unpriced_requests,
        coalesce(covered_weeks.input_tokens, 0) as input_tokens,
        coalesce(covered_weeks.output_tokens, 0) as output_tokens,
        coalesce(covered_weeks.list_cost_picousd, 0)::hugeint as list_cost_picousd,
        coalesce(covered_weeks.output_cost_picousd, 0)::hugeint as output_cost_picousd,
        coalesce(covered_weeks.list_cost_picousd, 0)::hugeint
        * ((100 - coalesce(contract_weeks.discount_percent, 0)) * 1000000)::hugeint // 100000000
            as effective_cost_picousd,
        contract_weeks.contract_period_start,
        contract_weeks.contract_period_end,
        week_date,
        least(week_date + 7, contract_weeks.last_end_date) as week_end_date,
    from contract_weeks
    left join covered_weeks using (contract_id, week_date)
)

select * from weeks
