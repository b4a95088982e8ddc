-- test: quantities count blocks, and model, meter, tier and scope are read from the words of the meter
-- given source_records
select
    line_no,
    '09/03/2026' as "Date",
    'Cognitive Services' as MeterCategory,
    'Azure OpenAI' as MeterSubCategory,
    meter_name as MeterName,
    quantity as Quantity,
    unit as UnitOfMeasure,
    cost as CostInBillingCurrency,
    'USD' as BillingCurrency,
    'Usage' as ChargeType,
    tags as Tags,
from (values
    (2, 'gpt-4o-0806-Inp-glbl Tokens', '1250.5', '1K', '3.12625', '"team": "search"'),
    (3, 'gpt 4.1 cached Inp glbl Tokens', '2', '1K', '1', '{"team": "search"}'),
    (4, '5.4 inp Gl 1M Tokens', '0.5', '1M', '1', null),
    (5, '5.6 sol ShortCo Cd Wr Std Gl 1M Tokens', '0.5', '1M', '1', null),
    (6, 'gpt-5 Batch outp DZone Tokens', '3', '1K', '0.000000000000001', null),
    (7, 'Provisioned Managed Global Unit', '24', '1 Hour', '24', null),
    (8, 'gpt-5 inp Tokens', 'x', '1K', '1', null)
) as written (line_no, meter_name, quantity, unit, cost, tags)
-- expect
from (values
    (2, 'gpt-4o-0806', 'uncached_input', null, 'global', 'Tokens', 1250500, 3.12625, null),
    (3, 'gpt-4.1', 'cache_read', null, 'global', 'Tokens', 2000, 1, null),
    (4, 'gpt-5.4', 'uncached_input', null, 'global', 'Tokens', 500000, 1, null),
    (5, 'gpt-5.6-sol', 'cache_write_unknown_ttl', null, 'global', 'Tokens', 500000, 1, null),
    (6, 'gpt-5', 'output', 'batch', 'data zone', 'Tokens', 3000, 0.000000000000001, null),
    (7, null, null, null, null, '1 Hour', 24, 24, null),
    (8, 'gpt-5', 'uncached_input', null, null, 'Tokens', null, 1, 'bad_quantity')
) as expected (
    line_no, llm_model, meter, service_tier, region, consumed_unit, consumed_quantity, billed_cost, reject_reason
)

-- test: a quantity or a block beyond any bill is unknown or costs its row, never the file
-- given source_records
from (values
    (2, '1788429634000', '1M', '1'),
    (3, '99999999999999999999', '1M', '1'),
    (4, '5', '999999999999999999M', '1')
) as given (line_no, "Quantity", "UnitOfMeasure", "PayGPrice")
cross join (values (
    'Foundry Models', 'GPT 5 Inp Glbl Tokens', '1', 'USD', '2026-09-03'
)) as same ("MeterCategory", "MeterName", "CostInBillingCurrency", "BillingCurrency", "Date")
-- expect
from (values
    (2, 1788429634000, null::decimal(38, 18)), (3, null, null), (4, 5, 5)
) as expected (line_no, pricing_quantity, list_cost)
