-- test: a mapping in two files is one mapping, and systems are written in lower case
-- given raw_customers
from (values
    ('acme', 'LiteLLM_End_User', 'cust-17', 1, false),
    ('acme', 'litellm_end_user', 'cust-17', 2, false),
    ('acme', 'litellm_end_user', 'cust-18', 1, true)
) as given (customer_id, external_system, external_id, commit_no, is_superseded)
-- expect
from (values ('acme', 'litellm_end_user', 'cust-17', 2))
    as expected (customer_id, external_system, external_id, commit_no)
