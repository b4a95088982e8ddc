-- test: superseded measurements are left out
-- given raw_capacity
from (values ('ours', 64, true), ('ours', 128, false)) as given (deployment, batch_sequences, is_superseded)
-- expect
from (values ('ours', 128)) as expected (deployment, batch_sequences)
