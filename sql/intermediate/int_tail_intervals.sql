-- grain: one row per month and measure other than tokens, of requests and of customers, of all models together
-- key: month_date, measure
-- units: tail weights (1 / index) and shares of the largest 1 %, each less that of the tokens; ends of 95 % intervals
-- source: int_tail_clusters
-- why: a cost is fatter-tailed than the tokens of the same requests only if it is so whoever the customers had been.
--      Where the tail index is below 2, the interval of the share is too narrow: such a share never settles
-- kept: build
with int_tail_clusters as (
    select * from int_tail_clusters
),

placed as (
    select
        *,
        sum(members) over everyone as all_members,
        sum(value) over everyone as all_value,
        sum(members) over largest_first - members as members_above,
    from int_tail_clusters
    window
        everyone as (partition by month_date, measure, side, sample_no),
        largest_first as (
            partition by month_date, measure, side, sample_no
            order by value_bucket desc nulls last
            rows unbounded preceding
        )
),

-- A tail starts at the lower edge of the bucket that the 1 % cut lies in.
tails as (
    select
        month_date,
        measure,
        side,
        sample_no,
        sum(value * (members_within(members, members_above, 0.01 * all_members) / members))
            / any_value(all_value) as top_share,
        case
            when any_value(all_members) >= 2000 then
                sum(members * ln(value / members)) / sum(members) - min(5 * value_bucket * ln(1.02))
        end as tail_weight,
    from placed
    where value_bucket is not null and members_above < 0.01 * all_members
    group by month_date, measure, side, sample_no
),

differences as (
    select
        costs.month_date,
        costs.measure,
        costs.sample_no,
        round(costs.tail_weight - tokens.tail_weight, 6) as tail_weight,
        round(costs.top_share - tokens.top_share, 9) as top_share,
    from tails as costs
    inner join tails as tokens
        on costs.month_date = tokens.month_date
        and costs.measure = tokens.measure
        and costs.sample_no = tokens.sample_no
    where costs.side = 'value' and tokens.side = 'tokens'
),

intervals as (
    select
        month_date,
        measure,
        any_value(tail_weight) filter (sample_no = 0) as tail_weight_over_tokens,
        quantile_cont(tail_weight, 0.025) filter (sample_no > 0) as tail_weight_over_tokens_low,
        quantile_cont(tail_weight, 0.975) filter (sample_no > 0) as tail_weight_over_tokens_high,
        any_value(top_share) filter (sample_no = 0) as top_share_over_tokens,
        quantile_cont(top_share, 0.025) filter (sample_no > 0) as top_share_over_tokens_low,
        quantile_cont(top_share, 0.975) filter (sample_no > 0) as top_share_over_tokens_high,
    from differences
    group by month_date, measure
)

select * from intervals
