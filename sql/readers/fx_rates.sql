-- grain: one row per published exchange rate: a pair of currencies and a day
-- key: file_id, line_no
-- units: rate in units of to_currency for one unit of from_currency
-- source: fx_rates.csv, from the reference rates of a central bank or of the own books
-- why: amounts in another currency become USD only through a rate that somebody published for a day
-- dataset: fx_rates
-- version: 1
-- files: **/*fx_rates.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    rate_date: VARCHAR required
--    from_currency: VARCHAR required
--    to_currency: VARCHAR required
--    rate: VARCHAR required
--    rate_source: VARCHAR required
--    source_row: VARCHAR
--    known_from: VARCHAR
--    known_to: VARCHAR
with parsed as (
    select
        * exclude (rate, rate_date),
        rate as written_rate,
        rate_date as written_date,
        decimal12_of(rate) as rate,
        date_of(rate_date) as rate_date,
    from source_records
),

checked as (
    select
        *,
        case
            when rate_source is null then 'missing_value'
            when not coalesce(
                regexp_full_match(from_currency, '[A-Z]{3}') and regexp_full_match(to_currency, '[A-Z]{3}')
                and from_currency <> to_currency, false) then 'bad_currency'
            when not coalesce(rate > 0 and rate <= 1000000, false) then 'bad_rate'
            when rate_date is null then 'bad_date'
            when not is_validity(coalesce(known_from, written_date), known_to) then 'bad_validity'
        end as reject_reason,
    from parsed
),

rates as (
    select
        source,
        file_id,
        line_no,
        from_currency,
        to_currency,
        rate,
        rate_date,
        timestamp_of(coalesce(known_from, written_date)) as known_from,
        timestamp_of(known_to) as known_to,
        rate_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no rate_source, expected who published the rate'
            when 'bad_currency' then concat(
                'from_currency, to_currency are ', concat_ws(', ', from_currency, to_currency),
                '; expected two different codes of ISO 4217')
            when 'bad_rate' then concat(
                'rate is ', coalesce(written_rate, 'empty'), ', expected a number above 0 with at most 12 places')
            when 'bad_date' then concat('rate_date is ', coalesce(written_date, 'empty'), ', expected YYYY-MM-DD')
            when 'bad_validity' then concat(
                'known from ', known_from, ' to ', known_to, ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from rates
