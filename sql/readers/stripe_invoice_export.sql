-- grain: one row per invoice to a customer
-- key: file_id, line_no
-- units: currency (amount, signed, tax apart)
-- source: Stripe's export of invoices from the dashboard, CSV
-- why: amounts are decimals, unlike those of the API, and the lines are not told: an invoice is one row, over the span
--      of its lines where the export has that column. The columns are the user's choice. Take either this or the
--      API's invoices. What is no revenue (draft, void, uncollectible) stands with 0, to replace what was delivered
--      before.
-- dataset: revenue
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: keep
-- record:
--    id: VARCHAR required
--    Customer: VARCHAR required
--    Currency: VARCHAR required
--    Total: VARCHAR required
--    Status: VARCHAR required
--    Tax: VARCHAR
--    Number: VARCHAR
--    Description: VARCHAR
--    Subscription: VARCHAR
--    "Date (UTC)": VARCHAR
--    "Period Start (UTC)": VARCHAR
--    "Period End (UTC)": VARCHAR
--    "Minimum Line Item Period Start (UTC)": VARCHAR
--    "Maximum Line Item Period End (UTC)": VARCHAR
--    "customer_id (metadata)": VARCHAR
--    "tenant_id (metadata)": VARCHAR
with written as (
    select
        *,
        decimal12_of(Total) - coalesce(decimal12_of(Tax), 0) as net_amount,
        coalesce("Minimum Line Item Period Start (UTC)", "Period Start (UTC)", "Date (UTC)") as written_start,
        coalesce("Maximum Line Item Period End (UTC)", "Period End (UTC)", "Date (UTC)") as written_end,
        (timestamp_of(written_start) at time zone 'UTC')::date as first_day,
        (timestamp_of(written_end) at time zone 'UTC')::date as end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when id is null or Customer is null then 'missing_value'
            when net_amount is null or is_bad_decimal12(Tax) then 'bad_amount'
            when not coalesce(regexp_full_match(Currency, '[A-Za-z]{3}'), false) then 'bad_currency'
            when first_day is null or end_day is null then 'bad_date'
            when end_day < first_day then 'bad_validity'
        end as reject_reason,
    from written
),

revenue as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', 'stripe', id) as line_id,
        coalesce("customer_id (metadata)", "tenant_id (metadata)", Customer) as customer_id,
        id as invoice_id,
        coalesce(Description, Number) as description,
        if(lower(Status) in ('open', 'paid'), net_amount, 0) as amount,
        upper(Currency) as currency,
        first_day as service_start,
        greatest(end_day, first_day + 1)::date as service_end,
        if(Subscription is null, 'one_time', 'recurring') as kind,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'id or Customer is empty, expected both'
            when 'bad_amount' then concat(
                'Total and Tax are ', coalesce(Total, 'empty'), ' and ', coalesce(Tax, 'empty'), ', expected decimals')
            when 'bad_currency' then concat('Currency is ', coalesce(Currency, 'empty'), ', expected three letters')
            when 'bad_date' then concat(
                'the period is ', coalesce(written_start, 'empty'), ' to ', coalesce(written_end, 'empty'),
                ', expected YYYY-MM-DD HH:MM')
            when 'bad_validity' then 'the period ends before it starts'
        end as reject_detail,
    from checked
)

select * from revenue
