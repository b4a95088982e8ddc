-- test: blocks seen before are cache reads, the rest of the prompt is uncached; impossible counts are rejected
-- given source_records
from (values
    (2, '/', '0', '0.0', '71175', '169', '1112', '0', '7.34'),
    (3, '/', '1', '19.5', '72762', '296', '1136', '1112', '9.19'),
    (4, '/1', '0', '20', '1000', '10', '15', '0', null),
    (5, '/', '2', '21', '1000', '10', '15', '16', null),
    (6, '/', '3', '21', '1000', '-10', '15', '0', null),
    (7, '/', '4', 'late', '1000', '10', '15', '0', null),
    (8, null, '5', '1', '1000', '10', '15', '0', null),
    (9, '/', '6', '1', null, '10', '15', '0', null)
) as given (
    line_no, agent_path, request_index, t, input_tokens, output_tokens, hash_blocks, prefix_blocks_seen, api_time_s)
cross join (values ('trace_0001', 'claude-opus-4-5-20251101')) as same (trace_id, model)
-- expect
from (values
    (2, 71175, 0, 169, 1112, 0, timestamptz '2026-03-01 00:00:07.34+00', null),
    (3, 1594, 71168, 296, 1136, 1112, timestamptz '2026-03-01 00:00:28.69+00', null),
    (4, 1000, 0, 10, 15, 0, null, null),
    (5, -24, 1024, 10, 15, 16, null, 'more_blocks_seen_than_sent'),
    (6, 1000, 0, null, 15, 0, null, 'negative_counter'),
    (7, 1000, 0, 10, 15, 0, null, 'bad_timestamp'),
    (8, 1000, 0, 10, 15, 0, null, 'missing_value'),
    (9, null, 0, 10, 15, 0, null, 'not_a_counter')
) as expected (
    line_no, uncached_input_tokens, cache_read_tokens, visible_output_tokens, prompt_blocks, prompt_blocks_seen,
    ended_at, reject_reason)
