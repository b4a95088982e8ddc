-- test: days of a month add up by policy, and a day without a cost leaves the month without one
-- given int_cache_replays_by_day
from (values
    (date '2026-01-05', 2, 3000, true, 4000, 1000, 9),
    (date '2026-01-31', 1, 500, false, null, 100, 4),
    (date '2026-02-01', 1, 70, true, 10, 10, 1)) as given (
    reporting_date, prefixes, cost_5m, is_1h_known, cost_1h, saving, square_saving
)
select
    reporting_date,
    prefixes,
    10 as uses,
    7 as none_cost_picousd,
    {'reads': 1, 'writes': 2, 'unread_writes': 1, 'read_tokens': 10, 'write_tokens': 5, 'cost_picousd': cost_5m,
        'is_known': true} as after_5m,
    {'reads': 1, 'writes': 2, 'unread_writes': 1, 'read_tokens': 10, 'write_tokens': 5, 'cost_picousd': cost_1h,
        'is_known': is_1h_known} as after_1h,
    {'reads': 1, 'writes': 2, 'unread_writes': 1, 'read_tokens': 10, 'write_tokens': 5, 'cost_picousd': 100,
        'is_known': true} as as_is,
    prefixes as costed_prefixes,
    {'compared_prefixes': prefixes, 'saving_picousd': saving, 'square_saving': square_saving} as none_saving,
    {'compared_prefixes': prefixes, 'saving_picousd': saving, 'square_saving': square_saving} as after_5m_saving,
    {'compared_prefixes': prefixes, 'saving_picousd': saving, 'square_saving': square_saving} as after_1h_saving,
    'acme' as customer_id,
    'p' as provider,
    'm' as llm_model,
    'chat' as feature,
-- expect
from (values
    ('none', date '2026-01-01', 3, 20, 0, 0, 14, true, 3, 1100, 13),
    ('5m', date '2026-01-01', 3, 20, 2, 20, 3500, true, 3, 1100, 13),
    ('1h', date '2026-01-01', 3, 20, 2, 20, null, false, 3, 1100, 13),
    ('as_is', date '2026-01-01', 3, 20, 2, 20, 200, true, 3, 0, 0),
    ('none', date '2026-02-01', 1, 10, 0, 0, 7, true, 1, 10, 1),
    ('5m', date '2026-02-01', 1, 10, 1, 10, 70, true, 1, 10, 1),
    ('1h', date '2026-02-01', 1, 10, 1, 10, 10, true, 1, 10, 1),
    ('as_is', date '2026-02-01', 1, 10, 1, 10, 100, true, 1, 0, 0)) as expected (
    policy, month_date, prefixes, uses, reads, read_tokens, cost_picousd, is_known, compared_prefixes, saving_picousd,
    square_saving
)

-- test: where no prefix has a price nothing is compared
-- given int_cache_replays_by_day
select
    1 as prefixes,
    0 as costed_prefixes,
    {'reads': 1, 'writes': 2, 'unread_writes': 1, 'read_tokens': 10, 'write_tokens': 5, 'cost_picousd': null,
        'is_known': true} as as_is,
    'acme' as customer_id,
    date '2026-01-05' as reporting_date,
-- expect
select * from (values ('none'), ('5m'), ('1h'), ('as_is')) as policies (policy)
cross join (select null::hugeint as cost_picousd, null::hugeint as saving_picousd, null::hugeint as square_saving)
