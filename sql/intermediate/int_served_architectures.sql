-- grain: one deployment in one validity of it and of its hardware's price, in one estimate
-- key: deployment, estimate, valid_from
-- units: bytes, FLOP per second of one GPU, parameters; efficiencies from 0 to 1; price in 10^-12 USD per GPU-hour
-- source: int_offered_deployments, stg_llm_architectures, stg_accelerators, seed_serving_estimates
-- why: puts model, hardware and assumptions side by side. low is all favourable to a low cost, high all adverse; what
--      is known stands in all three
with int_offered_deployments as (
    select * from int_offered_deployments
),

stg_llm_architectures as (
    select * from stg_llm_architectures
),

stg_accelerators as (
    select * from stg_accelerators
),

seed_serving_estimates as (
    select * from seed_serving_estimates
),

served_architectures as (
    select
        deployments.deployment,
        deployments.provider,
        deployments.llm_model,
        deployments.architecture,
        deployments.accelerator,
        deployments.rental,
        estimates.estimate,
        architectures.attention,
        deployments.gpu_count::double as gpu_count,
        deployments.instance_count,
        deployments.tensor_parallel,
        case estimates.estimate
            when 'low' then deployments.batch_sequences_high
            when 'mid' then deployments.batch_sequences_mid
            when 'high' then deployments.batch_sequences_low
        end as batch_sequences,
        deployments.redundant_expert_share::double as redundant_expert_share,
        coalesce(deployments.price_picousd_per_gpu_hour, case estimates.estimate
            when 'low' then accelerators.price_low_picousd_per_gpu_hour
            when 'mid' then accelerators.price_mid_picousd_per_gpu_hour
            when 'high' then accelerators.price_high_picousd_per_gpu_hour
        end) as price_picousd_per_gpu_hour,
        coalesce(deployments.memory_efficiency, if(architectures.routed_parameters > 0,
            estimates.moe_memory_efficiency, estimates.dense_memory_efficiency))::double as memory_efficiency,
        coalesce(deployments.compute_efficiency, if(architectures.routed_parameters > 0,
            estimates.moe_compute_efficiency, estimates.dense_compute_efficiency))::double as compute_efficiency,
        estimates.routing_penalty::double as routing_penalty,
        accelerators.memory_bytes,
        accelerators.bandwidth_bytes_per_second,
        accelerators.bf16_flops_per_second as attention_peak,
        peak_flops('fp8', accelerators.bf16_flops_per_second, accelerators.fp8_flops_per_second, null) as fp8_peak,
        peak_flops(deployments.weight_precision, accelerators.bf16_flops_per_second,
            accelerators.fp8_flops_per_second, accelerators.fp4_flops_per_second) as weight_peak,
        peak_flops(deployments.routed_weight_precision, accelerators.bf16_flops_per_second,
            accelerators.fp8_flops_per_second, accelerators.fp4_flops_per_second) as routed_weight_peak,
        bytes_per_parameter(deployments.weight_precision)::double as weight_bytes,
        bytes_per_parameter(deployments.routed_weight_precision)::double as routed_weight_bytes,
        bytes_per_parameter(deployments.kv_precision)::double as kv_element_bytes,
        architectures.total_parameters,
        architectures.active_parameters,
        architectures.routed_parameters,
        if(architectures.routed_parameters > 0, architectures.experts_per_token / architectures.experts, 0)
            as expert_share,
        architectures.layers,
        architectures.full_attention_layers,
        architectures.window_tokens,
        architectures.query_heads,
        architectures.kv_heads,
        architectures.head_size,
        architectures.latent_rank,
        architectures.rope_size,
        architectures.nope_size,
        architectures.value_size,
        architectures.sparse_tokens,
        architectures.index_heads,
        architectures.index_head_size,
        architectures.assumed_kv_bytes_per_token,
        architectures.assumed_attention_flops,
        architectures.max_context_tokens,
        deployments.is_attention_data_parallel,
        deployments.is_assumed or architectures.is_assumed
            or (deployments.price_picousd_per_gpu_hour is null and accelerators.is_price_assumed) as is_assumed,
        greatest(deployments.valid_from, accelerators.valid_from) as valid_from,
        least(deployments.valid_to, accelerators.valid_to) as valid_to,
    from int_offered_deployments as deployments
    cross join seed_serving_estimates as estimates
    inner join stg_llm_architectures as architectures
        on deployments.architecture = architectures.architecture
        and architectures.estimate in ('known', estimates.estimate)
    inner join stg_accelerators as accelerators
        on deployments.accelerator = accelerators.accelerator
        and accelerators.is_roofline
        and deployments.valid_from < coalesce(accelerators.valid_to, 'infinity'::timestamptz)
        and accelerators.valid_from < coalesce(deployments.valid_to, 'infinity'::timestamptz)
)

select * from served_architectures
