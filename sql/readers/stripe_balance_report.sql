-- grain: one row per refund or dispute, or reversal of one
-- key: file_id, line_no
-- units: currency of settlement (amount, signed, as refunded: with the tax in it)
-- source: Stripe's itemized report of balance changes from activity, CSV
-- why: invoices never tell what was paid back later: refunds and disputes are transactions of their own day. Charges
--      are in the invoices already, and fees, payouts and taxes are no revenue: these lines give no row.
-- dataset: revenue
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: keep
-- record:
--    balance_transaction_id: VARCHAR required
--    reporting_category: VARCHAR required
--    gross: VARCHAR required
--    currency: VARCHAR required
--    created_utc: VARCHAR required
--    customer_id: VARCHAR required
--    invoice_id: VARCHAR
--    description: VARCHAR
--    "payment_metadata[customer_id]": VARCHAR
--    "payment_metadata[tenant_id]": VARCHAR
with repaid as (
    select
        *,
        coalesce("payment_metadata[customer_id]", "payment_metadata[tenant_id]", customer_id) as tenant_id,
        decimal12_of(gross) as amount,
        (timestamp_of(created_utc) at time zone 'UTC')::date as created_date,
    from source_records
    where reporting_category is null
        or reporting_category in ('refund', 'refund_failure', 'dispute', 'dispute_reversal')
),

checked as (
    select
        *,
        case
            when reporting_category is null or balance_transaction_id is null or tenant_id is null then 'missing_value'
            when amount is null then 'bad_amount'
            when not coalesce(regexp_full_match(currency, '[A-Za-z]{3}'), false) then 'bad_currency'
            when created_date is null then 'bad_date'
        end as reject_reason,
    from repaid
),

revenue as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', 'stripe', balance_transaction_id) as line_id,
        tenant_id as customer_id,
        invoice_id,
        coalesce(description, reporting_category) as description,
        amount,
        upper(currency) as currency,
        created_date as service_start,
        (created_date + 1)::date as service_end,
        'refund' as kind,
        reject_reason,
        case reject_reason
            when 'missing_value' then
                'reporting_category, balance_transaction_id or customer_id is empty, expected all three'
            when 'bad_amount' then concat('gross is ', coalesce(gross, 'empty'), ', expected a decimal')
            when 'bad_currency' then concat('currency is ', coalesce(currency, 'empty'), ', expected three letters')
            when 'bad_date' then concat(
                'created_utc is ', coalesce(created_utc, 'empty'), ', expected YYYY-MM-DD HH:MM:SS')
        end as reject_detail,
    from checked
)

select * from revenue
