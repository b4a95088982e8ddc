-- test: the model that answered is resolved, else the one asked for; what the book lacks keeps its own name
-- given int_requests_attributed
from (values
    ('r1', 'openai', 'gpt-5.4', 'gpt-5.4-2026-03-05'), ('r2', 'openai', 'gpt-5.4', null),
    ('r3', 'openai', 'gpt-5.4', ''), ('r4', 'openai', 'gpt-5.4', 'gpt-5.4-2027-01-01'),
    ('r5', 'azure', 'gpt-5.4', null), ('r6', 'openai', null, null)
) as given (dedupe_key, provider, request_llm_model, response_llm_model)
    cross join (values (timestamptz '2026-04-01 00:00:00+00')) as times (started_at)
-- given int_llm_model_names
from (values ('gpt-5.4'), ('gpt-5.4-2026-03-05')) as given (llm_model_name)
    cross join (values (
        'openai', 'gpt-5.4', timestamptz '-infinity', timestamptz 'infinity', timestamptz '2026-03-05 00:00:00+00',
        timestamptz 'infinity'
    )) as models (provider, llm_model, name_valid_from, name_valid_to, price_valid_from, price_valid_to)
-- expect
from (values
    ('r1', 'gpt-5.4', 'gpt-5.4', true), ('r2', 'gpt-5.4', 'gpt-5.4', true), ('r3', 'gpt-5.4', 'gpt-5.4', true),
    ('r4', null, 'gpt-5.4-2027-01-01', null), ('r5', null, 'gpt-5.4', null), ('r6', null, null, null)
) as expected (dedupe_key, book_llm_model, llm_model, is_price_in_force)

-- test: T13 the prompt is all input meters, cache reads and writes included, and unknown where none is reported
-- given int_requests_attributed
from (values
    ('r1', 10000, 240000, 1, 2, 3, 4, 5, 900), ('r2', 7, null, null, null, null, null, null, 900),
    ('r3', 0, null, null, null, null, null, null, 900), ('r4', null, null, null, null, null, null, null, 900)
) as given (
    dedupe_key, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    cache_write_unknown_ttl_tokens, input_audio_tokens, image_tokens, visible_output_tokens)
-- expect
from (values ('r1', 250015), ('r2', 7), ('r3', 0), ('r4', null)) as expected (dedupe_key, prompt_tokens)

-- test: a missing tier is taken as standard and flagged; Vertex AI has one class for all endpoints but the global one
-- given int_requests_attributed
from (values
    ('r1', 'openai', null, null), ('r2', 'openai', 'flex', 'eu'), ('r3', 'google-vertex', 'standard', 'us-central1'),
    ('r4', 'google-vertex', 'standard', 'global'), ('r5', 'anthropic', 'standard', 'not_available')
) as given (dedupe_key, provider, service_tier, region)
-- expect
from (values
    ('r1', 'standard', true, 'global'), ('r2', 'flex', false, 'eu'), ('r3', 'standard', false, 'regional'),
    ('r4', 'standard', false, 'global'), ('r5', 'standard', false, 'global')
) as expected (dedupe_key, priced_service_tier, is_service_tier_assumed, region_class)

-- test: where the clock decides the tier, the start of the call counts, on working days of the provider's country
-- given int_requests_attributed
from (values
    ('flat', 'deepseek', timestamptz '2026-08-16 15:59:59.999999+00'),
    ('sunday', 'deepseek', timestamptz '2026-08-16 16:00:00+00'),
    ('before peak', 'deepseek', timestamptz '2026-08-17 00:59:59.999999+00'),
    ('peak', 'deepseek', timestamptz '2026-08-17 01:00:00+00'),
    ('noon break', 'deepseek', timestamptz '2026-08-17 04:00:00+00'),
    ('peak again', 'deepseek', timestamptz '2026-08-17 09:59:59+00'),
    ('after peak', 'deepseek', timestamptz '2026-08-17 10:00:00+00'),
    ('holiday', 'deepseek', timestamptz '2026-10-01 02:00:00+00'),
    ('next year', 'deepseek', timestamptz '2027-03-01 02:00:00+00'),
    ('next year at night', 'deepseek', timestamptz '2027-03-01 20:00:00+00'),
    ('someone else', 'openai', timestamptz '2026-08-17 01:00:00+00')
) as given (dedupe_key, provider, started_at)
-- given int_price_clocks
select
    'deepseek' as provider,
    list({
        'service_tier': 'peak', 'other_tier': 'off-peak', 'weekdays': [1, 2, 3, 4, 5], 'from_minute': from_minute,
        'to_minute': to_minute, 'holiday_dates': [date '2026-09-25', date '2026-10-01'],
        'valid_from': timestamptz '2026-08-16 16:00:00+00', 'valid_to': timestamptz 'infinity'
    }) as windows,
from (values (60, 240), (360, 600)) as hours (from_minute, to_minute)
-- expect
from (values
    ('flat', 'standard'), ('sunday', 'off-peak'), ('before peak', 'off-peak'), ('peak', 'peak'),
    ('noon break', 'off-peak'), ('peak again', 'peak'), ('after peak', 'off-peak'), ('holiday', 'off-peak'),
    ('next year', 'peak or holiday'), ('next year at night', 'off-peak'), ('someone else', 'standard')
) as expected (dedupe_key, priced_service_tier)

-- test: a window over midnight holds on both sides of it, and without a calendar on every weekday it names
-- given int_requests_attributed
from (values
    ('evening', timestamptz '2025-03-03 16:30:00+00'),
    ('after midnight', timestamptz '2025-03-04 00:29:59+00'),
    ('day', timestamptz '2025-03-04 00:30:00+00'),
    ('too late', timestamptz '2025-09-05 20:00:00+00')
) as given (dedupe_key, started_at)
cross join (values ('night')) as same (provider)
-- given int_price_clocks
select
    'night' as provider,
    [{
        'service_tier': 'off-peak', 'other_tier': 'standard', 'weekdays': [1, 2, 3, 4, 5, 6, 7], 'from_minute': 990,
        'to_minute': 30, 'holiday_dates': null::date[], 'valid_from': timestamptz '2025-02-26 00:00:00+00',
        'valid_to': timestamptz '2025-09-05 00:00:00+00'
    }] as windows,
-- expect
from (values ('evening', 'off-peak'), ('after midnight', 'off-peak'), ('day', 'standard'), ('too late', 'standard'))
    as expected (dedupe_key, priced_service_tier)

-- test: T35 a refused call has no meters; one that answered, timed out or was given up keeps them
-- given int_requests_attributed
from (values
    ('limited', 429, null, false, 1000, 0),
    ('error', null, 'RateLimitError', false, 1000, null),
    ('broken off', 500, null, false, 1000, 5),
    ('late', 408, null, false, 1000, 0),
    ('later', null, 'APITimeoutError', false, 1000, null),
    ('given up', 499, 'cancelled', true, 1000, 0),
    ('unknown', 429, null, false, null, null),
    ('answered', 200, null, false, 1000, 0)) as given (
    dedupe_key, status_code, error_type, is_cancelled, uncached_input_tokens, visible_output_tokens
)
-- expect
from (values
    ('limited', 0, 0),
    ('error', 0, 0),
    ('broken off', 1000, 1000),
    ('late', 1000, 1000),
    ('later', 1000, 1000),
    ('given up', 1000, 1000),
    ('unknown', null, null),
    ('answered', 1000, 1000)) as expected (dedupe_key, uncached_input_tokens, prompt_tokens)
