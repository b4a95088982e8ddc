-- test: an empty verdict and a cost of nothing are unknown
-- given source_records
from (values
    (2, 'babel', 'false', null),
    (3, 'cachetools', 'true', '0.046846884'),
    (4, 'voluptuous', 'true', '0.0'),
    (5, 'wcwidth', null, '0.1'),
    (6, 'jinja', 'perhaps', '0.1'),
    (7, 'flask', 'true', 'free'),
    (8, null, 'true', '1')
) as given (line_no, instance_id, resolved, cost_usd)
cross join (values ('results', 'DeepSeek-V3.2-Reasoner', 'commit0')) as same (collection, model, benchmark)
-- expect
from (values
    (2, 'openhands', 'commit0', 0, null, null),
    (3, 'openhands', 'commit0', 1, 0.046846884::decimal(38, 18), null),
    (4, 'openhands', 'commit0', 1, null, null),
    (5, 'openhands', 'commit0', null, 0.1, null),
    (6, 'openhands', 'commit0', null, 0.1, 'bad_flag'),
    (7, 'openhands', 'commit0', 1, null, 'bad_amount'),
    (8, 'openhands', 'commit0', 1, 1, 'missing_value')
) as expected (line_no, benchmark, feature, resolved_tasks, cost, reject_reason)
