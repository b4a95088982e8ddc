-- test: the curve runs from nobody and nothing to everybody and everything, and ranks name their members
-- given int_concentration_points
from (values ('a', 1, 0, 60, 0), ('b', 2, 1, 30, 60), ('c', 3, 2, 10, 90)) as given (
    member_id, point_no, members_above, cost_picousd, cost_above_picousd
)
select
    *,
    'customer' as dimension,
    'list' as cost_basis,
    1 as members,
    3 as all_members,
    100 as all_cost_picousd,
    cost_picousd::double as value_picousd,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('rank', 'a', 1, 1.0, 0.666666666667, 0.4),
    ('rank', 'b', 2, 2.0, 0.333333333333, 0.1),
    ('rank', 'c', 3, 3.0, 0.0, 0.0)) as expected (
    curve, member_id, point, member_rank, member_share, cumulative_cost_share
)
union all
select
    'lorenz' as curve,
    null as member_id,
    steps.step as point,
    case when steps.step = 0 then 3 when steps.step = 200 then 0 else power(3, 1 - steps.step / 199.0) end
        as member_rank,
    round(1 - member_rank / 3, 12) as member_share,
    round(greatest(0, case
        when member_rank > 2 then 0.1 * (3 - member_rank)
        when member_rank > 1 then 0.1 + 0.3 * (2 - member_rank)
        else 0.4 + 0.6 * (1 - member_rank)
    end), 12) as cumulative_cost_share,
from range(201) as steps (step)
