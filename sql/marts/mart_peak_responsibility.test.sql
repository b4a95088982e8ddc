-- test: the rent by presence at peaks, by tokens and by use; what nobody bears and what rounding leaves stays visible
-- given int_deployment_days
from (values ('ours', 100, date '2026-01-05'), ('empty', 7, date '2026-01-05')) as given (
    deployment, rent_picousd, event_date)
-- given int_resource_costs_by_day
from (values
    ('c', 'allocated', 1, 1, 0, 30, 20), ('d', 'allocated', 2, 2, 0, 40, 10), ('e', 'modelled', 9, 9, 9, 9, 9)
) as given (
    customer_id, cost_evidence, computed_tokens, cached_tokens, output_tokens, resource_cost_picousd,
    idle_cost_picousd)
cross join (values ('ours', date '2026-01-05')) as same (deployment, event_date)
-- given int_peak_presences
from (values ('c', 2000000000, 80, 30), ('d', 1000000000, 20, 10)) as given (
    customer_id, kv_byte_seconds, peak_picousd, peak_kv_byte_seconds)
cross join (values ('ours', date '2026-01-01')) as same (deployment, month_date)
cross join (values (10), (60), (300)) as widths (slot_seconds)
-- expect
from (values
    ('ours', 'c', 2, 2.0, 80, 33, 50, 0.75), ('ours', 'd', 4, 1.0, 20, 67, 50, 0.25),
    ('empty', '(idle)', 0, 0.0, 7, 7, 7, null)
) as peaks (deployment, customer_id, tokens, kv_gb_seconds, peak, token, loaded, peak_kv_share)
cross join (values (10), (60), (300)) as widths (slot_seconds)
select
    deployment,
    slot_seconds,
    customer_id,
    tokens,
    kv_gb_seconds,
    usd(peak) as peak_cost_usd,
    usd(token) as token_cost_usd,
    usd(loaded) as loaded_cost_usd,
    usd(peak - token) as peak_less_token_cost_usd,
    peak_kv_share,
    date '2026-01-01' as month_date,
