-- grain: one row per UTC day, reporting day, provider, model, customer, lifetime of the cache and cost basis
-- key: event_date, reporting_date, provider, llm_model, customer_id, ttl, cost_basis
-- units: _tokens in Tokens, _usd in USD, shares from 0 to 1, break_even_reads in reads per write
-- source: int_daily_cache_economics_by_month
-- why: a cache write costs more than plain input and pays off only when it is read in time; this says whether it was,
--      against the break-even of the prices in force, and why writes were wasted
-- kept: view
select * exclude (month_date) from int_daily_cache_economics_by_month
