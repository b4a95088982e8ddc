-- test: cost counts as reconciled on the days and models whose invoice agrees; no price is no cost
-- given int_costs_by_day
from (values
    ('m', 'p', 10, 5), ('m', 'q', 20, 5), ('m', 'p', 5, 6), ('n', 'p', 7, 5), ('free', 'p', null, 5)
) as given (
    llm_model, project_id, list_cost_picousd, day_no
)
select
    given.* exclude (day_no),
    'openai' as provider,
    make_date(2026, 1, day_no) as event_date,
    make_date(2026, 1, day_no + 1) as reporting_date,
-- given int_reconciled_days
from (values ('m', true, 5), ('m', false, 6)) as given (llm_model, is_reconciled, day_no)
select
    given.* exclude (day_no),
    'openai' as provider,
    make_date(2026, 1, day_no) as event_date,
-- expect
from (values ('m', 30, 30, 5), ('m', 5, 0, 6), ('n', 7, 0, 5), ('free', 0, 0, 5)) as expected (
    llm_model, list_cost_picousd, reconciled_cost_picousd, day_no
)
select
    expected.* exclude (day_no),
    make_date(2026, 1, day_no) as event_date,
    make_date(2026, 1, day_no + 1) as reporting_date,
