-- test: calls that the other model can price are replayed, others are counted
-- given int_requests_priced
from (values ('a', 10, 1), ('b', 20, 2), ('c', 40, 4))
    as given (dedupe_key, uncached_input_cost_picousd, visible_output_cost_picousd)
cross join (values ('p', 'x', 'acme', date '2026-03-01', timestamptz '2026-03-01 10:00:00+00'))
    as same (provider, llm_model, customer_id, event_date, started_at)
-- given int_swapped_requests
from (values ('a', 5, 3), ('b', 6, null)) as given (dedupe_key, uncached_input_picousd, visible_output_picousd)
cross join (values ('s', 'q', 'y', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) as same (
    scenario_id, to_provider, to_llm_model, cache_read_picousd, cache_write_5m_picousd, cache_write_1h_picousd,
    cache_write_unknown_ttl_picousd, reasoning_picousd, input_audio_picousd, output_audio_picousd, image_picousd,
    web_search_picousd, tool_call_picousd
)
-- expect
from (values ('s', 'acme', '(not reported)', 'y', 1, 1, 10, 1, 5, 3)) as expected (
    scenario_id, customer_id, feature, to_llm_model, replayed_requests, unreplayed_requests, old_uncached_input_picousd,
    old_visible_output_picousd, new_uncached_input_picousd, new_visible_output_picousd
)
