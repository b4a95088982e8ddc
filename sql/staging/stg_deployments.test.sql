-- test: the user's own deployments of a model replace the shipped assumption on it
-- given raw_deployments
from (values
    ('shipped-deployments', 'a at its maker', 'a', false),
    ('shipped-deployments', 'b at its maker', 'b', false),
    ('ours', 'a-1', 'a', false),
    ('ours', 'a-2', 'a', false),
    ('ours', 'b-1', 'b', true)
) as given (source, deployment, llm_model, is_superseded)
-- expect
from (values ('a-1'), ('a-2'), ('b at its maker')) as expected (deployment)
