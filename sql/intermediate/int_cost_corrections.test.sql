-- test: calls are corrected by each price known after they were told, times the rules of their offer
-- given int_usage_tellings
from (values (2, 100, 100), (5, 10, 10), (7, 1, 1)) as given (told_commit_no, quantity, cost_picousd)
select
    *,
    'openai' as provider,
    'm' as llm_model,
    'standard' as service_tier,
    true as is_batch,
    'global' as region_class,
    'uncached_input' as meter,
    0 as prompt_tokens_from,
    date '2026-03-01' as event_date,
    timestamptz '2026-03-01 07:00:00+00' as hour_at,
-- given int_offer_prices
select
    'openai' as provider,
    'm' as llm_model,
    'standard' as service_tier,
    true as is_batch,
    'global' as region_class,
    'uncached_input' as meter,
    0 as prompt_tokens_from,
    'standard' as base_service_tier,
    false as base_is_batch,
    'global' as base_region_class,
    1 as numerator,
    2 as denominator,
    false as is_fee,
    timestamptz '2026-01-01 00:00:00+00' as valid_from,
    'infinity'::timestamptz as valid_to,
-- given int_price_corrections
from (values (2, 3, 8, date '2026-01-01'), (3, 7, 6, date '2026-01-01'), (7, 9, 2, date '2026-01-01'),
    (3, 9, 50, date '2026-03-02')) as given (
    told_from_commit_no, told_to_commit_no, price_picousd_per_unit, valid_from
)
select
    *,
    'openai' as provider,
    'm' as llm_model,
    'standard' as service_tier,
    false as is_batch,
    'global' as region_class,
    'uncached_input' as meter,
    0 as prompt_tokens_from,
    'infinity'::timestamptz as valid_to,
-- expect
from (values (2, 3, -100), (2, 7, -200), (5, 7, -20)) as expected (
    told_commit_no, corrected_commit_no, difference_picousd
)

-- test: a price that came after the calls were told is all of their cost
-- given int_usage_tellings
select
    'exa' as provider,
    'm' as llm_model,
    'standard' as service_tier,
    false as is_batch,
    'global' as region_class,
    'web_search' as meter,
    200001 as prompt_tokens_from,
    2 as told_commit_no,
    4 as quantity,
    40 as cost_picousd,
    date '2026-03-01' as event_date,
    timestamptz '2026-03-01 07:00:00+00' as hour_at,
-- given int_offer_prices
select
    'exa' as provider,
    'm' as llm_model,
    'standard' as service_tier,
    false as is_batch,
    'global' as region_class,
    'web_search' as meter,
    0 as prompt_tokens_from,
    'priority' as base_service_tier,
    1 as numerator,
    1 as denominator,
    true as is_fee,
    timestamptz '2026-01-01 00:00:00+00' as valid_from,
    'infinity'::timestamptz as valid_to,
-- given int_price_corrections
select
    'exa' as provider,
    'm' as llm_model,
    'standard' as service_tier,
    'web_search' as meter,
    0 as prompt_tokens_from,
    10 as price_picousd_per_unit,
    5 as told_from_commit_no,
    9 as told_to_commit_no,
    timestamptz '2026-01-01 00:00:00+00' as valid_from,
    'infinity'::timestamptz as valid_to,
-- expect
select
    2 as told_commit_no,
    5 as corrected_commit_no,
    40 as difference_picousd,
