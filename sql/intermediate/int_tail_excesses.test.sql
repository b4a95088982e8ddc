-- test: the members from the floor on, as logarithms above it
-- given int_tail_fits
from (values (date '2026-01-01', 'm', 'tokens', 2.5, 100.0)) as given (
    month_date, llm_model, measure, alpha, floor_value)
-- given int_tail_points
from (values ('m', 1, 800.0), ('m', 2, 100.0), ('m', 9, 99.0), ('n', 1, 800.0)) as given (llm_model, members, value)
cross join (values (date '2026-01-01', 'tokens')) as same (month_date, measure)
-- expect
from (values ('m', 1.5, 1, ln(8.0)), ('m', 1.5, 2, 0.0)) as expected (llm_model, tail_index, members, excess)
