-- grain: one row per month, dimension and cost basis with a fitted tail, replicate (0 to 199) and stretch of its tail
-- key: month_date, dimension, cost_basis, replicate, stretch
-- units: shares and Gini from 0 to 1; stretch without unit
-- source: int_concentration_tails, int_concentration_bodies
-- why: how another month of as many members could have come out, were its tail longer or shorter by a factor in
--      logarithms. The draws are hashes, the same in every run and for every stretch. The 100 dearest are drawn one by
--      one as order statistics, those below in slots that grow by a tenth
-- kept: build
with int_concentration_tails as (
    select * from int_concentration_tails
),

int_concentration_bodies as (
    select * from int_concentration_bodies
),

slots as (
    select
        tails.*,
        slot_no,
        tail_slot_start(slot_no) as members_above,
        least(tails.tail_members, tail_slot_start(slot_no + 1)) - tail_slot_start(slot_no) as members,
    from int_concentration_tails as tails
    inner join range(1, 300) as slots (slot_no)
        on tail_slot_start(slot_no) < tails.tail_members
),

-- The ranks of uniform draws stand like the sums of exponential ones; slot 0 is the step beyond the last rank.
steps as (
    select
        slots.*,
        bodies.replicate,
        bodies.all_members as sample_members,
        tail_step_of(members, hash(slots.month_date, slots.dimension, slots.cost_basis, slot_no), bodies.replicate)
            as step,
        tail_step_of(1, hash(slots.month_date, slots.dimension, slots.cost_basis, 0), bodies.replicate) as last_step,
    from slots
    inner join int_concentration_bodies as bodies using (month_date, dimension, cost_basis)
),

placed as (
    select
        dimension,
        cost_basis,
        replicate,
        members,
        members * (2 * members_above + members) as gini_weight,
        members_within(members, members_above, 0.0001 * sample_members) as top_0_01,
        members_within(members, members_above, 0.001 * sample_members) as top_0_1,
        members_within(members, members_above, 0.01 * sample_members) as top_1,
        members_within(members, members_above, 0.05 * sample_members) as top_5,
        members_within(members, members_above, 0.1 * sample_members) as top_10,
        members_within(members, members_above, 0.2 * sample_members) as top_20,
        log_scale * power(
            -ln((sum(step) over ranks - step * (members - 1) / (2 * members)) / (sum(step) over sample + last_step)),
            log_shape
        ) as log_value,
        month_date,
    from steps
    window
        sample as (partition by month_date, dimension, cost_basis, replicate),
        ranks as (partition by month_date, dimension, cost_basis, replicate order by slot_no)
),

stretched as (
    select
        placed.*,
        stretch,
        exp(stretch * log_value) as value,
    from placed
    cross join unnest(tail_stretches()) as stretches (stretch)
),

tails as (
    select
        dimension,
        cost_basis,
        replicate,
        stretch,
        sum(value * members) as tail_cost,
        sum(value * gini_weight) as gini_weight,
        sum(value * top_0_01) as top_0_01,
        sum(value * top_0_1) as top_0_1,
        sum(value * top_1) as top_1,
        sum(value * top_5) as top_5,
        sum(value * top_10) as top_10,
        sum(value * top_20) as top_20,
        month_date,
    from stretched
    group by dimension, cost_basis, replicate, stretch, month_date
),

samples as (
    select
        dimension,
        cost_basis,
        replicate,
        stretch,
        (tails.top_0_01 + bodies.top_0_01) / (tail_cost + body_cost) as top_0_01,
        (tails.top_0_1 + bodies.top_0_1) / (tail_cost + body_cost) as top_0_1,
        (tails.top_1 + bodies.top_1) / (tail_cost + body_cost) as top_1,
        (tails.top_5 + bodies.top_5) / (tail_cost + body_cost) as top_5,
        (tails.top_10 + bodies.top_10) / (tail_cost + body_cost) as top_10,
        (tails.top_20 + bodies.top_20) / (tail_cost + body_cost) as top_20,
        (1 - (tails.gini_weight + bodies.gini_weight) / (all_members * (tail_cost + body_cost)))
        * all_members / (all_members - 1) as gini,
        month_date,
    from tails
    inner join int_concentration_bodies as bodies using (month_date, dimension, cost_basis, replicate)
)

select * from samples
