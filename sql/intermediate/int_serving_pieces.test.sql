-- test: a call over midnight is a piece of each hour, its context goes on where it was, its prompt counts where it ran
-- given int_servings
from (values
    (7, 'ours', 'dedicated', 0, epoch_us(timestamptz '2026-01-06')),
    (8, 'ours', 'dedicated', epoch_us(timestamptz '2026-01-06'), epoch_us(timestamptz '2111-01-01'))
) as given (serving_no, deployment, rental, valid_from_us, valid_to_us)
-- given int_requests_served
from (values (
    'k', 'ours', 'dedicated', 60, 40, 30, 8000000,
    epoch_us(timestamptz '2026-01-05 23:59:40+00'), epoch_us(timestamptz '2026-01-05 23:59:50+00'),
    epoch_us(timestamptz '2026-01-06 00:00:20+00')
)) as given (
    dedupe_key, deployment, rental, computed_tokens, cached_tokens, output_tokens, prefill_us, started_us,
    first_token_us, ended_us)
-- expect
from (values
    (date '2026-01-05', 7, timestamptz '2026-01-05 23:00:00+00', 8000000, 10000000, 3590, 100, false),
    (date '2026-01-06', 8, timestamptz '2026-01-06 00:00:00+00', 0, 20000000, 0, 110, true)
) as pieces (event_date, serving_no, hour_start, prefill_us, decode_us, decode_second, tokens, is_even_hour)
select
    'k' as dedupe_key,
    event_date,
    serving_no,
    epoch_us(hour_start) as hour_from_us,
    prefill_us,
    epoch_us(hour_start) + decode_second::bigint * 1000000 as decode_from_us,
    epoch_us(hour_start) + decode_second::bigint * 1000000 + decode_us as decode_to_us,
    1073 as growth_parts,
    100::bigint * 1073741824 - 1073 * (3590000000 - if(event_date = date '2026-01-06', 3600000000, 0)) as level_parts,
    is_even_hour,

-- test: a call that others serve, or that cannot be placed, has no piece
-- given int_servings
from (values (7, 'ours', 'dedicated', 0, 9000000000000000)) as given (
    serving_no, deployment, rental, valid_from_us, valid_to_us)
-- given int_requests_served
from (values ('shared', 'theirs', 'shared', null), ('unplaced', 'ours', 'dedicated', 'no_duration')) as given (
    dedupe_key, deployment, rental, resource_reason)
-- expect
from (values ('none')) as expected (dedupe_key) where dedupe_key is null
