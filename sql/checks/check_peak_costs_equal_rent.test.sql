-- test: a view of a month that is not its rent is an offence, and a month that nobody is charged for
-- given int_deployment_days
from (values ('even', 100), ('short', 100), ('missing', 100), ('free', 0)) as given (deployment, rent_picousd)
cross join (values (date '2026-01-05')) as same (event_date)
-- given mart_peak_responsibility
from (values ('even', 60, 50, 40), ('even', 40, 50, 60), ('short', 100, 99, 100)) as costs (
    deployment, peak, token, loaded)
select
    deployment,
    10 as slot_seconds,
    usd(peak) as peak_cost_usd,
    usd(token) as token_cost_usd,
    usd(loaded) as loaded_cost_usd,
    date '2026-01-01' as month_date,
-- expect
from (values ('missing'), ('short')) as expected (deployment)
