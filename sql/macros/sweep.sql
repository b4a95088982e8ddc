-- grain: one macro per rule of following the calls present on a deployment through time
-- key: none
-- units: instants in microseconds since 1970 UTC; contexts in parts of a token, 2^30 to one
-- source: resource-cost rules of the product
-- why: running sums over all events of a build are exact, and the same in whatever chunks days are built, only when
--      they are sums of integers: what a call's start adds, its end takes off again to the last bit

create or replace macro hour_us() as 3600000000;
create or replace macro day_us() as 86400000000;
create or replace macro minute_us() as 60000000;
create or replace macro slot_us() as 10000000;
create or replace macro token_parts() as 1073741824;

-- One integer that sorts by deployment, then by time; instants before the year 2112 fit below the deployment's number.
create or replace macro sweep_key(serving_no, at_us) as serving_no * 4503599627370496 + at_us;
create or replace macro sweep_serving_no(sweep_key) as sweep_key // 4503599627370496;
create or replace macro sweep_us(sweep_key) as sweep_key % 4503599627370496;

-- Parts of a token by which a context grows in a microsecond while it is decoded. No call generates faster than a token
-- a microsecond; one that claims to has timestamps too coarse for it.
create or replace macro growth_parts(output_tokens, decode_us) as
    if(decode_us > 0, least(output_tokens * token_parts() // decode_us, token_parts()), 0);

-- Units in which running sums are kept: fine enough that rounding a segment does not show in picodollars.
create or replace macro share_units(instance_us) as round(instance_us * 1048576)::hugeint;
create or replace macro byte_units(us_per_byte) as round(us_per_byte * 72057594037927936)::hugeint;
create or replace macro work_units(us_per_gpu_second) as round(us_per_gpu_second * 1073741824)::hugeint;
create or replace macro shares_of(share_units) as share_units / 1048576;
create or replace macro per_bytes_of(byte_units) as byte_units / 72057594037927936;
create or replace macro per_work_of(work_units) as work_units / 1073741824;

-- Times in three regimes in one integer, for every running sum costs as much as the next: each stays below 2^40.
create or replace macro regime_times(over_capacity_us, compute_bound_us, kv_bound_us) as
    over_capacity_us::hugeint * 1208925819614629174706176 + compute_bound_us::hugeint * 1099511627776 + kv_bound_us;
create or replace macro over_capacity_us_of(regime_times) as (regime_times // 1208925819614629174706176)::bigint;
create or replace macro compute_bound_us_of(regime_times) as (regime_times // 1099511627776 % 1099511627776)::bigint;
create or replace macro kv_bound_us_of(regime_times) as (regime_times % 1099511627776)::bigint;

-- Token-microseconds of a context that goes in a straight line from one size to the other.
create or replace macro context_token_us(tokens_from, tokens_to, duration_us) as
    (tokens_from + tokens_to) / 2 * duration_us;

-- Size of a context at an instant between two others.
create or replace macro tokens_at(at_us, from_us, tokens_from, to_us, tokens_to) as
    if(to_us > from_us, tokens_from + (tokens_to - tokens_from) * ((at_us - from_us) / (to_us - from_us)), tokens_to);

-- Whole picodollars of a part of an amount; nothing of nothing.
create or replace macro picousd_part(picousd, part, whole) as
    if(whole > 0, round(picousd::double * part / whole)::hugeint, 0);

-- Microseconds since the hour began, in the middle between two events of one hour.
create or replace macro middle_us(from_key, to_key) as sweep_us(from_key) % hour_us() + (to_key - from_key) / 2;

-- Microseconds that two spans have in common.
create or replace macro overlap_us(from_us, to_us, other_from_us, other_to_us) as
    greatest(0, least(to_us, other_to_us) - greatest(from_us, other_from_us));

-- Whole picodollars of a rent per hour for a time.
create or replace macro rent_of(rent_picousd_per_hour, rented_us) as rent_picousd_per_hour * rented_us // hour_us();

-- Token-microseconds that a piece of a call held between two instants of its hour: the prompt grows from what the cache
-- held to all of it, then with every token generated.
create or replace macro prefill_token_us(piece, from_us, to_us) as if(
    least(to_us, piece.prefill_to_us) > greatest(from_us, piece.prefill_from_us),
    context_token_us(
        tokens_at(
            greatest(from_us, piece.prefill_from_us), piece.started_us, piece.cached_tokens, piece.first_token_us,
            piece.cached_tokens + piece.computed_tokens
        ),
        tokens_at(
            least(to_us, piece.prefill_to_us), piece.started_us, piece.cached_tokens, piece.first_token_us,
            piece.cached_tokens + piece.computed_tokens
        ),
        least(to_us, piece.prefill_to_us) - greatest(from_us, piece.prefill_from_us)
    ),
    0
);
create or replace macro decode_token_us(piece, from_us, to_us) as if(
    least(to_us, piece.decode_to_us) > greatest(from_us, piece.decode_from_us),
    (
        piece.level_parts + piece.growth_parts * (
            (least(to_us, piece.decode_to_us) + greatest(from_us, piece.decode_from_us)) / 2 - piece.hour_from_us
        )
    ) / token_parts() * (least(to_us, piece.decode_to_us) - greatest(from_us, piece.decode_from_us)),
    0
);

-- Bytes of KV that a piece of a call held, times seconds, between two instants and in all.
create or replace macro kv_byte_seconds_between(serving, piece, from_us, to_us) as round(resident_kv_bytes(
    serving,
    overlap_us(from_us, to_us, piece.prefill_from_us, greatest(piece.prefill_to_us, piece.decode_to_us)),
    prefill_token_us(piece, from_us, to_us) + decode_token_us(piece, from_us, to_us)
) / 1000000)::bigint;
create or replace macro piece_kv_byte_seconds(serving, piece) as
    kv_byte_seconds_between(serving, piece, piece.hour_from_us, piece.hour_from_us + hour_us());
