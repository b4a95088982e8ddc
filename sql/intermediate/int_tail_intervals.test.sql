-- test: the index and the share of the largest hundredth stand beside those of the tokens of the same members
-- given int_tail_clusters
from (values
    ('value', 60, 20, 20 * exp(300 * ln(1.02) + 0.5)), ('value', null, 1980, 1000.0),
    ('tokens', 40, 20, 20 * exp(200 * ln(1.02) + 0.25)), ('tokens', null, 1980, 1000.0)
) as given (side, value_bucket, members, value)
cross join (values (date '2026-01-01', 'list_cost')) as same (month_date, measure)
cross join range(3) as samples (sample_no)
-- expect
select
    'list_cost' as measure,
    0.25::double as tail_weight_over_tokens,
    0.25::double as tail_weight_over_tokens_low,
    round(1 - 1000 / (1000 + 20 * exp(300 * ln(1.02) + 0.5)) - (1 - 1000 / (1000 + 20 * exp(200 * ln(1.02) + 0.25))), 9)
        as top_share_over_tokens_high,
