-- grain: one row per month, model (and all together), measure and point, largest first: one of the 1,000 largest
--        requests or customers, or the rest of a bucket
-- key: month_date, llm_model, measure, point_no
-- units: value of one member in the unit of the measure (Tokens, or 10^-12 USD); square_value of all members in the
--        square of that unit
-- source: int_request_tails_by_day, int_largest_requests_by_day, int_tail_customers
-- why: every statistic of a tail is a sum over members in order of size; the order and the running sums are made once.
--      Below the 1,000 largest the members of a 2 % bucket count as equal. Measures named customer_ have the customers
--      of all models for members, with what they have in the month
-- kept: table by month_date
with int_request_tails_by_day as (
    select * from int_request_tails_by_day
),

int_largest_requests_by_day as (
    select * from int_largest_requests_by_day
),

customers as (
    select *, '(all)' as llm_model from int_tail_customers where side = 'value'
),

buckets as (
    select
        coalesce(llm_model, '(all)') as llm_model,
        measure,
        value_bucket,
        sum(requests) as members,
        sum(value)::double as value,
        fsum(square_sum) as square_value,
        month_of(reporting_date) as month_date,
    from int_request_tails_by_day
    group by grouping sets (
        (llm_model, measure, value_bucket, month_of(reporting_date)), (measure, value_bucket, month_of(reporting_date))
    )
    union all
    select
        llm_model,
        measure,
        cost_bucket_of(value) as value_bucket,
        count(*) as members,
        sum(value)::double as value,
        fsum(value::double * value::double) as square_value,
        month_date,
    from customers
    group by llm_model, measure, cost_bucket_of(value), month_date
),

largest as (
    select
        coalesce(llm_model, '(all)') as llm_model,
        measure,
        unnest(max(value, 1000))::double as value,
        month_of(reporting_date) as month_date,
    from (select * exclude (largest_values), unnest(largest_values) as value from int_largest_requests_by_day)
    group by grouping sets ((llm_model, measure, month_of(reporting_date)), (measure, month_of(reporting_date)))
    union all
    select
        llm_model,
        measure,
        unnest(max(value, 1000))::double as value,
        month_date,
    from customers
    group by llm_model, measure, month_date
),

exact_points as (
    select
        llm_model,
        measure,
        cost_bucket_of(value) as value_bucket,
        count(*) as members,
        sum(value) as value,
        sum(value * value) as square_value,
        value as member_value,
        month_date,
    from largest
    group by llm_model, measure, value, month_date
),

points as (
    select
        llm_model,
        measure,
        members,
        member_value as value,
        square_value,
        month_date,
    from exact_points
    union all
    select
        buckets.llm_model,
        buckets.measure,
        buckets.members - coalesce(sum(exact_points.members), 0) as members,
        (buckets.value - coalesce(sum(exact_points.value), 0))
        / (buckets.members - coalesce(sum(exact_points.members), 0)) as value,
        greatest(0, buckets.square_value - coalesce(sum(exact_points.square_value), 0)) as square_value,
        buckets.month_date,
    from buckets
    left join exact_points
        on buckets.month_date = exact_points.month_date
        and buckets.llm_model = exact_points.llm_model
        and buckets.measure = exact_points.measure
        and buckets.value_bucket = exact_points.value_bucket
    group by
        buckets.llm_model, buckets.measure, buckets.value_bucket, buckets.members, buckets.value, buckets.square_value,
        buckets.month_date
    having buckets.members > coalesce(sum(exact_points.members), 0)
),

ranked as (
    select
        *,
        row_number() over largest_first as point_no,
        (sum(members) over largest_first - members)::bigint as members_above,
        (sum(members) over everyone)::bigint as all_members,
        sum(members * ln(value)) over largest_first as log_sum,
    from points
    window
        everyone as (partition by month_date, llm_model, measure),
        largest_first as (
            partition by month_date, llm_model, measure
            order by value desc, members
            rows between unbounded preceding and current row
        )
)

select * from ranked
