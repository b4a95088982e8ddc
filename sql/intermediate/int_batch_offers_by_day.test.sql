-- test: a call has an offer where the batch endpoint sells its model and tier at its prompt size
-- given int_requests_priced
from (values
    ('a', 'standard', false, null, 100, 900),
    ('a', 'standard', false, 'u1', 100, 900),
    ('a', 'standard', false, 'u1', 300, 2700),
    ('a', 'standard', true, null, 100, 450),
    ('a', 'priority', false, 'u1', 100, 1800),
    ('b', 'standard', false, 'u1', 100, 900)
) as given (llm_model, priced_service_tier, is_batch, user_id, uncached_input_tokens, list_cost_picousd)
cross join (values ('p', 'f', 'global', true, date '2026-03-01', timestamptz '2026-03-01 10:00:00+00'))
    as same (provider, feature, region_class, is_priced, event_date, started_at)
select
    *,
    uncached_input_tokens as prompt_tokens,
-- given int_unit_prices
from (values
    (true, 0, 200, 4),
    (true, 200, 1000, 7),
    (false, 0, 1000, 9)
) as given (is_batch, prompt_tokens_from, prompt_tokens_to, uncached_input_picousd)
cross join (values (
    'p', 'a', 'standard', 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz '2027-01-01 00:00:00+00'
)) as same (provider, llm_model, service_tier, region_class, valid_from, valid_to)
-- expect
from (values
    ('a', 5, 1, 1, 3, 1, 6750, 450, 4500, 2900, 900, 400),
    ('b', 1, 0, 0, 0, 0, 900, null, null, null, null, null)
) as expected (
    llm_model, requests, batch_requests, unattended_requests, offered_requests, unattended_offered_requests,
    list_cost_picousd, batch_cost_picousd, offered_cost_picousd, offer_picousd, unattended_offered_cost_picousd,
    unattended_offer_picousd
)
