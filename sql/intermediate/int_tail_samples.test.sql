-- test: sample 0 is the data in bins a twentieth wide, and every sample has every bin from far below the floor on
-- given int_tail_fits
from (values (date '2026-01-01', '(all)', 'tokens', 2.0, 100.0, 3)) as given (
    month_date, llm_model, measure, alpha, floor_value, tail_members)
-- given int_tail_points
from (values (1, 100 * exp(1.06)), (2, 100.0), (5, 100 * exp(-0.04)), (7, 0.001)) as given (members, value)
cross join (values (date '2026-01-01', '(all)', 'tokens')) as same (month_date, llm_model, measure)
-- expect
select
    sample_no,
    bin_no,
    case bin_no when 21 then 1 when 0 then 2 when -1 then 5 when -40 then 7 else 0 end as data_members,
from range(201) as samples (sample_no)
cross join range(-40, 83) as bins (bin_no)
