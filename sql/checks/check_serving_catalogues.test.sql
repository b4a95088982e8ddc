-- test: a deployment without architecture or hardware, or on a chip without a roofline, is named
-- given stg_deployments
from (values ('a', 'gone', 'h100'), ('b', 'llama', 'gone'), ('c', 'llama', 'lpu'), ('d', 'llama', 'h100')) as given (
    deployment, architecture, accelerator)
-- given stg_llm_architectures
from (values ('llama', 'known'), ('closed', 'low'), ('closed', 'mid'), ('closed', 'high'), ('half', 'low')) as given (
    architecture, estimate)
-- given stg_accelerators
from (values ('h100', true), ('lpu', false)) as given (accelerator, is_roofline)
-- given stg_capacity
from (values ('d'), ('e')) as given (deployment)
-- expect
from (values
    ('a deployment names an architecture that no catalogue has; add it to a source of kind llm-architectures',
        'a / gone'),
    ('a deployment names an accelerator that no catalogue has; add it to a source of kind accelerators', 'b / gone'),
    ('the roofline of one chip does not describe this accelerator, so nothing can be deployed on it', 'c / lpu'),
    ('an architecture needs either one known row, or low, mid and high', 'half'),
    ('a measurement is of a deployment that no catalogue has; correct its name or add the deployment', 'e')
) as expected (problem, subject)

-- test: validities that meet are fine, validities that overlap are named
-- given stg_deployments
from (values
    ('a', 1, timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    ('a', 2, timestamptz '2026-02-01 00:00:00+00', null),
    ('a', 3, timestamptz '2026-03-01 00:00:00+00', null)
) as given (deployment, line_no, valid_from, valid_to)
cross join (values ('f', 'llama', 'h100')) as same (file_id, architecture, accelerator)
-- given stg_llm_architectures
from (values ('llama', 'known')) as given (architecture, estimate)
-- given stg_accelerators
from (values
    ('h100', 1, 'f', true, timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    ('h100', 2, 'f', true, timestamptz '2026-01-15 00:00:00+00', null)
) as given (accelerator, line_no, file_id, is_roofline, valid_from, valid_to)
-- expect
from (values
    ('two rows of a deployment are in force at once; let one end where the other starts'),
    ('two rows of an accelerator are in force at once; let one end where the other starts')
) as expected (problem)
