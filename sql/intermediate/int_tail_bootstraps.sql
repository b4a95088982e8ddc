-- grain: one row per month and measure, of all models together
-- key: month_date, llm_model, measure
-- units: bootstrap_p from 0 to 1
-- source: int_tail_samples
-- why: even the nearest power law may be a bad one. Each sample is fitted with a floor of its own; the share of them
--      that lie further from their law than the data from theirs is p, at 0.1 and below the power law is refused. The
--      data's floor is the best of all: samples that may choose among few floors lie too far, and p is too high
-- kept: build
with int_tail_samples as (
    select * from int_tail_samples
),

sums as (
    select
        *,
        sum(members) over from_above as members_to,
        sum(members * (bin_no + 0.5) / 20) over from_above as excess_sum,
    from int_tail_samples
    window from_above as (
        partition by month_date, llm_model, measure, sample_no
        order by bin_no desc
        rows between unbounded preceding and current row
    )
),

-- Above its floor a binned law falls by the same factor from bin to bin.
floors as (
    select
        *,
        -- the guard is for the planner, which may compute this before it leaves rows out
        ln(1 + 0.05 / greatest(excess_sum / members_to - (bin_no + 0.5) / 20, 1e-9)) / 0.05 as steepness,
    from sums
    where members_to >= least_tail_members() and excess_sum / members_to > (bin_no + 0.5) / 20
),

distances as (
    select
        floors.month_date,
        floors.llm_model,
        floors.measure,
        floors.sample_no,
        max(abs(exp(-floors.steepness * (sums.bin_no - floors.bin_no) / 20) - sums.members_to / floors.members_to))
            as ks_distance,
    from floors
    inner join sums
        on floors.month_date = sums.month_date
        and floors.llm_model = sums.llm_model
        and floors.measure = sums.measure
        and floors.sample_no = sums.sample_no
        and floors.bin_no <= sums.bin_no
    group by floors.month_date, floors.llm_model, floors.measure, floors.sample_no, floors.bin_no
),

nearest as (
    select
        month_date,
        llm_model,
        measure,
        sample_no,
        min(ks_distance) as ks_distance,
    from distances
    group by month_date, llm_model, measure, sample_no
),

bootstraps as (
    select
        month_date,
        llm_model,
        measure,
        avg((ks_distance >= data_distance)::integer) filter (sample_no > 0) as bootstrap_p,
        count(*) filter (sample_no > 0) as bootstrap_samples,
    from (
        select
            *,
            max(ks_distance) filter (sample_no = 0) over (partition by month_date, llm_model, measure) as data_distance,
        from nearest
    )
    group by month_date, llm_model, measure
)

select * from bootstraps
