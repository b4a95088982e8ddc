-- test: sample 0 is the data, the others draw customers; below the largest twentieth buckets are one
-- given int_customer_tails_by_day
from (values ('value', 300, 1, 900), ('value', 100, 99, 7000), ('value', 50, 50, 100), ('tokens', 200, 150, 100000))
as given (side, value_bucket, requests, value)
cross join (values ('list_cost', 'a', date '2026-01-05')) as same (measure, customer_id, reporting_date)
-- given int_tail_customers
from (values ('value', 8000), ('tokens', 100000)) as given (side, value)
cross join (values ('customer_list_cost', 'a', date '2026-01-01')) as same (measure, customer_id, month_date)
-- expect
select
    sample_no,
    measure,
    side,
    value_bucket,
    members * draws as members,
    value * draws as value,
from (values
    ('list_cost', 'value', 300, 1, 900.0), ('list_cost', 'value', 100, 99, 7000.0),
    ('list_cost', 'value', null, 50, 100.0),
    ('list_cost', 'tokens', 200, 150, 100000.0),
    ('customer_list_cost', 'value', cost_bucket_of(8000) // 5, 1, 8000.0),
    ('customer_list_cost', 'tokens', cost_bucket_of(100000) // 5, 1, 100000.0)
) as expected (measure, side, value_bucket, members, value)
cross join (
    select
        sample_no,
        if(sample_no = 0, 1, poisson_of(1, hash(date '2026-01-01', 'a'), sample_no))::bigint as draws,
    from range(201) as samples (sample_no)
)
where draws > 0
