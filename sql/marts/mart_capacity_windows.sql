-- grain: one row per deployment rented by us and UTC minute in which a call was present
-- key: minute_start, deployment
-- units: sequences; _gb in 10^9 bytes; shares from 0 to 1 (occupancy above 1 = more than fits); ratios
-- source: int_kv_minutes, int_capacity_minutes_by_day, int_servings
-- why: memory for contexts is what runs out first, and it runs out in minutes, not on average. A minute without a row
--      had no call. What is held counts prompts that are being read too; its peak is that of slots of ten seconds
-- order: kv_peak_share desc
with minutes as (
    select * from int_capacity_minutes_by_day
),

-- Of one instance that decodes; the mean context is what a sequence holds of KV.
states as (
    select
        held.* exclude (event_date),
        servings.llm_model,
        servings.instance_count,
        servings.mid_serving as serving,
        servings.instance_count * kv_room_bytes(servings.mid_serving) as room_bytes,
        coalesce(minutes.sequences_max, 0) as sequences_max,
        coalesce(minutes.busy_us, 0) as busy_us,
        coalesce(minutes.near_ridge_us, 0) > 0 as is_near_ridge,
        held.decode_us / nullif(minutes.busy_us, 0) as batch_sequences,
        greatest(1, (
            held.kv_mean_bytes * minute_us() / nullif(held.decode_us, 0)
            - servings.mid_serving.resident_kv_bytes_per_sequence
        ) / nullif(servings.mid_serving.resident_kv_bytes_per_token, 0)) as context_tokens,
    from int_kv_minutes as held
    inner join int_servings as servings
        on held.deployment = servings.deployment
        and held.minute_from_us + minute_us() > servings.valid_from_us
        and held.minute_from_us < servings.valid_to_us
    left join minutes
        on held.deployment = minutes.deployment
        and held.minute_from_us = minutes.minute_from_us
        and servings.valid_from_us = minutes.valid_from_us
    qualify row_number() over (
        partition by held.deployment, held.minute_from_us
        order by servings.valid_from_us
    ) = 1
),

windows as (
    select
        deployment,
        llm_model,
        top_customer_id,
        case
            when room_bytes < 0 or kv_peak_bytes > room_bytes then 'over_capacity'
            when batch_sequences is null then 'prefill_only'
            else step_regime(serving, batch_sequences, batch_sequences * context_tokens)
        end as regime,
        instance_count,
        customers,
        sequences_max,
        decode_us / minute_us() as sequences_mean,
        batch_sequences,
        sequence_limit(serving, context_tokens) * instance_count as sequence_limit,
        greatest(0, floor((room_bytes - kv_peak_bytes) / resident_kv_bytes(serving, 1, context_tokens)))::bigint
            as spare_sequences,
        context_tokens,
        kv_mean_bytes / 1000000000 as kv_mean_gb,
        kv_peak_bytes / 1000000000 as kv_peak_gb,
        room_bytes / 1000000000 as kv_room_gb,
        kv_mean_bytes / nullif(greatest(0, room_bytes), 0) as kv_mean_share,
        kv_peak_bytes / nullif(greatest(0, room_bytes), 0) as kv_peak_share,
        1 - kv_peak_bytes / nullif(greatest(0, room_bytes), 0) as headroom_share,
        prefill_work_us / nullif(decode_work_us, 0) as prefill_to_decode_ratio,
        prefill_work_us / (instance_count * minute_us()) as prefill_share,
        busy_us / (instance_count * minute_us()) as decoding_share,
        floor_picousd_per_token(serving, context_tokens)
        / nullif(decode_picousd_per_token(serving, batch_sequences, context_tokens), 0) as efficiency_share,
        top_customer_kv_share,
        room_bytes < 0 or kv_peak_bytes > room_bytes as is_over_capacity,
        sequences_max >= 0.9 * instance_count * sequence_limit(serving, context_tokens) as is_capacity_limited,
        is_near_ridge,
        make_timestamptz(minute_from_us) as minute_start,
    from states
)

select * from windows
