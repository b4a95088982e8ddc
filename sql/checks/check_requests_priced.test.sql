-- test: a lost call, one from nowhere and a cost that is not the sum of its meters are named
-- given chunk_days
from (values (date '2026-03-01')) as given (event_date)
-- given stg_requests
from (values
    ('good', date '2026-03-01'), ('unpriced', date '2026-03-01'), ('lost', date '2026-03-01'),
    ('other day', date '2026-03-02'), ('wrong sum', date '2026-03-01')
) as given (dedupe_key, event_date)
-- given int_requests_priced
from (values
    ('good', 5, 5, true), ('unpriced', null, null, false), ('wrong sum', 6, 5, true), ('from nowhere', 5, 5, true)
) as given (dedupe_key, list_cost_picousd, uncached_input_cost_picousd, is_priced)
    cross join (values (date '2026-03-01', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) as rest (
        event_date, cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
        cache_write_unknown_ttl_cost_picousd, visible_output_cost_picousd, reasoning_cost_picousd,
        input_audio_cost_picousd, output_audio_cost_picousd, image_cost_picousd, web_search_cost_picousd,
        tool_call_cost_picousd)
-- expect
from (values ('lost', true, false), ('wrong sum', true, true), ('from nowhere', false, true))
    as expected (dedupe_key, is_in, is_out)
