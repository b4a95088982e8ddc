-- grain: one row per segment of int_decode_segments
-- key: none
-- units: busy_us in microseconds of all instances together; *_units as the macros of sweep.sql keep running sums
-- source: int_decode_segments, int_servings
-- why: what the step of a segment waits for, and what its time is shared out by. Where memory is the longer side, the
--      weights are moved for everybody in equal parts and each call's KV cache for itself: the Shapley value of the
--      step. Where computing is longer, each call pays its own. Instances share the calls evenly
with int_decode_segments as (
    select * from int_decode_segments
),

servings as (
    select
        serving_no,
        instance_count,
        mid_serving as serving,
        kv_room_bytes(mid_serving) as room_bytes,
    from int_servings
    where rental = 'dedicated'
),

-- Of one busy instance.
steps as (
    select
        segments.event_key,
        segments.piece_no,
        segments.direction,
        segments.sequences,
        segments.segment_us,
        segments.is_even_hour,
        least(segments.sequences, servings.instance_count) as instances,
        greatest(segments.sequences, 1) / least(greatest(segments.sequences, 1), servings.instance_count)
            as step_sequences,
        segments.kv_tokens / least(greatest(segments.sequences, 1), servings.instance_count) as step_tokens,
        servings.serving,
        servings.room_bytes,
    from int_decode_segments as segments
    inner join servings
        on sweep_serving_no(segments.event_key) = servings.serving_no
),

moved as (
    select
        *,
        step_weight_bytes(serving, step_sequences) as weight_bytes,
        step_kv_bytes(serving, step_sequences, step_tokens) as kv_bytes,
        step_memory_seconds(serving, step_sequences, step_tokens) as memory_seconds,
        step_compute_seconds(serving, step_sequences, step_tokens) as compute_seconds,
        serving.gpu_seconds_per_token * step_sequences + serving.gpu_seconds_per_decode_pair * step_tokens
            as work_seconds,
        resident_kv_bytes(serving, step_sequences, step_tokens) > room_bytes as is_over_capacity,
    from steps
),

rates as (
    select
        event_key,
        piece_no,
        direction,
        sequences,
        segment_us,
        instances * segment_us as busy_us,
        middle_us(event_key - segment_us, event_key) as middle_us,
        is_even_hour,
        if(
            compute_seconds < memory_seconds,
            share_units(instances * segment_us * (weight_bytes / (weight_bytes + kv_bytes)) / greatest(sequences, 1)),
            0
        ) as weight_units,
        if(compute_seconds < memory_seconds, byte_units(segment_us / (weight_bytes + kv_bytes)), 0) as kv_units,
        if(compute_seconds < memory_seconds, 0, work_units(segment_us / work_seconds)) as compute_units,
        case
            when is_over_capacity then regime_times(segment_us, 0, 0)
            when compute_seconds >= memory_seconds then regime_times(0, segment_us, 0)
            when kv_bytes > weight_bytes then regime_times(0, 0, segment_us)
            else 0
        end as regime_times,
        if(memory_seconds / compute_seconds between 0.8 and 1.25, segment_us, 0) as near_ridge_us,
    from moved
)

select * from rates
