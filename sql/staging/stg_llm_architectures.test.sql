-- test: the user's own estimate replaces all shipped estimates of the architecture
-- given raw_llm_architectures
from (values
    ('shipped-llm-architectures', 'closed', 'low', 1, false),
    ('shipped-llm-architectures', 'closed', 'high', 2, false),
    ('shipped-llm-architectures', 'llama', 'known', 3, false),
    ('ours', 'closed', 'known', 4, false),
    ('ours', 'llama', 'known', 5, true)
) as given (source, architecture, estimate, total_parameters, is_superseded)
-- expect
from (values ('closed', 'known', 4), ('llama', 'known', 3)) as expected (architecture, estimate, total_parameters)
