-- grain: one row per call on GPUs rented by us and UTC hour in which it was present
-- key: piece_no
-- units: _us in microseconds since 1970 UTC, prefill_us in those of one instance; _parts in 2^-30 Tokens
-- source: int_requests_served, int_servings
-- why: GPUs are rented by the hour, so an hour is the bill that is divided, and a day is 24 of them whatever was under
--      way at midnight: a call belongs to each hour with the part of it that ran then. The context at an instant of the
--      hour is level_parts + growth_parts x microseconds since the hour began
-- kept: build
with int_requests_served as (
    select * from int_requests_served where rental = 'dedicated' and resource_reason is null
),

int_servings as (
    select * from int_servings where rental = 'dedicated'
),

calls as (
    select
        *,
        growth_parts(output_tokens, ended_us - first_token_us) as growth_parts,
        unnest(range(started_us // hour_us(), greatest(started_us, ended_us - 1) // hour_us() + 1)) as hour_no,
    from int_requests_served
),

cut as (
    select
        *,
        hour_no * hour_us() as hour_from_us,
        greatest(started_us, hour_no * hour_us()) as prefill_from_us,
        greatest(least(first_token_us, (hour_no + 1) * hour_us()), greatest(started_us, hour_no * hour_us()))
            as prefill_to_us,
        greatest(first_token_us, hour_no * hour_us()) as decode_from_us,
        least(ended_us, (hour_no + 1) * hour_us()) as decode_to_us,
    from calls
),

pieces as (
    select
        row_number() over () as piece_no,
        cut.dedupe_key,
        cut.deployment,
        cut.customer_id,
        int_servings.serving_no,
        cut.started_us,
        cut.first_token_us,
        cut.ended_us,
        cut.computed_tokens,
        cut.cached_tokens,
        cut.output_tokens,
        case
            when cut.first_token_us > cut.started_us
                then round(
                    cut.prefill_us * ((cut.prefill_to_us - cut.prefill_from_us) / (cut.first_token_us - cut.started_us))
                )::bigint
            when cut.started_us >= cut.hour_from_us then cut.prefill_us
            else 0
        end as prefill_us,
        (cut.computed_tokens + cut.cached_tokens) * token_parts()
        - cut.growth_parts * (cut.first_token_us - cut.hour_from_us) as level_parts,
        cut.growth_parts,
        cut.hour_from_us,
        cut.prefill_from_us,
        cut.prefill_to_us,
        cut.decode_from_us,
        greatest(cut.decode_from_us, cut.decode_to_us) as decode_to_us,
        cut.hour_no % 2 = 0 as is_even_hour,
        make_timestamp(cut.hour_from_us)::date as event_date,
    from cut
    inner join int_servings
        on cut.deployment = int_servings.deployment
        and cut.prefill_from_us >= int_servings.valid_from_us
        and cut.prefill_from_us < int_servings.valid_to_us
)

select * from pieces
