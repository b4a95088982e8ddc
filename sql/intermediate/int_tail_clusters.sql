-- grain: one row per month, measure other than tokens, side, sample (0 is the data) and bucket; NULL = all below the
--        largest twentieth of the members
-- key: month_date, measure, side, sample_no, value_bucket?
-- units: value in the unit of the measure or, on side tokens, in Tokens; buckets 10 % wide
-- source: int_customer_tails_by_day, int_tail_customers
-- why: what the months of other customers would look like: a sample counts every customer as often as a Poisson draw
--      says, the same in every measure and on both sides. What is below the largest twentieth cannot reach the largest
--      hundredth
-- kept: build
with buckets as (
    select
        measure,
        side,
        customer_id,
        value_bucket,
        sum(requests) as members,
        sum(value) as value,
        month_of(reporting_date) as month_date,
    from int_customer_tails_by_day
    where measure <> 'tokens'
    group by measure, side, customer_id, value_bucket, month_of(reporting_date)
),

members as (
    select * from buckets
    union all by name
    select
        *,
        cost_bucket_of(value) // 5 as value_bucket,
        1 as members,
    from int_tail_customers
    where measure <> 'customer_tokens'
),

ranked as (
    select
        *,
        sum(members) over largest_first - members as members_above,
        sum(members) over (partition by month_date, measure, side) as all_members,
    from members
    window largest_first as (
        partition by month_date, measure, side
        order by value_bucket desc, customer_id
        rows unbounded preceding
    )
),

-- The largest twentieth by bucket, the rest of a customer in one row.
parts as (
    select
        month_date,
        measure,
        side,
        customer_id,
        if(members_above <= 0.05 * all_members, value_bucket, null) as value_bucket,
        sum(members) as members,
        sum(value) as value,
    from ranked
    group by all
),

draws as (
    select
        month_date,
        customer_id,
        sample_no,
        if(sample_no = 0, 1, poisson_of(1, hash(month_date, customer_id), sample_no))::bigint as draws,
    from (select distinct month_date, customer_id from parts) as customers
    cross join range(bootstrap_samples() + 1) as samples (sample_no)
),

sampled as (
    select
        parts.month_date,
        parts.measure,
        parts.side,
        draws.sample_no,
        parts.value_bucket,
        sum(parts.members * draws.draws) as members,
        sum(parts.value * draws.draws)::double as value,
    from parts
    inner join draws
        on parts.month_date = draws.month_date
        and parts.customer_id = draws.customer_id
    where draws.draws > 0
    group by all
)

select * from sampled
