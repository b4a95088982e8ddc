-- test: ten incomes give the published Gini 0.4620911, Herfindahl 0.1840812, Rosenbluth 0.1859051, Atkinson 0.1796591
-- given int_concentration_totals
from (values ('customer', 'list', 10, 66586, date '2026-01-01')) as given (
    dimension, cost_basis, members, cost_picousd, month_date
)
-- given int_concentration_points
from (values (541), (1463), (2445), (3438), (4437), (5401), (6392), (8304), (11904), (22261)) as incomes (income)
select
    'customer' as dimension,
    'list' as cost_basis,
    1 as members,
    row_number() over (order by income desc) - 1 as members_above,
    10 as all_members,
    66586 as all_cost_picousd,
    income as value_picousd,
    date '2026-01-01' as month_date,
-- expect
from (values (
    10, 0.462091130268, 0.513434589186, 0.184081230915, 0.185905095876, 0.179659098046, 0.334319526627, 0.334319526627,
    0.513095845974, null::double
)) as expected (
    members, gini, gini_corrected, herfindahl, rosenbluth, atkinson, largest_member_share, top_10_percent_share,
    top_20_percent_share, top_10_percent_low_share
)

-- test: two distributions of one Gini, 0.4444444, differ in the published Lorenz asymmetry, 1.46 and 0.74
-- given int_concentration_totals
from (values ('customer'), ('user')) as given (dimension)
select
    *,
    'list' as cost_basis,
    10 as members,
    100 as cost_picousd,
    date '2026-01-01' as month_date,
-- given int_concentration_points
from (values
    ('customer', 50.0, 1, 0),
    ('customer', 50.0 / 9, 9, 1),
    ('user', 18.0, 5, 0),
    ('user', 2.0, 5, 5)) as given (dimension, value_picousd, members, members_above)
select
    *,
    'list' as cost_basis,
    10 as all_members,
    100 as all_cost_picousd,
    date '2026-01-01' as month_date,
-- expect
from (values ('customer', 0.444444444444, 1.46), ('user', 0.444444444444, 0.74)) as expected (
    dimension, gini_corrected, lorenz_asymmetry
)

-- test: intervals stay between 0 and 1, and a month without priced members keeps its row
-- given int_concentration_totals
from (values ('customer', 2, 20), ('user', 0, 0)) as given (dimension, members, cost_picousd)
select
    *,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- given int_concentration_points
from (values (15.0, 0), (5.0, 1)) as given (value_picousd, members_above)
select
    *,
    'customer' as dimension,
    'list' as cost_basis,
    1 as members,
    2 as all_members,
    20 as all_cost_picousd,
    date '2026-01-01' as month_date,
-- given int_concentration_intervals
from (values ('customer', 'list', -0.5, 0.5, date '2026-01-01')) as given (
    dimension, cost_basis, top_1_low, top_1_high, month_date
)
-- expect
from (values ('customer', 0.015, 0.0, 0.515, 2), ('user', null, null, null, 0)) as expected (
    dimension, top_1_percent_share, top_1_percent_low_share, top_1_percent_high_share, members
)
