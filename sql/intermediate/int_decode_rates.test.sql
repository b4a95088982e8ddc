-- test: memory is shared out by what was moved, computing by work, and the regime is that of one instance
-- given int_servings
from (values
    (1, 1, 1000.0, 0.000000001), (2, 2, 1000.0, 0.000000001), (3, 1, 1000.0, 10.0), (4, 1, 150.0, 0.000000001)
) as given (serving_no, instance_count, memory_bytes, gpu_seconds_per_token)
select
    serving_no,
    instance_count,
    'dedicated' as rental,
    {
        gpu_count: 1.0, memory_bytes: memory_bytes, bandwidth_bytes_per_second: 100, memory_efficiency: 1.0,
        compute_efficiency: 1.0, weight_bytes_all: 100.0, weight_bytes_always: 100.0, weight_bytes_routed: 0.0,
        expert_share: 0.0, routing_penalty: 1.0, kv_bytes_per_token: 1.0, kv_bytes_per_sequence: 0.0,
        resident_kv_bytes_per_token: 1.0, resident_kv_bytes_per_sequence: 0.0,
        gpu_seconds_per_token: gpu_seconds_per_token, gpu_seconds_per_decode_pair: 0.0,
        gpu_seconds_per_prefill_token: 0.0, gpu_seconds_per_prefill_pair: 0.0, batch_sequences: 1,
        rent_picousd_per_second: 1.0
    } as mid_serving,
-- given int_decode_segments
from (values
    ('parameters', 1, 2, 1000, 60.0), ('contexts', 1, 2, 1000, 300.0), ('two instances', 2, 4, 1000, 120.0),
    ('second one idle', 2, 1, 1000, 60.0), ('computing', 3, 2, 1000, 60.0), ('too full', 4, 2, 1000, 60.0)
) as segments (name, serving_no, sequences, segment_us, kv_tokens)
select
    sweep_key(serving_no, 1000000) as event_key,
    case name
        when 'parameters' then 1 when 'contexts' then 2 when 'two instances' then 3 when 'second one idle' then 4
        when 'computing' then 5 else 6
    end as piece_no,
    1 as direction,
    sequences,
    segment_us,
    kv_tokens,
    true as is_even_hour,
-- expect
from (values
    (1, 1000, 100.0 / 160 * 500, 1000 / 160.0, 0.0, 0, 0),
    (2, 1000, 100.0 / 400 * 500, 1000 / 400.0, 0.0, 0, 1000),
    (3, 2000, 100.0 / 160 * 500, 1000 / 160.0, 0.0, 0, 0),
    (4, 1000, 100.0 / 160 * 1000, 1000 / 160.0, 0.0, 0, 0),
    (5, 1000, 0.0, 0.0, 1000 / 20.0, 1000, 0),
    (6, 1000, 100.0 / 160 * 500, 1000 / 160.0, 0.0, 0, 0)
) as rates (piece_no, busy_us, weights_us, us_per_byte, us_per_work, compute_bound_us, kv_bound_us)
select
    piece_no,
    busy_us,
    share_units(weights_us) as weight_units,
    byte_units(us_per_byte) as kv_units,
    work_units(us_per_work) as compute_units,
    regime_times(if(piece_no = 6, 1000, 0), compute_bound_us, kv_bound_us) as regime_times,
