-- test: a declared feature moves all or nothing, another moves what nobody waits for
-- given int_batch_offers_by_day
from (values ('patient'), ('waiting'), ('unknown')) as given (feature)
cross join (values (
    'p', 'm', 10, 2, 3, 6, 2, 100000000000000::hugeint, 10000000000000::hugeint, 60000000000000::hugeint,
    30000000000000::hugeint, 20000000000000::hugeint, 10000000000000::hugeint, date '2026-03-05'
)) as same (
    provider, llm_model, requests, batch_requests, unattended_requests, offered_requests, unattended_offered_requests,
    list_cost_picousd, batch_cost_picousd, offered_cost_picousd, offer_picousd, unattended_offered_cost_picousd,
    unattended_offer_picousd, reporting_date
)
-- given declared_feature_delays
from (values ('patient', 24), ('waiting', 1)) as given (feature, tolerated_delay_hours)
-- expect
from (values
    ('patient', 'declared', 8, 2, 1, 0.7, 60, 30, 30, 30),
    ('waiting', 'declared', 0, 0, 0.2, 0.1, 0, 0, 0, 30),
    ('unknown', 'inferred', 3, 1, 0.5, 0.3, 20, 10, 10, 30)
) as expected (
    feature, tolerance_basis, tolerant_requests, unsold_requests, tolerant_share, tolerant_cost_share,
    movable_cost_usd, batch_price_usd, saving_usd, saving_if_all_waited_usd
)
