-- grain: one row per id of a customer in another system and its validity
-- key: file_id, line_no
-- units: none
-- source: customers.csv, kept by hand
-- why: requests and invoices name customers by ids of their own system; this table says whose they are, and since
--      when, because keys are re-assigned. Typos in column names must not pass, so the columns are closed.
-- dataset: customers
-- version: 1
-- files: **/*.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    customer_id: VARCHAR required
--    name: VARCHAR
--    external_system: VARCHAR required
--    external_id: VARCHAR required
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
with mappings as (
    select
        *,
        date_of(valid_from) as first_day,
        date_of(valid_to) as end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when customer_id is null or external_system is null or external_id is null then 'missing_value'
            when first_day is null or (valid_to is not null and end_day is null) then 'bad_date'
            when end_day <= first_day then 'bad_validity'
        end as reject_reason,
    from mappings
),

customers as (
    select
        source,
        file_id,
        line_no,
        customer_id,
        name,
        external_system,
        external_id,
        first_day as valid_from,
        end_day as valid_to,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'customer_id, external_system or external_id is empty, expected all three'
            when 'bad_date' then concat(
                'valid_from, valid_to are ', concat_ws(', ', coalesce(valid_from, 'empty'), valid_to),
                '; expected YYYY-MM-DD')
            when 'bad_validity' then concat('valid_to ', valid_to, ' is not after valid_from ', valid_from)
        end as reject_detail,
    from checked
)

select * from customers
