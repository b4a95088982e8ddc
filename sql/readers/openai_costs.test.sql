-- test: dollars are read from the number's text, and a line item is split at its first comma
-- given source_records
from (values
    (1, '{"data": [{"start_time": 1788220800, "end_time": 1788307200, "results": [
        {"amount": {"value": 12.345678, "currency": "usd"}, "line_item": "gpt-6-sol, input_tokens",
        "project_id": "p1", "api_key_id": "k1", "quantity": 6172839, "quantity_unit": "tokens"},
        {"amount": {"value": 35.2E-7, "currency": "usd"}, "line_item": "gpt-6-sol, cached input, batch"},
        {"amount": {"value": 0.06000000000000001, "currency": "usd"}, "line_item": "web search tool calls",
        "quantity": 42}]}, {"start_time": 1788307200, "end_time": 1788393600, "results": []}]}')
) as given (line_no, json)
-- expect
from (values
    ('p1', 'k1', 'gpt-6-sol', 'input_tokens', 'uncached_input', 'Tokens', 6172839, 12.345678::decimal(38, 18)),
    (null, null, 'gpt-6-sol', 'cached input, batch', null, null, null, 0.00000352::decimal(38, 18)),
    (null, null, null, 'web search tool calls', 'web_search', null, 42, 0.06000000000000001::decimal(38, 18))
) as expected (
    sub_account_id, api_key_id, llm_model, sku_meter, meter, consumed_unit, consumed_quantity, billed_cost
)

-- test: the bucket gives the day, which a later delivery replaces as a whole
-- given source_records
from (values
    (1, '{"data": [{"start_time": 1788220800, "end_time": 1788307200, "results": [
        {"amount": {"value": 1, "currency": "usd"}}]}]}')
) as given (line_no, json)
-- expect
from (values (
    'openai costs|1788220800', 'USD', timestamptz '2026-09-01 00:00:00+00', timestamptz '2026-09-02 00:00:00+00',
    timestamptz '2026-10-01 00:00:00+00'
)) as expected (replace_key, billing_currency, charge_period_start, charge_period_end, billing_period_end)

-- test: absent and unreadable amounts are rejected, never read as zero
-- given source_records
select
    line_no,
    '{"data": [{"start_time": ' || started || ', "end_time": 1788307200, "results": [
    {"amount": ' || amount || ', "quantity": ' || quantity || '}]}]}' as json,
from (values
    (1, '1788220800', 'null', '1'),
    (2, '1788220800', '{"value": true, "currency": "usd"}', '1'),
    (3, '1788220800', '{"value": 1}', '1'),
    (4, '1788220800', '{"value": 1, "currency": "usd"}', '"many"'),
    (5, '0', '{"value": 1, "currency": "usd"}', '1'),
    (6, '1788220800', '{"value": 0, "currency": "usd"}', '1')
) as written (line_no, started, amount, quantity)
-- expect
from (values
    (1, 'bad_amount'),
    (2, 'bad_amount'),
    (3, 'no_currency'),
    (4, 'bad_quantity'),
    (5, 'timestamp_out_of_range'),
    (6, null)
) as expected (line_no, reject_reason)
