-- test: the share of samples that lie further from their law than the data is p
-- given int_tail_samples
select
    date '2026-01-01' as month_date,
    '(all)' as llm_model,
    'tokens' as measure,
    sample_no,
    bin_no,
    -- the data falls by a factor of e^-0.1 from bin to bin; two samples have a hump, one falls alike
    round(1e6 * exp(-bin_no / 10) * if(sample_no in (1, 2) and bin_no = 15, 2, 1)) as members,
from range(4) as samples (sample_no)
cross join range(0, 60) as bins (bin_no)
-- expect
from (values ('(all)', 1.0, 3)) as expected (llm_model, bootstrap_p, bootstrap_samples)
