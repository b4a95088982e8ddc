-- test: measured efficiencies go before those of the catalogue, with their own band, and without the routing penalty
-- given int_serving_constants
from (values ('ours', 'low'), ('ours', 'mid'), ('half', 'mid'), ('theirs', 'mid')) as given (deployment, estimate)
cross join (values ('shared', timestamptz '2026-01-01 00:00:00+00', 0.3, 0.25, 1.25)) as same (
    rental, valid_from, memory_efficiency, compute_efficiency, routing_penalty)
-- given int_efficiency_fits
from (values
    ('ours', 'low', 0.4, 0.2), ('ours', 'mid', 0.4, 0.2), ('half', 'mid', 0.9, null)
) as given (deployment, estimate, memory_efficiency, compute_efficiency)
cross join (values (timestamptz '2026-01-01 00:00:00+00')) as same (valid_from)
-- expect
from (values
    ('ours', 'low', 0.4 * 1.15, 0.2 * 1.15, 1.0, 'measured'),
    ('ours', 'mid', 0.4, 0.2, 1.0, 'measured'),
    ('half', 'mid', 0.9, 0.25, 1.0, 'modelled'),
    ('theirs', 'mid', 0.3, 0.25, 1.25, 'modelled')
) as expected (deployment, estimate, memory_efficiency, compute_efficiency, routing_penalty, cost_evidence)
