-- test: the added cost is that of the added tokens, at the prices and volume of the days after
-- given int_reasoning_shifts
from (values ('median_tokens', 'gpt', 'search', 'spike', 7.0)) as given (measure, llm_model, feature, rule, score)
select
    *,
    'openai' as provider,
    date '2026-01-05' as before_date,
    date '2026-02-02' as start_date,
    date '2026-03-02' as end_date,
    date '2026-02-03' as detected_date,
-- given int_reasoning_by_day
from (values
    (200, 1000, 500000, 400000, 900000000000, 3000000000000, date '2026-02-01'),
    (200, 2000, 3000000, 800000, 90000000000000, 100000000000000, date '2026-02-02'),
    (200, 2000, 3000000, 800000, 90000000000000, 100000000000000, date '2026-02-03')) as given (
    reasoning_bucket, requests, reasoning_tokens, visible_output_tokens, reasoning_cost_picousd, list_cost_picousd,
    event_date
)
select *, 'openai' as provider, 'gpt' as llm_model, 'search' as feature,
-- given int_reasoning_causes
from (values ('effort', 0.9, true), ('model_version', 0.3, true), ('mix', 0.1, false)) as given (
    attribute, moved_share, is_candidate
)
select *, 'median_tokens' as measure, 'openai' as provider, 'gpt' as llm_model, 'search' as feature,
    date '2026-02-02' as start_date,
-- expect
from (values (
    'search', 'effort, model_version', 'modelled', 1000, 4000, 1.25, 3.75, 3.0, 500.0, 1500.0, 0.98, 0.9,
    60::decimal(38, 12), 100::decimal(38, 12), true, true
)) as expected (
    feature, cause_candidates, cost_evidence, requests_before, requests_after, ratio_before, ratio_after, size,
    tokens_per_request_before, tokens_per_request_after, confidence_share, effort_share, cost_per_day_usd,
    series_cost_per_day_usd, is_visible_in_logs, is_alarm
)

-- test: a shift that only the invoice shows costs what is billed beyond the logs; $6 a day raise no alarm
-- given int_reasoning_shifts
from (values ('billed_per_logged', 'gemini', '(all)', 'spike', 20.0)) as given (
    measure, llm_model, feature, rule, score
)
select
    *,
    'google' as provider,
    date '2026-01-05' as before_date,
    date '2026-02-02' as start_date,
    date '2026-03-02' as end_date,
-- given int_hidden_output_by_day
from (values
    (1000, 1.0, 3000000000000, date '2026-02-01'),
    (1000, 4.0, 8000000000000, date '2026-02-02')) as given (
    logged_output_tokens, billed_per_logged, charged_picousd, event_date
)
select *, 'google' as provider, 'gemini' as llm_model,
-- given int_reasoning_by_day
from (values
    ('search', 10, 1000, date '2026-02-01'),
    ('search', 6, 500, date '2026-02-02'),
    ('chat', 4, 500, date '2026-02-02')) as given (feature, requests, visible_output_tokens, event_date)
select *, 'google' as provider, 'gemini' as llm_model, -3 as reasoning_bucket,
-- expect
from (values ('measured', 10, 1.0, 4.0, 4.0, 0.0, 300.0, 6::decimal(38, 12), false, false)) as expected (
    cost_evidence, requests_after, ratio_before, ratio_after, size, tokens_per_request_before,
    tokens_per_request_after, cost_per_day_usd, is_visible_in_logs, is_alarm
)
