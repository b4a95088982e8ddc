-- grain: one line that a customer was billed
-- key: line_id
-- units: amount in currency, signed, tax apart; days of service half-open
-- source: raw_revenue
-- why: a line that stands in several deliveries counts once; the delivery committed last is the word that holds
with raw_revenue_in_force as (
    select * from raw_revenue where is_superseded is not true
),

revenue as (
    select raw_revenue_in_force.* exclude (is_superseded),
    from raw_revenue_in_force
    qualify row_number() over (
        partition by line_id
        order by commit_no desc nulls last, file_id, line_no desc
    ) = 1
)

select * from revenue
