-- test: quantities are tokens whatever the unit counts, and the rest of the bill keeps its own
-- given source_records
select
    line_no,
    '2026-09-01T00:00:00Z' as bill_billing_period_start_date,
    '2026-09-03T10:00:00Z' as line_item_usage_start_date,
    '2026-09-03T11:00:00Z' as line_item_usage_end_date,
    'Usage' as line_item_line_item_type,
    product_code as line_item_product_code,
    usage_type as line_item_usage_type,
    amount as line_item_usage_amount,
    unit as pricing_unit,
    cost as line_item_unblended_cost,
    'USD' as line_item_currency_code,
    product,
from (values
    (2, 'AmazonBedrock', 'USE1-Claude4.6Sonnet-input-tokens', '23.0', '1K tokens', '0.069', null),
    (3, 'AmazonBedrock', 'USE1-Claude4.6Sonnet-cache-write-1h-input-token-count-batch', '2', '1K tokens', '1', null),
    (4, 'x1y2', 'USE1-MP:USE1_OutputTokenCount_Global-Units', '0.5', 'Units', '12.5',
        '{"product_name": "Claude Opus 4.6 (Amazon Bedrock Edition)"}'),
    (5, 'AmazonEC2', 'USE1-BoxUsage', '1.5', 'Hrs', '1.2345678901234567E-7', '{"product_name": "EC2"}'),
    (6, 'AmazonBedrock', 'USE1-Claude4.6Sonnet-output-tokens', '1', '1K tokens', null, null)
) as written (line_no, product_code, usage_type, amount, unit, cost, product)
-- expect
from (values
    (2, 'aws-bedrock', 'Claude4.6Sonnet', 'uncached_input', null, 'Tokens', 23000, 0.069, null),
    (3, 'aws-bedrock', 'Claude4.6Sonnet', 'cache_write_1h', 'batch', 'Tokens', 2000, 1, null),
    (4, 'aws-bedrock', 'claude-opus-4.6', 'output', null, 'Tokens', 500000, 12.5, null),
    (5, 'aws', null, null, null, 'Hrs', 1.5, 0.000000123456789012, null),
    (6, 'aws-bedrock', 'Claude4.6Sonnet', 'output', null, 'Tokens', 1000, null, 'bad_amount')
) as expected (
    line_no, provider, llm_model, meter, service_tier, consumed_unit, consumed_quantity, billed_cost, reject_reason
)

-- test: equal lines of a month are two, under keys that the next delivery has again
-- given source_records
select
    file_id,
    line_no,
    '1' as bill_payer_account_id,
    '2026-09-01T00:00:00Z' as bill_billing_period_start_date,
    '2026-09-03T10:00:00Z' as line_item_usage_start_date,
    'Tax' as line_item_line_item_type,
    'AmazonBedrock' as line_item_product_code,
    '1' as line_item_unblended_cost,
    'USD' as line_item_currency_code,
from (values ('A', 2), ('A', 3), ('B', 2)) as written (file_id, line_no)
-- expect
from (values
    ('A', 2, 'aws cur|1|2026-09-01T00:00:00Z|bb42b4a8ecb2cc03ecbd8059bf7fd535|1', 'Tax'),
    ('A', 3, 'aws cur|1|2026-09-01T00:00:00Z|bb42b4a8ecb2cc03ecbd8059bf7fd535|2', 'Tax'),
    ('B', 2, 'aws cur|1|2026-09-01T00:00:00Z|bb42b4a8ecb2cc03ecbd8059bf7fd535|1', 'Tax')
) as expected (file_id, line_no, line_key, charge_category)

-- test: a quantity beyond any bill costs its row, never the file
-- given source_records
from (values (2, '99999999999999999999'), (3, '99999999999999')) as given (line_no, line_item_usage_amount)
cross join (values (
    '2026-09-01', '2026-09-03', 'Usage', 'AmazonBedrock', 'USE1-Claude4-input-tokens', '1M tokens', '1', 'USD'
)) as same (
    bill_billing_period_start_date, line_item_usage_start_date, line_item_line_item_type, line_item_product_code,
    line_item_usage_type, pricing_unit, line_item_unblended_cost, line_item_currency_code
)
-- expect
from (values (2, null, 'bad_quantity'), (3, 99999999999999, null)) as expected (
    line_no, pricing_quantity, reject_reason
)
