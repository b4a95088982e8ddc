-- test: a Pareto grid of index 2 gives Hill's value at 10 % of the members, and fewer than 20 are no tail
-- given int_concentration_points
from (values ('customer', 1000, 0), ('feature', 150, 0)) as sizes (dimension, all_members, unused)
inner join range(1, 1001) as numbers (number)
    on number <= all_members
select
    dimension,
    'list' as cost_basis,
    number as point_no,
    1 as members,
    number - 1 as members_above,
    all_members,
    power((all_members + 1.0) / number, 0.5) as value_picousd,
    case when number < all_members then power((all_members + 1.0) / (number + 1), 0.5) end as next_value_picousd,
    date '2026-01-01' as month_date,
-- expect
from (values ('customer', 100, 2.045561275)) as expected (dimension, tail_members, tail_index)

-- test: members of one value have no tail
-- given int_concentration_points
select
    'customer' as dimension,
    'list' as cost_basis,
    number as point_no,
    1 as members,
    number - 1 as members_above,
    400 as all_members,
    7.0 as value_picousd,
    7.0 as next_value_picousd,
    date '2026-01-01' as month_date,
from range(1, 401) as numbers (number)
-- expect
select 'customer' as dimension
where false
