-- grain: one row per month, dimension and cost basis
-- key: month_date, dimension, cost_basis
-- units: members; _picousd in 10^-12 USD
-- source: int_member_costs_by_month, int_request_costs_by_day, int_costs_by_day
-- why: who is not on the Lorenz curve must be visible beside it: members without cost, with credits, without a price,
--      and the cost that no member can be named for
-- kept: table by month_date
with int_member_costs_by_month as (
    select * from int_member_costs_by_month
),

int_request_costs_by_day as (
    select * from int_request_costs_by_day
),

int_costs_by_day as (
    select * from int_costs_by_day
),

named_members as (
    select
        dimension,
        cost_basis,
        count(*) filter (member_id <> '(unattributed)' and cost_picousd > 0) as members,
        count(*) filter (member_id <> '(unattributed)' and cost_picousd = 0) as zero_cost_members,
        count(*) filter (member_id <> '(unattributed)' and cost_picousd < 0) as negative_cost_members,
        count(*) filter (member_id <> '(unattributed)' and cost_picousd is null) as unpriced_members,
        coalesce(sum(cost_picousd) filter (member_id <> '(unattributed)' and cost_picousd > 0), 0) as cost_picousd,
        coalesce(sum(cost_picousd) filter (member_id <> '(unattributed)' and cost_picousd < 0), 0)
            as negative_cost_picousd,
        coalesce(sum(cost_picousd) filter (member_id = '(unattributed)'), 0) as unattributed_cost_picousd,
        month_date,
    from int_member_costs_by_month
    group by dimension, cost_basis, month_date
),

unpriced_requests as (
    select
        sum(unpriced_requests) as unpriced_members,
        month_of(reporting_date) as month_date,
    from int_costs_by_day
    group by month_of(reporting_date)
),

priced_requests as (
    select
        coalesce(sum(requests) filter (cost_bucket >= 0), 0) as members,
        coalesce(sum(requests) filter (cost_bucket = -1), 0) as zero_cost_members,
        coalesce(sum(requests) filter (cost_bucket = -2), 0) as negative_cost_members,
        coalesce(sum(list_cost_picousd) filter (cost_bucket >= 0), 0) as cost_picousd,
        coalesce(sum(list_cost_picousd) filter (cost_bucket = -2), 0) as negative_cost_picousd,
        month_of(reporting_date) as month_date,
    from int_request_costs_by_day
    group by month_of(reporting_date)
),

request_members as (
    select
        'request' as dimension,
        'list' as cost_basis,
        coalesce(priced_requests.members, 0) as members,
        coalesce(priced_requests.zero_cost_members, 0) as zero_cost_members,
        coalesce(priced_requests.negative_cost_members, 0) as negative_cost_members,
        unpriced_requests.unpriced_members,
        coalesce(priced_requests.cost_picousd, 0) as cost_picousd,
        coalesce(priced_requests.negative_cost_picousd, 0) as negative_cost_picousd,
        0 as unattributed_cost_picousd,
        unpriced_requests.month_date,
    from unpriced_requests
    left join priced_requests
        on unpriced_requests.month_date = priced_requests.month_date
),

totals as (
    select * from named_members
    union all by name
    select * from request_members
)

select * from totals
