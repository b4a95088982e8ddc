-- grain: one row per month, cost basis and point: one of the 1,000 dearest requests, or the rest of a cost bucket
-- key: month_date, cost_basis, cost_bucket, member_id?
-- units: cost_picousd in 10^-12 USD, of all members of the point together
-- source: int_request_costs_by_day, int_top_requests_by_day
-- why: the spread of millions of requests from some thousand points. The 1,000 dearest are exact; below them the
--      members of a 2 % bucket count as equal, which moves a share by at most 2 % of that bucket's share, Gini by less
--      than 0.005
-- kept: table by month_date
with int_request_costs_by_day as (
    select * from int_request_costs_by_day
),

int_top_requests_by_day as (
    select * from int_top_requests_by_day
),

month_buckets as (
    select
        cost_bucket,
        sum(requests) as members,
        sum(list_cost_picousd) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_request_costs_by_day
    where cost_bucket >= 0
    group by cost_bucket, month_of(reporting_date)
),

top_requests as (
    select
        member_id,
        cost_bucket_of(list_cost_picousd) as cost_bucket,
        list_cost_picousd::hugeint as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_top_requests_by_day
    qualify row_number() over (
        partition by month_of(reporting_date)
        order by list_cost_picousd desc, member_id
    ) <= 1000
),

top_buckets as (
    select
        cost_bucket,
        count(*) as members,
        sum(cost_picousd) as cost_picousd,
        month_date,
    from top_requests
    group by cost_bucket, month_date
),

points as (
    select
        member_id,
        cost_bucket,
        1::hugeint as members,
        cost_picousd,
        month_date,
    from top_requests
    union all
    select
        null as member_id,
        month_buckets.cost_bucket,
        month_buckets.members - coalesce(top_buckets.members, 0) as members,
        month_buckets.cost_picousd - coalesce(top_buckets.cost_picousd, 0) as cost_picousd,
        month_buckets.month_date,
    from month_buckets
    left join top_buckets
        on month_buckets.cost_bucket = top_buckets.cost_bucket
        and month_buckets.month_date = top_buckets.month_date
    where month_buckets.members > coalesce(top_buckets.members, 0)
),

on_bases as (
    select
        member_id,
        'list' as cost_basis,
        cost_bucket,
        members,
        cost_picousd,
        month_date,
    from points
)

select * from on_bases
