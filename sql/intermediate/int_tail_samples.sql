-- grain: one row per month, measure, sample and bin, of all models together; sample 0 is the data
-- key: month_date, llm_model, measure, sample_no, bin_no
-- units: bins a twentieth wide in units of the fitted law, bin 0 starts at its floor
-- source: int_tail_points, int_tail_fits
-- why: what months would look like whose tail is the fitted power law. Counts in bins are drawn (Poisson) and not
--      requests, so that the cost does not grow with their number; below the floor the data is drawn from itself
with int_tail_points as (
    select * from int_tail_points
),

int_tail_fits as (
    select * from int_tail_fits
    where llm_model = '(all)' and tail_members is not null
        and measure in ('tokens', 'list_cost', 'resource_cost', 'peak_cost_60s')
),

-- From where e^2 times as many would lie in the tail on; whatever lies below is in the first bin.
binned as (
    select
        fits.month_date,
        fits.llm_model,
        fits.measure,
        any_value(fits.tail_members) as tail_members,
        greatest(-40, floor(20 * (fits.alpha - 1) * ln(points.value / fits.floor_value)))::integer as bin_no,
        sum(points.members) as members,
    from int_tail_fits as fits
    inner join int_tail_points as points
        on fits.month_date = points.month_date
        and fits.llm_model = points.llm_model
        and fits.measure = points.measure
    group by all
),

tails as (
    select
        month_date,
        llm_model,
        measure,
        any_value(tail_members) as tail_members,
        unnest(range(-40, greatest(max(bin_no), ceil(20 * ln(any_value(tail_members)))::integer + 60) + 1))::integer
            as bin_no,
    from binned
    group by month_date, llm_model, measure
),

expected as (
    select
        tails.*,
        coalesce(binned.members, 0) as data_members,
        if(tails.bin_no < 0, coalesce(binned.members, 0),
            tails.tail_members * (exp(-tails.bin_no / 20) - exp(-(tails.bin_no + 1) / 20))) as expected_members,
    from tails
    left join binned
        on tails.month_date = binned.month_date
        and tails.llm_model = binned.llm_model
        and tails.measure = binned.measure
        and tails.bin_no = binned.bin_no
),

samples as (
    select
        month_date,
        llm_model,
        measure,
        bin_no,
        sample_no,
        data_members,
        if(sample_no = 0, data_members, poisson_of(expected_members, hash(month_date, measure, sample_no), bin_no))
            as members,
    from expected
    cross join range(bootstrap_samples() + 1) as samples (sample_no)
)

select * from samples
