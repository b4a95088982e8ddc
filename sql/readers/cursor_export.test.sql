-- test: the two columns of input exclude each other, and a word instead of a cost is no cost
-- given source_records
from (values
    (2, '2026-09-03T09:20:34.120Z', 'a@b.c', 'On-Demand', 'gpt-5.5', '100', '20', '300', '40', '460', '$0.12'),
    (3, '2026-09-03T09:20:34.120Z', 'a@b.c', 'Included', 'gpt-5.5', '0', '20', '0', '40', '60', 'Included'),
    (4, '2026-09-03T09:20:34.120Z', 'a@b.c', 'Included', 'gpt-5.5', '0', '-20', '0', '40', '60', null)
) as given (
    line_no, "Date", "User", Kind, Model, "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Cache Read",
    "Output Tokens", "Total Tokens", Cost
)
-- expect
from (values
    (2, 20, 300, 100, 40, 460, 120000000000, null),
    (3, 20, 0, 0, 40, 60, null, null),
    (4, null, 0, 0, 40, 60, null, 'negative_counter')
) as expected (
    line_no, uncached_input_tokens, cache_read_tokens, cache_write_unknown_ttl_tokens, visible_output_tokens,
    reported_total_tokens, reported_cost_picousd, reject_reason
)
