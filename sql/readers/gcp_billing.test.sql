-- test: each credit is a line of its own, so that the lines add up to the net cost
-- given source_records
select
    'F' as file_id,
    *,
from (values
    (1, '{"billing_account_id": "000000-AAAAAA-111111", "service": {"id": "C7E2-9256-1C43",
        "description": "Vertex AI"}, "sku": {"id": "1234-ABCD-5678", "description":
        "Gemini 3 Flash Text Input - Predictions"}, "usage_start_time": "2026-09-03 10:00:00 UTC",
        "usage_end_time": "2026-09-03 11:00:00 UTC", "project": {"id": "prod-ai"}, "labels": [{"key": "team",
        "value": "search"}], "location": {"location": "global"}, "cost": 0.5, "currency": "USD", "usage": {
        "amount": 1000000.0, "unit": "count", "amount_in_pricing_units": "1.0", "pricing_unit": "1000000 count"},
        "credits": [{"name": "Promo", "amount": -0.1, "full_name": "Free trial credit", "id": "p1",
        "type": "PROMOTION"}], "invoice": {"month": "202609"}, "cost_type": "regular"}'),
    (2, '{"billing_account_id": "000000-AAAAAA-111111", "sku": {"description": "Invoice"}, "cost": "x",
        "usage_start_time": "1788429600", "usage_end_time": "1788433200", "currency": "USD"}'),
    (3, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'gcp|F|1|0', 'Usage', 'gemini-3-flash', 'uncached_input', 0.5, 1000000, null),
    (1, 'gcp|F|1|1', 'Credit', 'gemini-3-flash', null, -0.1, null, null),
    (2, 'gcp|F|2|0', 'Usage', null, null, null, null, 'bad_amount')
) as expected (
    line_no, line_key, charge_category, llm_model, meter, billed_cost, consumed_quantity, reject_reason
)

-- test: the invoice's month follows US/Pacific, the usage UTC
-- given source_records
from (values
    (1, '{"billing_account_id": "1", "cost": "-1", "usage_start_time": "2026-09-03 10:00:00 UTC", "usage_end_time":
        "2026-09-03 11:00:00 UTC", "currency": "usd", "invoice": {"month": "202609"}, "adjustment_info": {"mode":
        "PARTIAL_CORRECTION"}}')
) as given (line_no, json)
-- expect
from (values (
    -1, 'USD', 'Correction', timestamptz '2026-09-03 10:00:00+00', timestamptz '2026-09-01 07:00:00+00'
)) as expected (billed_cost, billing_currency, charge_class, charge_period_start, billing_period_start)
