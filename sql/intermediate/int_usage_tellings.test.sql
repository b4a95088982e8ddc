-- test: the first publication after a day's end tells it, later ones what came since; unpriced calls cost nothing
-- given publications
from (values (1, timestamptz '2026-03-01 12:00:00+00'), (2, timestamptz '2026-03-02 00:00:00+00'), (4, null)) as given (
    commit_no, published_at
)
-- given int_logged_usage_by_hour
from (values
    ('p', 1, true, 10, 1), ('p', 2, true, 20, 1), ('q', 2, true, 1, 1), ('p', 3, true, 30, 1), ('p', 1, false, 40, 1),
    ('p', 3, true, 50, 2), ('p', 4, true, 60, 2)
) as given (project_id, commit_no, is_priced, quantity, day_no)
select
    given.* exclude (day_no),
    quantity * 2 as cost_picousd,
    make_date(2026, 3, day_no) as event_date,
    make_timestamptz(2026, 3, day_no, 7, 0, 0, 'UTC') as hour_at,
-- expect
from (values (2, 2, 31, 1), (4, 2, 30, 1), (4, 4, 110, 2)) as expected (
    told_commit_no, first_told_commit_no, quantity, day_no
)
select
    expected.* exclude (day_no),
    quantity * 2 as cost_picousd,
    make_date(2026, 3, day_no) as event_date,
