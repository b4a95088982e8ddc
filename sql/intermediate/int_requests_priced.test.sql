-- test: T1 the cost of a call is the sum of its meters, 0.054399 USD
-- given int_requests_contracted
from (values ('r1', 3, 9000000, 46140000000, 8250000000)) as given (
    dedupe_key, uncached_input_tokens, uncached_input_cost_picousd, cache_write_5m_cost_picousd,
    visible_output_cost_picousd)
    cross join (values (0, 0, 0, 0, 0, 0, 0, 0, 0)) as others (
        cache_read_cost_picousd, cache_write_1h_cost_picousd, cache_write_unknown_ttl_cost_picousd,
        reasoning_cost_picousd, input_audio_cost_picousd, output_audio_cost_picousd, image_cost_picousd,
        web_search_cost_picousd, tool_call_cost_picousd)
    cross join (values ('m', 'm', true, true, false)) as lists (
        llm_model_name, book_llm_model, is_price_in_force, has_price_list, is_out_of_range)
-- expect
from (values ('r1', 54399000000, 54399000000, 54399000000, true, null)) as expected (
    dedupe_key, list_cost_picousd, list_cost_lower_picousd, list_cost_upper_picousd, is_priced, unpriced_reason)

-- test: T9 an unknown cache lifetime gives an interval and no cost: 344,139 tokens at 6.25 to 10 USD per million
-- given int_requests_contracted
from (values
    ('r1', 344139, null, 1000, 6250000, 10000000), ('r2', 344139, null, 1000, null, null),
    ('r3', 344139, 3441390000000, 1000, 6250000, 10000000)
) as given (
    dedupe_key, cache_write_unknown_ttl_tokens, cache_write_unknown_ttl_cost_picousd, visible_output_cost_picousd,
    cheapest_write_picousd, dearest_write_picousd)
    cross join (values (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) as others (
        uncached_input_cost_picousd, cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
        reasoning_cost_picousd, input_audio_cost_picousd, output_audio_cost_picousd, image_cost_picousd,
        web_search_cost_picousd, tool_call_cost_picousd)
    cross join (values ('m', 'm', true, true, false)) as lists (
        llm_model_name, book_llm_model, is_price_in_force, has_price_list, is_out_of_range)
-- expect
from (values
    ('r1', null, 2150868751000, 3441390001000, 'unknown_cache_ttl'), ('r2', null, null, null, 'unknown_cache_ttl'),
    ('r3', 3441390001000, 3441390001000, 3441390001000, null)
) as expected (
    dedupe_key, list_cost_picousd, list_cost_lower_picousd, list_cost_upper_picousd, unpriced_reason)

-- test: T39 every way to lack a price has its own reason, and none costs 0
-- given int_requests_contracted
from (values
    ('r1', null, null, null, false, 5), ('r2', 'new-model', null, null, false, 5), ('r3', 'm', 'm', false, false, 5),
    ('r4', 'm', 'm', true, false, 5), ('r5', 'm', 'm', true, true, 5)
) as given (
    dedupe_key, llm_model_name, book_llm_model, is_price_in_force, has_price_list, reasoning_tokens)
    cross join (values (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false)) as others (
        uncached_input_cost_picousd, cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
        cache_write_unknown_ttl_cost_picousd, visible_output_cost_picousd, input_audio_cost_picousd,
        output_audio_cost_picousd, image_cost_picousd, web_search_cost_picousd, tool_call_cost_picousd,
        is_out_of_range)
-- expect
from (values
    ('r1', 'no_model', null, false), ('r2', 'unknown_model', null, false), ('r3', 'no_price_in_force', null, false),
    ('r4', 'unknown_tier', null, false), ('r5', 'missing_meter_price', null, false)
) as expected (dedupe_key, unpriced_reason, list_cost_picousd, is_priced)

-- test: no counter at all is unknown usage, unless the provider refused the call; an explicit zero costs 0
-- given int_requests_contracted
from (values
    ('r1', null, null, 200), ('r2', null, null, null), ('r3', null, 'rate_limit', 429), ('r4', null, null, 529),
    ('r5', 0, null, 200)
) as given (dedupe_key, visible_output_tokens, error_type, status_code)
    cross join (values ('m', 'm', true, true, false)) as lists (
        llm_model_name, book_llm_model, is_price_in_force, has_price_list, is_out_of_range)
    cross join (values (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) as costs (
    uncached_input_cost_picousd, cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
    cache_write_unknown_ttl_cost_picousd, visible_output_cost_picousd, reasoning_cost_picousd,
    input_audio_cost_picousd, output_audio_cost_picousd, image_cost_picousd, web_search_cost_picousd,
    tool_call_cost_picousd)
-- expect
from (values
    ('r1', 'no_usage', null), ('r2', 'no_usage', null), ('r3', null, 0), ('r4', null, 0), ('r5', null, 0)
) as expected (dedupe_key, unpriced_reason, list_cost_picousd)

-- test: T45 one token at 1e-6 USD survives, and the sum of the rows is the row of the sums
-- given int_requests_contracted
select
    'r' || number as dedupe_key, 1 as uncached_input_tokens, 1000000 + number as uncached_input_cost_picousd,
    0 as cache_read_cost_picousd, 0 as cache_write_5m_cost_picousd, 0 as cache_write_1h_cost_picousd,
    0 as cache_write_unknown_ttl_cost_picousd, 0 as visible_output_cost_picousd, 0 as reasoning_cost_picousd,
    0 as input_audio_cost_picousd, 0 as output_audio_cost_picousd, 0 as image_cost_picousd,
    0 as web_search_cost_picousd, 0 as tool_call_cost_picousd, 'm' as llm_model_name, 'm' as book_llm_model,
    true as is_price_in_force, true as has_price_list, false as is_out_of_range,
from range(3) as numbers (number)
-- expect
from (values ('r0', 1000000), ('r1', 1000001), ('r2', 1000002)) as expected (dedupe_key, list_cost_picousd)
