-- test: cost stands beside the tokens of the same month and model, and a tail without fit keeps its row
-- given int_tail_summaries
from (values ('m', 'tokens', 0.25), ('m', 'list_cost', 0.5), ('n', 'tokens', 0.1)) as given (
    llm_model, measure, top_1_percent_share)
cross join (values (date '2026-01-01')) as same (month_date)
-- given int_tail_fits
from (values ('tokens', 4.0), ('list_cost', 2.0)) as given (measure, hill_index_1_percent)
cross join (values (date '2026-01-01', 'm', 100)) as same (month_date, llm_model, hill_members_1_percent)
-- given int_tail_families
from (values ('lognormal', true), ('truncated_power_law', false)) as given (family, is_better)
cross join (values (date '2026-01-01', 'm', 'tokens')) as same (month_date, llm_model, measure)
-- expect
from (values
    ('m', 'tokens', null, null, true, false), ('m', 'list_cost', 0.25, 0.25, null, null),
    ('n', 'tokens', null, null, null, null)
) as expected (
    llm_model, measure, tail_weight_over_tokens, top_share_over_tokens, is_lognormal_better, is_truncated_better)
