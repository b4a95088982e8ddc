-- test: a day charged more or less than its rent is an offence, and parts that do not make up the charge
-- given int_deployment_days
from (values (date '2026-01-05', 100), (date '2026-01-06', 100), (date '2026-01-07', 100), (date '2026-01-08', 100)
) as given (event_date, rent_picousd)
-- given mart_resource_costs
from (values
    (date '2026-01-05', 60, 40), (date '2026-01-06', 60, 39), (date '2026-01-08', 60, 41)
) as costs (event_date, prefill, idle)
select
    event_date,
    'allocated' as cost_evidence,
    usd(prefill) as prefill_cost_usd,
    0 as decode_weights_cost_usd,
    0 as decode_kv_cost_usd,
    0 as decode_compute_cost_usd,
    usd(idle) as idle_cost_usd,
    if(event_date = date '2026-01-08', usd(100), usd(prefill + idle)) as loaded_cost_usd,
-- expect
from (values (date '2026-01-06', 99), (date '2026-01-07', 0), (date '2026-01-08', 100)) as expected (
    event_date, charged_picousd)
