-- test: a line is a request; what is no count or no time is rejected
-- given source_records
from (values
    (2, 'traces/AzureLLMInferenceTrace_code.csv', '2023-11-16 18:17:03.9799600', '4808', '10'),
    (3, 'traces/AzureLLMInferenceTrace_code.csv', '2023-11-16 18:17:03.9799600', '4808', '10'),
    (4, 'trace.csv', '2023-11-16 18:17:04.0319600', '3180.5', '8'),
    (5, 'trace.csv', '2023-11-16 18:17:04.0319600', '3180', null),
    (6, 'trace.csv', 'yesterday', '3180', '8'),
    (7, 'trace.csv', '1970-01-01 00:00:00', '3180', '8')
) as given (line_no, path, "timestamp", contexttokens, generatedtokens)
-- expect
from (values
    (2, 'code', 4808, 10, timestamptz '2023-11-16 18:17:03.97996+00', null),
    (3, 'code', 4808, 10, timestamptz '2023-11-16 18:17:03.97996+00', null),
    (4, null, null, 8, timestamptz '2023-11-16 18:17:04.03196+00', 'fractional_counter'),
    (5, null, 3180, null, timestamptz '2023-11-16 18:17:04.03196+00', 'not_a_counter'),
    (6, null, 3180, 8, null, 'bad_timestamp'),
    (7, null, 3180, 8, timestamptz '1970-01-01 00:00:00+00', 'timestamp_out_of_range')
) as expected (
    line_no, feature, uncached_input_tokens, visible_output_tokens, started_at, reject_reason)
