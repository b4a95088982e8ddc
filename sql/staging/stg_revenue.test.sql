-- test: a line in several deliveries counts once, as the last commit states it
-- given raw_revenue
from (values ('l1', 10.00, 1), ('l1', 12.00, 2), ('l2', 5.00, 1)) as given (line_id, amount, commit_no)
-- expect
from (values ('l1', 12.00), ('l2', 5.00)) as expected (line_id, amount)
