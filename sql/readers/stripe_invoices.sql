-- grain: one row per line of an invoice to a customer
-- key: file_id, line_no, line_id
-- units: currency (amount, signed, tax apart)
-- source: Stripe invoices of its API as JSON: one object per line, or pages ("data")
-- why: amounts are integers of the currency's smallest unit, which has none, two or three decimals. What a line pays
--      for is the period of the line, not of the invoice: fees lie ahead, metered usage behind. Drafts, void and
--      uncollectible invoices are no revenue: their lines stand with 0, so that they replace what was delivered
--      before.
-- dataset: revenue
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: lines or data[].lines
-- record:
--    json: JSON
with documents as (
    select
        source,
        file_id,
        line_no,
        unnest(coalesce(try_cast(json -> '$.data' as json[]), [json])) as document,
    from source_records
),

invoices as (
    select
        source,
        file_id,
        line_no,
        from_json(
            document,
            '{"id": "VARCHAR", "object": "VARCHAR", "customer": "VARCHAR", "status": "VARCHAR", "currency": "VARCHAR",
            "created": "VARCHAR", "livemode": "VARCHAR", "number": "VARCHAR", "metadata": "JSON",
            "customer_metadata": "JSON", "lines": {"data": [{"id": "VARCHAR", "amount": "VARCHAR",
            "currency": "VARCHAR", "description": "VARCHAR", "period": {"start": "VARCHAR", "end": "VARCHAR"},
            "discount_amounts": [{"amount": "VARCHAR"}], "pretax_credit_amounts": [{"amount": "VARCHAR"}],
            "taxes": [{"amount": "VARCHAR", "tax_behavior": "VARCHAR"}], "parent": {"type": "VARCHAR",
            "subscription_item_details": {"proration": "VARCHAR"}}, "metadata": "JSON"}]}}'
        ) as invoice,
    from documents
),

lines as (
    select
        *,
        unnest(invoice.lines.data) as item,
    from invoices
    where invoice.livemode is distinct from 'false'
),

amounts as (
    select
        *,
        lower(coalesce(item.currency, invoice.currency, '')) as currency,
        -- what discounts and credits take off is no revenue, nor is a tax that the amount includes
        whole_units_of(item.amount)
        - coalesce(list_sum(list_transform(
            item.discount_amounts, part -> whole_units_of(part.amount))), 0)
        - coalesce(list_sum(list_transform(
            item.pretax_credit_amounts, part -> whole_units_of(part.amount))), 0)
        - coalesce(list_sum(list_transform(
            list_filter(item.taxes, tax -> tax.tax_behavior = 'inclusive'),
            tax -> whole_units_of(tax.amount))), 0) as small_units,
        invoice.status in ('open', 'paid') as is_revenue,
        timestamp_of_seconds(invoice.created) as created_at,
        timestamp_of_seconds(item.period.start) as starts_at,
        timestamp_of_seconds(item.period.end) as ends_at,
    from lines
),

checked as (
    select
        *,
        minor_unit_decimals(currency) as decimals,
        case
            when coalesce(item.id, '') = '' or coalesce(invoice.customer, '') = '' then 'missing_value'
            when small_units is null then 'bad_amount'
            when not regexp_full_match(currency, '[a-z]{3}') then 'bad_currency'
            when starts_at is null or ends_at is null then 'bad_date'
            when ends_at < starts_at then 'bad_validity'
        end as reject_reason,
    from amounts
),

revenue as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', 'stripe', item.id) as line_id,
        coalesce(
            invoice.metadata ->> '$.customer_id', invoice.metadata ->> '$.tenant_id',
            item.metadata ->> '$.customer_id', item.metadata ->> '$.tenant_id', invoice.customer
        ) as customer_id,
        invoice.id as invoice_id,
        item.description as description,
        if(
            is_revenue,
            case decimals
                when 0 then small_units::decimal(38, 12)
                when 2 then (small_units * 0.01)::decimal(38, 12)
                else (small_units * 0.001)::decimal(38, 12)
            end,
            0
        ) as amount,
        upper(currency) as currency,
        (starts_at at time zone 'UTC')::date as service_start,
        greatest((ends_at at time zone 'UTC')::date, service_start + 1)::date as service_end,
        case
            when item.parent.type = 'invoice_item_details' then 'one_time'
            when ends_at <= created_at then 'usage'
            else 'recurring'
        end as kind,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'the line has no id or the invoice no customer, expected both'
            when 'bad_amount'
                then concat('amount is ', coalesce(item.amount, 'absent'), ', expected a whole number of small units')
            when 'bad_currency' then concat('currency is ', currency, ', expected three letters')
            when 'bad_date' then concat(
                'period is ', coalesce(item.period.start, 'absent'), ' to ', coalesce(item.period.end, 'absent'),
                ', expected Unix seconds')
            when 'bad_validity' then 'the period ends before it starts'
        end as reject_detail,
    from checked
)

select * from revenue
