-- test: a tail has 200 bodies, those of equal members draw what they are worth
-- given int_concentration_tails
from (values ('customer', 'list', 10, 5.0, date '2026-01-01')) as given (
    dimension, cost_basis, tail_members, floor_picousd, month_date
)
-- given int_concentration_points
select
    'customer' as dimension,
    'list' as cost_basis,
    1 as members,
    number - 1 as members_above,
    5 as cost_picousd,
    5.0 as value_picousd,
    date '2026-01-01' as month_date,
from range(1, 21) as numbers (number)
-- expect
select
    'customer' as dimension,
    number as replicate,
    drawn::double as body_cost,
    10 + drawn as all_members,
    (10 + drawn) * (10 + drawn) - 100.0 as gini_weight,
    0.0 as top_10,
from (
    select number, poisson_of(10, hash(date '2026-01-01', 'customer', 'list', 1.0::double), number) as drawn
    from range(200) as numbers (number)
)
