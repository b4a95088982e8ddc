-- test: of several deliveries the last one holds, and superseded ones are left out
-- given raw_contracts
from (values ('c1', 1, 10, false), ('c1', 2, 20, null), ('c1', 3, 30, true))
    as given (contract_id, commit_no, contract_commitment_cost, is_superseded)
-- expect
from (values ('c1', 20)) as expected (contract_id, contract_commitment_cost)
