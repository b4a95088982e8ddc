-- grain: one row per line that a customer was charged or credited
-- key: file_id, line_no
-- units: currency (amount, signed)
-- source: revenue_lines.csv, kept by hand or exported
-- why: margin needs revenue where no billing system is connected; line_id is the identity of a line, tax stands apart.
-- dataset: revenue
-- version: 1
-- files: **/*.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    line_id: VARCHAR required
--    customer_id: VARCHAR required
--    invoice_id: VARCHAR
--    description: VARCHAR
--    amount: VARCHAR required
--    currency: VARCHAR required
--    service_start: VARCHAR required
--    service_end: VARCHAR required
--    kind: VARCHAR required
with written_lines as (
    select
        *,
        date_of(service_start) as first_day,
        date_of(service_end) as end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when line_id is null or customer_id is null then 'missing_value'
            when amount is null or is_bad_decimal12(amount) then 'bad_amount'
            when not coalesce(regexp_full_match(currency, '[A-Z]{3}'), false) then 'bad_currency'
            when kind is null or kind not in ('recurring', 'usage', 'one_time', 'credit', 'refund', 'tax')
                then 'bad_kind'
            when first_day is null or end_day is null then 'bad_date'
            when end_day < first_day then 'bad_validity'
        end as reject_reason,
    from written_lines
),

revenue as (
    select
        source,
        file_id,
        line_no,
        line_id,
        customer_id,
        invoice_id,
        description,
        decimal12_of(amount) as amount,
        currency,
        first_day as service_start,
        end_day as service_end,
        kind,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'line_id or customer_id is empty, expected both'
            when 'bad_amount'
                then concat('amount is ', coalesce(amount, 'empty'), ', expected a decimal that fits 12 places')
            when 'bad_currency' then concat('currency is ', coalesce(currency, 'empty'), ', expected ISO 4217')
            when 'bad_kind' then concat(
                'kind is ', coalesce(kind, 'empty'), ', expected recurring, usage, one_time, credit, refund or tax')
            when 'bad_date' then concat(
                'service_start, service_end are ', coalesce(service_start, 'empty'), ', ',
                coalesce(service_end, 'empty'), '; expected YYYY-MM-DD')
            when 'bad_validity' then concat('service_end ', service_end, ' is before service_start ', service_start)
        end as reject_detail,
    from checked
)

select * from revenue
