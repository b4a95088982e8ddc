-- grain: one row per UTC day, reporting day, provider, model, served tier, customer, feature, cost basis and evidence
-- key: event_date, reporting_date, provider, llm_model, service_tier, customer_id, feature, cost_basis, cost_evidence
-- units: _tokens in Tokens, web_searches and tool_calls_billed in Requests, _usd in USD
-- source: int_daily_costs_by_month
-- why: the table every cost question starts from: what was used, what it costs, and how much of it has no price yet.
--      On the effective basis it costs what contracts say, on the resource basis what serving it cost, idle time
--      included: add up one basis, of resource one evidence
-- kept: view
select * exclude (month_date) from int_daily_costs_by_month
