-- grain: one row per month, model (and all together) and measure whose tail is long enough to be measured
-- key: month_date, llm_model, measure
-- units: indexes without unit (survival falls like value ^ -index, alpha is the index + 1); floor_value in the unit of
--        the measure
-- source: int_tail_points
-- why: one cut is arbitrary. Hill is taken at 0.1 to 5 % of the requests and the power law from every floor that leaves
--      50 of them; of each the cut wins whose tail lies nearest to a power law (least Kolmogorov-Smirnov distance)
-- kept: build
with int_tail_points as (
    select * from int_tail_points
),

points as (
    select
        *,
        members_above + members as members_to,
        lead(value) over largest_first as next_value,
        lead(members) over largest_first as next_members,
        row_number() over largest_first as place,
        count(*) over (partition by month_date, llm_model, measure) as places,
    from int_tail_points
    where all_members >= least_tail_sample()
    window largest_first as (partition by month_date, llm_model, measure order by point_no)
),

-- A whole number below 6 is no continuous value. Above a bucket a tail starts at its edge, half-way to the next one.
candidates as (
    select
        month_date,
        llm_model,
        measure,
        'floor' as method,
        null::double as cut_share,
        point_no,
        members_to as tail_members,
        value as floor_value,
        log_sum,
    from points
    where members_to >= least_tail_members() and value >= 6
        and place % greatest(1, places // most_tail_floors()) = 0
    union all
    select
        month_date,
        llm_model,
        measure,
        'hill' as method,
        cuts.cut_share,
        point_no,
        members_to as tail_members,
        if(next_members > 1, sqrt(value * next_value), next_value) as floor_value,
        log_sum,
    from points
    inner join (values (0.001), (0.005), (0.01), (0.02), (0.05)) as cuts (cut_share)
        on cuts.cut_share * points.all_members >= 20
        and points.members_above < ceil(cuts.cut_share * points.all_members)
        and points.members_to >= ceil(cuts.cut_share * points.all_members)
    where next_value is not null
),

indexed as (
    select
        *,
        tail_members / nullif(log_sum - tail_members * ln(floor_value), 0) as tail_index,
    from candidates
    -- members that are all the same have no tail
    where log_sum - tail_members * ln(floor_value) > 1e-9 * tail_members
),

distances as (
    select
        indexed.month_date,
        indexed.llm_model,
        indexed.measure,
        indexed.method,
        indexed.cut_share,
        indexed.tail_members,
        indexed.floor_value,
        indexed.tail_index,
        round(max(abs(power(points.value / indexed.floor_value, -indexed.tail_index)
            - points.members_to / indexed.tail_members)), 9) as ks_distance,
    from indexed
    inner join points
        on indexed.month_date = points.month_date
        and indexed.llm_model = points.llm_model
        and indexed.measure = points.measure
        and indexed.point_no >= points.point_no
    group by all
),

fits as (
    select
        month_date,
        llm_model,
        measure,
        arg_min(tail_index, (ks_distance, -tail_members)) filter (method = 'hill') as hill_index,
        arg_min(tail_members, (ks_distance, -tail_members)) filter (method = 'hill') as hill_members,
        any_value(tail_index) filter (method = 'hill' and cut_share = 0.01) as hill_index_1_percent,
        any_value(tail_members) filter (method = 'hill' and cut_share = 0.01) as hill_members_1_percent,
        1 + arg_min(tail_index, (ks_distance, -tail_members)) filter (method = 'floor') as alpha,
        arg_min(floor_value, (ks_distance, -tail_members)) filter (method = 'floor') as floor_value,
        arg_min(tail_members, (ks_distance, -tail_members)) filter (method = 'floor') as tail_members,
        min(ks_distance) filter (method = 'floor') as ks_distance,
    from distances
    group by month_date, llm_model, measure
)

select * from fits
