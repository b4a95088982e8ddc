-- test: the prefix that the log names is the key; without one it is the session, else customer, feature and model
-- given int_requests_costed
from (values
    ('a', 'h1', 's1', 'm1', 10),
    ('b', 'h1', 's2', 'm2', 10),
    ('c', null, 's1', 'm1', 10),
    ('d', null, 's1', 'm2', 10),
    ('e', null, null, 'm1', 10),
    ('f', null, null, 'm2', 10),
    ('no cache', null, 's1', 'm1', 0)) as given (dedupe_key, prefix_hash, session_id, llm_model, cache_read_tokens)
select
    *,
    'acme' as customer_id,
    'chat' as feature,
-- expect
select
    dedupe_key,
    prefix_key,
    is_inferred,
from (values
    ('a', hash('prefix', 'acme', 'h1'), false),
    ('b', hash('prefix', 'acme', 'h1'), false),
    ('c', hash('session', 'acme', 's1'), true),
    ('d', hash('session', 'acme', 's1'), true),
    ('e', hash('feature', 'acme', 'chat', null::varchar, 'm1'), true),
    ('f', hash('feature', 'acme', 'chat', null::varchar, 'm2'), true)) as expected (dedupe_key, prefix_key, is_inferred)

-- test: each full block is a use of its own, and the rest of the prompt is none
-- given int_requests_costed
select
    'a' as dedupe_key,
    'acme' as customer_id,
    [7, 8, 9] as prompt_block_ids,
    3 as prompt_blocks,
    512 as cache_block_tokens,
    1200 as prompt_tokens,
-- expect
select
    dedupe_key,
    block_no,
    prefix_key,
    cacheable_tokens,
    is_inferred,
from (values
    ('a', 1, hash('block', 'acme', 7::bigint), 512, false),
    ('a', 2, hash('block', 'acme', 8::bigint), 512, false)) as expected (
    dedupe_key, block_no, prefix_key, cacheable_tokens, is_inferred
)

-- test: what the provider read counts, not the blocks it could have read
-- given int_requests_costed
select
    'a' as dedupe_key,
    [7, 8, 9] as prompt_block_ids,
    3 as prompt_blocks,
    512 as cache_block_tokens,
    1536 as prompt_tokens,
    1024 as cache_read_tokens,
-- expect
select
    'a' as dedupe_key,
    0 as block_no,
    1024 as read_tokens,
    1536 as cacheable_tokens,
