-- grain: one row per UTC day, provider, model, customer, feature and evidence
-- key: event_date, provider, llm_model, customer_id, feature, cost_evidence
-- units: _tokens in Tokens, _usd in USD, kv_gb_seconds in 10^9 bytes x seconds, shares of decoding time from 0 to 1
-- source: int_daily_resource_costs_by_month
-- why: what it costs to serve, and what of it. allocated rows divide the rent of our GPUs and add up to it day by day,
--      idle time included; (idle) is rent of a day without a call. modelled rows are estimates of calls at a provider
--      and never belong into one total with them. A call without a cost is counted with its reason, never as free
-- kept: view
select * exclude (month_date) from int_daily_resource_costs_by_month
