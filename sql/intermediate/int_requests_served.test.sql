-- test: the deployment in the log goes before that of the model, and what keeps a call from a cost is its reason
-- given int_serving_estimates
from (values
    ('ours', 'mid', 'dedicated', null, 'llama', 1.0),
    ('other', 'mid', 'dedicated', null, 'llama', 1.0),
    ('opus at its maker', 'mid', 'shared', null, 'opus', 1.0),
    ('opus at a cloud', 'mid', 'shared', 'cloud', 'opus', 1.0),
    ('unpriced', 'mid', 'shared', null, 'sonnet', null)
) as given (deployment, estimate, rental, provider, llm_model, rent_picousd_per_second)
cross join (values (1.0, 1.0, 0.001, 0.0, timestamptz '2026-01-01', timestamptz '2026-02-01')) as same (
    gpu_count, compute_efficiency, gpu_seconds_per_prefill_token, gpu_seconds_per_prefill_pair, valid_from, valid_to)
-- given int_requests_resolved
from (values
    ('named', 'self', 'llama', 'ours', 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('two of one model', 'self', 'llama', null, 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('own provider', 'cloud', 'opus', null, 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('any provider', 'maker', 'opus', 'router-7', 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('no price', 'maker', 'sonnet', null, 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('not served', 'maker', 'haiku', null, 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('nameless', 'maker', null, null, 100, null, timestamptz '2026-01-05 00:00:10+00'),
    ('nothing known', 'maker', 'opus', null, null, null, timestamptz '2026-01-05 00:00:10+00'),
    ('refused', 'maker', 'haiku', null, null, 'rate_limit', timestamptz '2026-01-05 00:00:10+00'),
    ('endless', 'self', 'llama', 'ours', 100, null, null),
    ('too long', 'self', 'llama', 'ours', 100, null, timestamptz '2026-01-06 00:00:01+00')
) as given (dedupe_key, provider, llm_model, deployment, uncached_input_tokens, error_type, ended_at)
cross join (values (timestamptz '2026-01-05 00:00:00+00')) as same (started_at)
-- expect
from (values
    ('named', 'ours', 'dedicated', null),
    ('two of one model', null, null, 'ambiguous_deployment'),
    ('own provider', 'opus at a cloud', 'shared', null),
    ('any provider', 'opus at its maker', 'shared', null),
    ('no price', 'unpriced', 'shared', 'no_rent'),
    ('not served', null, null, 'no_deployment'),
    ('nameless', null, null, 'no_model'),
    ('nothing known', 'opus at its maker', 'shared', 'no_usage'),
    ('refused', null, null, null),
    ('endless', 'ours', 'dedicated', 'no_duration'),
    ('too long', 'ours', 'dedicated', 'longer_than_a_day')
) as expected (dedupe_key, deployment, rental, resource_reason)

-- test: a deployment no longer in force is a reason of its own
-- given int_serving_estimates
from (values ('ours', 'mid', 'dedicated', 'llama', timestamptz '2026-01-01', timestamptz '2026-02-01')) as given (
    deployment, estimate, rental, llm_model, valid_from, valid_to)
-- given int_requests_resolved
from (values ('late', 'llama', 1, timestamptz '2026-02-01 00:00:00+00')) as given (
    dedupe_key, llm_model, uncached_input_tokens, started_at)
-- expect
from (values ('late', 'no_deployment_in_force')) as expected (dedupe_key, resource_reason)

-- test: what is computed, cached and generated are told apart, and a first token that is none is estimated
-- given int_serving_estimates
from (values ('ours', 'mid', 'dedicated', 'llama', 1.0, 1.0, 1.0, 0.001, 0.0, timestamptz '2026-01-01')) as given (
    deployment, estimate, rental, llm_model, rent_picousd_per_second, gpu_count, compute_efficiency,
    gpu_seconds_per_prefill_token, gpu_seconds_per_prefill_pair, valid_from)
-- given int_requests_resolved
from (values
    ('streamed', 1000, 5, timestamptz '2026-01-05 00:00:03+00'),
    ('not streamed', 1000, 5, timestamptz '2026-01-05 00:00:10+00'),
    ('unknown', 1000, 5, null),
    ('long prompt', 8000, 5, null),
    ('no answer', 1000, 0, timestamptz '2026-01-05 00:00:03+00')
) as given (dedupe_key, uncached_input_tokens, reasoning_tokens, first_token_at)
cross join (values (
    'llama', 7, 11, 13, timestamptz '2026-01-05 00:00:00+00', timestamptz '2026-01-05 00:00:10+00'
)) as same (llm_model, cache_read_tokens, cache_write_1h_tokens, image_tokens, started_at, ended_at)
-- expect
from (values
    ('streamed', 1024, 7, 5, 1024000, 3000000),
    ('not streamed', 1024, 7, 5, 1024000, 1024000),
    ('unknown', 1024, 7, 5, 1024000, 1024000),
    ('long prompt', 8024, 7, 5, 8024000, 5000000),
    ('no answer', 1024, 7, 0, 1024000, 10000000)
) as waits (dedupe_key, computed_tokens, cached_tokens, output_tokens, prefill_us, waited_us)
select
    dedupe_key,
    computed_tokens,
    cached_tokens,
    output_tokens,
    prefill_us,
    epoch_us(timestamptz '2026-01-05 00:00:00+00') + waited_us as first_token_us,
