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

-- Where bins are empty the law alone falls, so it is furthest from the data at an end of such a stretch.
ends as (
    select
        *,
        bin_no % 8 = 0 or row_number() over from_above = 1 as is_coarse,
    from sums
    window from_above as (partition by month_date, llm_model, measure, sample_no order by bin_no desc)
    qualify members_to is distinct from lag(members_to) over from_above
        or members_to is distinct from lead(members_to) over from_above
),

-- A floor lies at least as far from its law as in some of its bins.
bounds as (
    select
        floors.*,
        max(binned_distance_of(floors.steepness, floors.bin_no, floors.members_to, ends.bin_no, ends.members_to))
            as least_distance,
    from floors
    inner join ends using (month_date, llm_model, measure, sample_no)
    where ends.is_coarse and ends.bin_no >= floors.bin_no
    group by all
),

-- The best floor lies no further than any one does: no other is near that is further away in some of its bins already.
enough as (
    select
        month_date,
        llm_model,
        measure,
        sample_no,
        max(binned_distance_of(likely.steepness, likely.bin_no, likely.members_to, ends.bin_no, ends.members_to))
            as distance,
    from (
        select * from bounds
        qualify row_number() over (
            partition by month_date, llm_model, measure, sample_no order by least_distance, bin_no) = 1
    ) as likely
    inner join ends using (month_date, llm_model, measure, sample_no)
    where ends.bin_no >= likely.bin_no
    group by all
),

nearest as (
    select
        month_date,
        llm_model,
        measure,
        sample_no,
        min(ks_distance) as ks_distance,
    from (
        select
            near.month_date,
            near.llm_model,
            near.measure,
            near.sample_no,
            max(binned_distance_of(near.steepness, near.bin_no, near.members_to, ends.bin_no, ends.members_to))
                as ks_distance,
        from bounds as near
        inner join enough using (month_date, llm_model, measure, sample_no)
        inner join ends using (month_date, llm_model, measure, sample_no)
        where near.least_distance <= enough.distance and ends.bin_no >= near.bin_no
        group by near.month_date, near.llm_model, near.measure, near.sample_no, near.bin_no
    )
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
