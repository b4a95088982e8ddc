-- grain: one deployment in one validity and estimate, where its speed has been measured
-- key: deployment, estimate, valid_from
-- units: efficiencies are shares of the bandwidth and of the peak, from 0 to 1
-- source: stg_capacity, int_serving_constants
-- why: in each regime a step takes its ideal time over the efficiency, so least squares of the logarithms are the mean
--      of logarithms. Which regime a point is in follows from the efficiencies of the catalogue. Fewer than three
--      different points in a regime say nothing, and nothing is faster than the hardware
with stg_capacity as (
    select * from stg_capacity
),

int_serving_constants as (
    select * from int_serving_constants
),

ideals as (
    select
        * exclude (batch_sequences) replace (
            1.0::double as memory_efficiency,
            1.0::double as compute_efficiency,
            1.0::double as routing_penalty
        ),
        memory_efficiency as catalogue_memory_efficiency,
        compute_efficiency as catalogue_compute_efficiency,
    from int_serving_constants
),

points as (
    select
        ideals.deployment,
        ideals.estimate,
        ideals.valid_from,
        capacity.phase,
        capacity.batch_sequences,
        capacity.context_tokens,
        step_memory_seconds(ideals, batch_sequences, batch_sequences * context_tokens) as memory_seconds,
        step_compute_seconds(ideals, batch_sequences, batch_sequences * context_tokens) as compute_seconds,
        prefill_seconds(ideals, context_tokens, 0) as prefill_seconds,
        if(phase = 'decode', batch_sequences, context_tokens) / tokens_per_second::double as measured_seconds,
        phase = 'decode' and memory_seconds / ideals.catalogue_memory_efficiency
            > compute_seconds / ideals.catalogue_compute_efficiency as is_memory_bound,
    from stg_capacity as capacity
    inner join ideals
        on capacity.deployment = ideals.deployment
        and capacity.measured_from < coalesce(ideals.valid_to, 'infinity'::timestamptz)
        and ideals.valid_from < capacity.measured_to
),

efficiencies as (
    select
        *,
        case
            when is_memory_bound then memory_seconds
            when phase = 'decode' then compute_seconds
            else prefill_seconds
        end / measured_seconds as efficiency,
    from points
),

fits as (
    select
        deployment,
        estimate,
        valid_from,
        count(distinct (phase, batch_sequences, context_tokens)) filter (is_memory_bound) as memory_points,
        count(distinct (phase, batch_sequences, context_tokens)) filter (not is_memory_bound) as compute_points,
        case when memory_points >= 3 then least(1, round(exp(avg(ln(efficiency)) filter (is_memory_bound)), 9)) end
            as memory_efficiency,
        case when compute_points >= 3 then least(1, round(exp(avg(ln(efficiency)) filter (not is_memory_bound)), 9)) end
            as compute_efficiency,
    from efficiencies
    group by deployment, estimate, valid_from
)

select * from fits
