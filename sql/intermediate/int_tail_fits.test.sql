-- test: a power law on a quantile grid is found from its floor on, by Hill and by maximum likelihood
-- given int_tail_points
select
    date '2026-01-01' as month_date,
    'm' as llm_model,
    'tokens' as measure,
    place as point_no,
    1 as members,
    if(place <= 2000, 1e6 * power(2001 / place, 1 / 1.5), 1e6 * (6001 - place) / 4001) as value,
    place - 1 as members_above,
    6000 as all_members,
    sum(ln(value)) over (order by place) as log_sum,
from range(1, 6001) as places (place)
-- expect
from (values (300, 60, 2000, 0.000869116)) as expected (
    hill_members, hill_members_1_percent, tail_members, ks_distance)

-- test: too few requests, and requests that are all the same, have no tail
-- given int_tail_points
from (values ('few', 99, 90, 10.0), ('few', 99, 9, 100.0), ('same', 500, 500, 10.0)) as given (
    llm_model, all_members, members, value)
cross join (values (date '2026-01-01', 'tokens', 1, 0, 500 * ln(10))) as same (
    month_date, measure, point_no, members_above, log_sum)
-- expect
select null::varchar as llm_model where false
