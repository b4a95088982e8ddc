-- test: amounts are cents in text and become dollars exactly, token types become meters
-- given source_records
from (values
    (1, '{"data": [{"starting_at": "2026-09-01T00:00:00Z", "ending_at": "2026-09-02T00:00:00Z", "results": [
        {"amount": "123.45", "currency": "usd", "cost_type": "tokens", "token_type": "output_tokens",
        "description": "Output", "model": "claude-x", "service_tier": "standard", "context_window": "0-200k",
        "inference_geo": "global", "workspace_id": "w1"},
        {"amount": "0.0000000000000001", "currency": "USD", "token_type": "cache_creation.ephemeral_1h_input_tokens"},
        {"amount": "1.5e2", "currency": "USD", "cost_type": "web_search", "inference_geo": "not_available"}]},
        {"starting_at": "2026-09-02T00:00:00Z", "ending_at": "2026-09-03T00:00:00Z", "results": []}]}')
) as given (line_no, json)
-- expect
from (values
    ('w1', 'output', 'claude-x', 'global', '0-200k', 1.2345::decimal(38, 18)),
    (null, 'cache_write_1h', null, null, null, 0.000000000000000001::decimal(38, 18)),
    (null, 'web_search', null, null, null, 1.5::decimal(38, 18))
) as expected (sub_account_id, meter, llm_model, region, context_band, billed_cost)

-- test: a day is replaced as a whole, and equal lines within it stay apart
-- given source_records
from (values
    ('f', 1, '{"data": [{"starting_at": "2026-09-01T00:00:00Z", "ending_at": "2026-09-02T00:00:00Z", "results": [
        {"amount": "1", "currency": "USD"}, {"amount": "1", "currency": "USD"}]}]}')
) as given (file_id, line_no, json)
-- expect
select
    'anthropic cost_report|2026-09-01T00:00:00Z' as replace_key,
    concat('anthropic cost_report|2026-09-01T00:00:00Z|', md5('||||||'), '|', occurrence) as line_key,
    charge_period_end,
    billing_period_start,
from (values
    (1, timestamptz '2026-09-02 00:00:00+00', timestamptz '2026-09-01 00:00:00+00'),
    (2, timestamptz '2026-09-02 00:00:00+00', timestamptz '2026-09-01 00:00:00+00')
) as days (occurrence, charge_period_end, billing_period_start)

-- test: amounts that are no exact decimals, unknown currencies and bad times are rejected
-- given source_records
select
    line_no,
    '{"data": [{"starting_at": "' || started || '", "ending_at": "2026-09-02T00:00:00Z", "results": [
    {"amount": ' || amount || ', "currency": ' || currency || '}]}]}' as json,
from (values
    (1, '2026-09-01T00:00:00Z', 'null', '"USD"'),
    (2, '2026-09-01T00:00:00Z', '"NaN"', '"USD"'),
    (3, '2026-09-01T00:00:00Z', '"0.12345678901234567890"', '"USD"'),
    (4, '2026-09-01T00:00:00Z', '"1"', 'null'),
    (5, 'soon', '"1"', '"USD"'),
    (6, '2026-09-01T00:00:00Z', '"-1"', '"USD"')
) as written (line_no, started, amount, currency)
-- expect
from (values
    (1, 'bad_amount'),
    (2, 'bad_amount'),
    (3, 'bad_amount'),
    (4, 'no_currency'),
    (5, 'bad_timestamp'),
    (6, null)
) as expected (line_no, reject_reason)
