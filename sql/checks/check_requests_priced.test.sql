-- test: a cost that is not the sum of its meters and one that nothing prices are named
-- given chunk_days
from (values (date '2026-03-01')) as given (event_date)
-- given int_requests_priced
from (values
    ('good', 5, 5, true, date '2026-03-01'), ('unpriced', null, null, false, date '2026-03-01'),
    ('wrong sum', 6, 5, true, date '2026-03-01'), ('no cost', null, 5, true, date '2026-03-01'),
    ('other day', 6, 5, true, date '2026-03-02')
) as given (dedupe_key, list_cost_picousd, uncached_input_cost_picousd, is_priced, event_date)
    cross join (values (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) as rest (
        cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
        cache_write_unknown_ttl_cost_picousd, visible_output_cost_picousd, reasoning_cost_picousd,
        input_audio_cost_picousd, output_audio_cost_picousd, image_cost_picousd, web_search_cost_picousd,
        tool_call_cost_picousd)
-- expect
from (values ('wrong sum', 6, 5), ('no cost', null, 5)) as expected (
    dedupe_key, list_cost_picousd, cost_of_meters_picousd
)
