-- test: a claim follows where our figure lies in its range, and what cannot be computed keeps what is known of it
-- given seed_claims
from (values
    (1, 'inside', 1.0, 2.0, null), (2, 'above', 1.0, 2.0, null), (3, 'open', 1.0, null, null),
    (4, 'not computed', 1.0, 2.0, null), (5, 'no figure', null, null, 'does not follow')
) as given (claim_no, claim_id, claimed_low, claimed_high, verdict_without_figure)
-- given int_claim_figures
from (values ('inside', 2.0), ('above', 2.1), ('open', 1e9)) as given (claim_id, figure)
-- expect
from (values
    ('inside', 2.0, 'follows'), ('above', 2.1, 'does not follow'), ('open', 1e9, 'follows'),
    ('not computed', null, 'unverified'), ('no figure', null, 'does not follow')
) as expected (claim_id, our_figure, verdict)
