-- test: means become totals, a client without token data keeps its requests, impossible values are rejected
-- given source_records
from (values
    (2, '1', '10815.0', '172.4987', '910.1146', '0.9947'),
    (3, '2', '100.5', null, null, null),
    (4, '3', '100.5', '10', '20', null),
    (5, '4', 'many', '10', '20', null),
    (6, '5', '1', '10', '20', '1.1'),
    (7, null, '1', '10', '20', null)
) as given (line_no, client, expected_requests, input_tokens_mean, output_tokens_mean, reason_ratio_mean)
cross join (values ('deepseek-r1_clients_odd.csv')) as same (path)
-- expect
from (values
    (2, 'deepseek-r1/1', 10815.0::decimal(38, 12), 1865573.0::decimal(38, 12), 52167.0::decimal(38, 12),
        9790722.0::decimal(38, 12), true, null),
    (3, 'deepseek-r1/2', 100.5, null, null, null, false, null),
    (4, 'deepseek-r1/3', 100.5, 1005, 2010, null, false, null),
    (5, 'deepseek-r1/4', null, null, null, null, false, 'bad_quantity'),
    (6, 'deepseek-r1/5', 1, 10, -2, 22, true, 'bad_ratio'),
    (7, 'deepseek-r1', 1, 10, 20, null, false, 'missing_value')
) as expected (
    line_no, customer_ref, requests, uncached_input_tokens, visible_output_tokens, reasoning_tokens,
    is_output_split, reject_reason)
