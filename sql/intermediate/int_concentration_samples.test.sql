-- test: equal members stay equal in every sample, and fewer than 20 members are not sampled
-- given int_concentration_points
from (values ('customer', 50), ('feature', 19)) as sizes (dimension, all_members)
inner join range(1, 51) as numbers (number)
    on number <= all_members
select
    dimension,
    'list' as cost_basis,
    number as point_no,
    1 as members,
    number - 1 as members_above,
    all_members,
    5 as cost_picousd,
    5.0 as value_picousd,
    date '2026-01-01' as month_date,
-- expect
select
    'customer' as dimension,
    number as replicate,
    1.0 as deviation_ratio,
from range(200) as numbers (number)

-- test: below a tail index of 2 the samples are smaller and their deviations scaled
-- given int_concentration_points
select
    'customer' as dimension,
    'list' as cost_basis,
    number as point_no,
    1 as members,
    number - 1 as members_above,
    10000 as all_members,
    5 as cost_picousd,
    5.0 as value_picousd,
    date '2026-01-01' as month_date,
from range(1, 10001) as numbers (number)
-- given int_tail_indexes
from (values ('customer', 'list', 1.0, date '2026-01-01')) as given (dimension, cost_basis, tail_index, month_date)
-- expect
select
    number as replicate,
    1.0 as deviation_ratio,
from range(200) as numbers (number)
