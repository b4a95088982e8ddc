-- test: which family fits, from what refuses what
-- given int_tail_risks
from (values
    ('few', null, null, false, false, null, null), ('straight', 2.5, 0.5, false, false, 0.0, 0.0),
    ('refused', 2.5, 0.1, false, false, 0.0, 0.0), ('lognormal', 2.5, 0.0, true, false, -9.0, -1.0),
    ('truncated', 2.5, 0.0, true, true, -5.0, -9.0), ('either', 2.5, 0.0, true, true, -8.0, -9.0)
) as given (
    llm_model, alpha, bootstrap_p, is_lognormal_better, is_truncated_better, lognormal_log_ratio, truncated_log_ratio)
cross join (values (date '2026-01-01', 'tokens')) as same (month_date, measure)
-- expect
from (values
    ('few', null), ('straight', 'power_law'), ('refused', 'none'), ('lognormal', 'lognormal'),
    ('truncated', 'truncated_power_law'), ('either', 'lognormal_or_truncated')
) as expected (llm_model, tail_family)

-- test: picodollars become USD, and fatter means heavier beyond the errors and a greater share at the top
-- given int_tail_risks
from (values ('yes', 0.2, 0.1), ('noise', 0.19, 0.1), ('lighter top', 0.2, -0.1)) as given (
    llm_model, tail_weight_over_tokens, top_share_over_tokens)
cross join (values (date '2026-01-01', 'list_cost', 2.5e12, 0.1)) as same (
    month_date, measure, mean_value, difference_error)
-- expect
from (values ('yes', 'USD', 2.5, true), ('noise', 'USD', 2.5, false), ('lighter top', 'USD', 2.5, false)) as expected (
    llm_model, unit, mean_value, is_fatter_than_tokens)

-- test: of all models together fatter means so whoever the customers had been
-- given int_tail_risks
from (values
    ('resource_cost', 0.1, 0.01), ('peak_cost_60s', 0.1, -0.01), ('customer_list_cost', null, 0.1)
) as given (measure, tail_weight_over_tokens_low, top_share_over_tokens_low)
cross join (values (date '2026-01-01', '(all)', 0.2, 0.1)) as same (
    month_date, llm_model, tail_weight_over_tokens, top_share_over_tokens)
-- expect
from (values
    ('resource_cost', 'modelled', true), ('peak_cost_60s', 'allocated', false), ('customer_list_cost', 'modelled', null)
) as expected (measure, cost_evidence, is_fatter_than_tokens)
