-- test: ten incomes give the published Gini 0.4620911, Herfindahl 0.1840812, Rosenbluth 0.1859051, Atkinson 0.1796591
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
    0.462091130268, 0.513434589186, 0.184081230915, 0.185905095876, 0.179659098046, 0.334319526627, 0.334319526627,
    0.513095845974
)) as expected (gini, gini_corrected, herfindahl, rosenbluth, atkinson, largest, top_10, top_20)

-- test: two distributions of one Gini, 0.4444444, differ in the published Lorenz asymmetry, 1.46 and 0.74
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
