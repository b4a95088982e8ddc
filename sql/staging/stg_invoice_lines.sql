-- grain: one charge of a provider (line_key), as its latest delivery states it
-- key: line_key
-- units: money in billing_currency as DECIMAL(38, 18); quantities in consumed_unit and pricing_unit
-- source: raw_invoice_lines
-- why: providers deliver the same period again and again until it is final. The last committed delivery replaces the
--      whole partition (replace_key) that it speaks about, so a charge that it no longer lists is gone too.
with raw_invoice_lines_in_force as (
    select * from raw_invoice_lines where is_superseded is not true
),

latest_deliveries as (
    select
        replace_key,
        max(commit_no) as commit_no,
    from raw_invoice_lines_in_force
    where replace_key is not null
    group by replace_key
),

invoice_lines as (
    select
        raw_invoice_lines_in_force.* exclude (is_superseded),
        utc_date(raw_invoice_lines_in_force.charge_period_start) as event_date,
    from raw_invoice_lines_in_force
    left join latest_deliveries
        on raw_invoice_lines_in_force.replace_key = latest_deliveries.replace_key
    where
        latest_deliveries.replace_key is null
        or raw_invoice_lines_in_force.commit_no is not distinct from latest_deliveries.commit_no
    qualify row_number() over (
        partition by raw_invoice_lines_in_force.line_key
        order by
            raw_invoice_lines_in_force.commit_no desc nulls last,
            raw_invoice_lines_in_force.file_id,
            raw_invoice_lines_in_force.line_no desc
    ) = 1
)

select * from invoice_lines
