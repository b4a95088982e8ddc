-- test: at 1.25, 2 and 0.1 of the input price one read pays a 5-minute write off and two pay a 1-hour write off
-- given int_cache_economics_by_day
from (values
    ('5m', 100, 125, 10),
    ('1h', 100, 200, 10),
    ('automatic', 100, 100, 50),
    ('(not reported)', null, null, null)) as given (ttl, at_input_picousd, at_write_picousd, at_read_picousd)
-- expect
from (values
    ('5m', 25 / 90, 1, 25 / 115),
    ('1h', 100 / 90, 2, 100 / 190),
    ('automatic', 0, 0, 0),
    ('(not reported)', null, null, null)) as expected (
    ttl, break_even_reads, break_even_whole_reads, break_even_hit_share
)

-- test: the break-even is 2 and 8 reads only at multipliers that nobody sells, and exactly 1 read is 1
-- given int_cache_economics_by_day
from (values
    ('1.9 and 0.1', 100, 190, 10),
    ('2 and 0.5', 100, 200, 50),
    ('1.25 and 0.875', 1000, 1250, 875),
    ('2 and 0.875', 1000, 2000, 875),
    ('reads cost as input', 100, 125, 100)) as given (customer_id, at_input_picousd, at_write_picousd, at_read_picousd)
-- expect
from (values
    ('1.9 and 0.1', 1.0::double, 1),
    ('2 and 0.5', 2.0, 2),
    ('1.25 and 0.875', 2.0, 2),
    ('2 and 0.875', 8.0, 8),
    ('reads cost as input', null, null)) as expected (customer_id, break_even_reads, break_even_whole_reads)

-- test: a cache whose writes nobody reads loses the premium
-- given int_cache_economics_by_day
from (values
    ('acme', '5m', 2, 0, 300, 0, 75, null, 0, 300),
    ('beta', '5m', 1, 3, 100, 300, 25, 270, 300, 400),
    ('beta', 'automatic', 0, 1, 0, 600, null, 300, 600, 600)) as given (
    customer_id, ttl, writes, reads, write_tokens, read_tokens, premium_picousd, saving_picousd, read_at_input_picousd,
    all_at_input_picousd
)
select
    *,
    'p' as provider,
    'm' as llm_model,
    date '2026-01-05' as event_date,
    date '2026-01-05' as reporting_date,
-- given int_costs_by_day
select
    'beta' as customer_id,
    'p' as provider,
    'm' as llm_model,
    900 as cache_read_tokens,
    100 as cache_write_5m_tokens,
    200 as uncached_input_tokens,
    date '2026-01-05' as event_date,
    date '2026-01-05' as reporting_date,
-- expect
from (values
    ('acme', '5m', usd(-75), 0.0::double, 0.0::double, null),
    ('beta', '5m', usd(245), 0.75, 0.75, 0.75),
    ('beta', 'automatic', usd(300), null, null, 0.75)) as expected (
    customer_id, ttl, net_saving_usd, hit_token_share, hit_dollar_share, prompt_hit_token_share
)
