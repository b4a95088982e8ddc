-- test: the upper half of few members is fitted above the next dearest, of many members 10 times the root of them
-- given int_concentration_points
select
    dimension,
    'list' as cost_basis,
    1 as members,
    number - 1 as members_above,
    all_members,
    power(2, all_members - number) as value_picousd,
    power(2, all_members - number - 1) as next_value_picousd,
    date '2026-01-01' as month_date,
from (values ('customer', 30), ('user', 900), ('feature', 19)) as sizes (dimension, all_members)
inner join range(1, 901) as numbers (number)
    on number <= all_members
-- expect
from (values ('customer', 15, 30, power(2, 14)), ('user', 300, 900, power(2, 599))) as expected (
    dimension, tail_members, all_members, floor_picousd
)

-- test: members of equal cost have no tail to fit
-- given int_concentration_points
select
    'customer' as dimension,
    'list' as cost_basis,
    1 as members,
    number - 1 as members_above,
    50 as all_members,
    5.0 as value_picousd,
    5.0 as next_value_picousd,
    date '2026-01-01' as month_date,
from range(1, 51) as numbers (number)
-- expect
select null::varchar as dimension, null::bigint as tail_members where false
