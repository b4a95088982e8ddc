-- test: costs, times and tags are read as published files write them, columns of other versions are unknown
-- given source_records
from (values
    (
        1, '0.00000080000', '35.2E-7', '2024-09-18 22:00:00', '2024-09-18 23:00:00', 'AWS', 'SQS requests',
        '{"team": "search", "cost": 1}'
    ),
    (2, '-2', null, '4/1/25', '4/2/25', 'OpenAI', 'GPT-5.4 usage - gpt-5.4-mini cached input tokens', null),
    (
        3, '1e2', ' 0.00 ', '2026-09-03T00:00:00Z', '2026-09-04T00:00:00Z',
        'Anthropic', 'claude-opus-5-5 output tokens', null
    )
) as given (
    line_no, BilledCost, EffectiveCost, ChargePeriodStart, ChargePeriodEnd, ProviderName, ChargeDescription, Tags
)
cross join (values ('Usage', 'USD')) as same (ChargeCategory, BillingCurrency)
-- expect
from (values
    (
        1, 'AWS', null, null, 0.0000008::decimal(38, 18), 0.00000352::decimal(38, 18), null::decimal(38, 18),
        timestamptz '2024-09-18 22:00:00+00', map {'team': 'search', 'cost': '1'}
    ),
    (2, 'openai', 'gpt-5.4', 'cache_read', -2, null, null, timestamptz '2025-04-01 00:00:00+00', null),
    (3, 'anthropic', 'claude-opus-5-5', 'output', 100, 0, null, timestamptz '2026-09-03 00:00:00+00', null)
) as expected (
    line_no, provider, llm_model, meter, billed_cost, effective_cost, list_cost, charge_period_start, tags
)

-- test: equal charges of one bill stay apart and share the period that a later delivery replaces
-- given source_records
from (values ('f', 1), ('f', 2)) as given (file_id, line_no)
cross join (
    values ('1', 'Usage', 'USD', '2026-09-03T00:00:00Z', '2026-09-04T00:00:00Z', 'acct', '2026-09-01T00:00:00Z')
) as same (
    BilledCost, ChargeCategory, BillingCurrency, ChargePeriodStart, ChargePeriodEnd, BillingAccountId,
    BillingPeriodStart
)
-- expect
select
    line_no,
    'focus|acct|2026-09-01T00:00:00Z' as replace_key,
    concat(
        'focus|acct|2026-09-01T00:00:00Z|',
        md5('||2026-09-03T00:00:00Z||2026-09-04T00:00:00Z||Usage||||||||||'), '|', line_no
    ) as line_key,
from (values (1), (2)) as lines (line_no)

-- test: amounts that do not fit, unknown currencies, broken tags and bad times are rejected
-- given source_records
from (values
    (1, null, null, 'USD', null, '2026-09-03T00:00:00Z'),
    (2, '1,000.00', null, 'USD', null, '2026-09-03T00:00:00Z'),
    (3, '0.0000000000000000001', null, 'USD', null, '2026-09-03T00:00:00Z'),
    (4, '1', 'x', 'USD', null, '2026-09-03T00:00:00Z'),
    (5, '1', null, null, null, '2026-09-03T00:00:00Z'),
    (6, '1', null, 'USD', '[1]', '2026-09-03T00:00:00Z'),
    (7, '1', null, 'USD', '{"team": 1, "team": 2}', '2026-09-03T00:00:00Z'),
    (8, '1', null, 'USD', null, '31/31/26'),
    (9, '1.000000000000000000000', null, 'USD', '{}', '2026-09-03T00:00:00Z')
) as given (line_no, BilledCost, ConsumedQuantity, BillingCurrency, Tags, ChargePeriodStart)
cross join (values ('Usage', '2026-09-04T00:00:00Z')) as same (ChargeCategory, ChargePeriodEnd)
-- expect
from (values
    (1, 'bad_amount'),
    (2, 'bad_amount'),
    (3, 'bad_amount'),
    (4, 'bad_quantity'),
    (5, 'no_currency'),
    (6, 'bad_tags'),
    (7, 'bad_tags'),
    (8, 'bad_timestamp'),
    (9, null)
) as expected (line_no, reject_reason)

-- test: amounts as spreadsheets write them are read, a comma that separates no thousands is not
-- given source_records
select
    line_no,
    cost as BilledCost,
    'USD' as BillingCurrency,
    'Purchase' as ChargeCategory,
    '4/1/25' as ChargePeriodStart,
    '4/1/26' as ChargePeriodEnd,
    '0.00 ' as EffectiveCost,
    'Token' as PricingCurrency,
    '245' as PricingCurrencyEffectiveCost,
from (values (2, '$10,000.00 '), (3, '1,5'), (4, '-$100.00'), (5, '200000.00')) as written (line_no, cost)
-- expect
from (values
    (2, 10000, 0, 'Token', 245, null),
    (3, null, 0, 'Token', 245, 'bad_amount'),
    (4, -100, 0, 'Token', 245, null),
    (5, 200000, 0, 'Token', 245, null)
) as expected (
    line_no, billed_cost, effective_cost, pricing_currency, pricing_currency_effective_cost, reject_reason
)
