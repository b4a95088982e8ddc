-- test: hours and costs of a day are added up, and what has no price is counted and in no cost
-- given int_cache_storage_by_day
from (values
    ('a', 7200000000000000, 9000000000000), ('a', 3600000000, 5), ('b', 1800000000, null)
) as given (cache_id, token_microseconds, cost_picousd)
cross join (values ('google', 'm', 'acme', 'p', date '2026-03-01'))
    as same (provider, llm_model, customer_id, project_id, event_date)
-- expect
from (values (2, 1, 2000001.5::decimal(38, 6), 0.5::decimal(38, 6), 9.000000000005::decimal(38, 12)))
    as expected (caches, unpriced_caches, token_hours, unpriced_token_hours, cost_usd)
