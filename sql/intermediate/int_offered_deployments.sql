-- grain: one deployment in one validity: those that are declared, and each open architecture on each accelerator
-- key: deployment, valid_from
-- units: GPUs per instance; sequences; price in 10^-12 USD per GPU-hour
-- source: stg_deployments, stg_llm_architectures, stg_accelerators
-- why: what a model would cost elsewhere is asked before anybody deploys it there. What nobody has declared runs in its
--      native precision on the least power of two of GPUs whose usable memory holds the weights one and a half times
with stg_deployments as (
    select * from stg_deployments
),

stg_llm_architectures as (
    select * from stg_llm_architectures
),

stg_accelerators as (
    select * from stg_accelerators
),

pairs as (
    select
        architectures.architecture,
        architectures.native_precision,
        architectures.attention = 'mla' as is_attention_data_parallel,
        accelerators.accelerator,
        -- data-parallel attention repeats what is not routed on every GPU
        if(is_attention_data_parallel, architectures.total_parameters - architectures.routed_parameters, 0)
            * bytes_per_parameter(native_precision) as repeated_bytes,
        architectures.total_parameters * bytes_per_parameter(native_precision) as weight_bytes,
        usable_memory_share() * accelerators.memory_bytes as usable_bytes,
        accelerators.valid_from,
        accelerators.valid_to,
    from stg_llm_architectures as architectures
    cross join stg_accelerators as accelerators
    where architectures.estimate = 'known' and not architectures.is_assumed and accelerators.is_roofline
),

offers as (
    select
        concat(architecture, ' on ', accelerator) as deployment,
        null as provider,
        architecture as llm_model,
        architecture,
        accelerator,
        'offered' as rental,
        native_precision as weight_precision,
        native_precision as routed_weight_precision,
        'bf16' as kv_precision,
        power(2, greatest(0, ceil(log2(1.5 * weight_bytes / (usable_bytes - 1.5 * repeated_bytes)))))::decimal(38, 12)
            as gpu_count,
        1::bigint as instance_count,
        gpu_count::bigint as tensor_parallel,
        0::decimal(38, 12) as redundant_expert_share,
        null::bigint as price_picousd_per_gpu_hour,
        null::decimal(38, 12) as memory_efficiency,
        null::decimal(38, 12) as compute_efficiency,
        null::bigint as batch_sequences_low,
        null::bigint as batch_sequences_mid,
        null::bigint as batch_sequences_high,
        is_attention_data_parallel,
        false as is_assumed,
        valid_from,
        valid_to,
    from pairs
    where usable_bytes > 1.5 * repeated_bytes
),

deployments as (
    select * from offers
    union all by name
    select
        deployment,
        provider,
        llm_model,
        architecture,
        accelerator,
        rental,
        weight_precision,
        routed_weight_precision,
        kv_precision,
        gpu_count,
        instance_count,
        tensor_parallel,
        redundant_expert_share,
        price_picousd_per_gpu_hour,
        memory_efficiency,
        compute_efficiency,
        batch_sequences_low,
        batch_sequences_mid,
        batch_sequences_high,
        is_attention_data_parallel,
        is_assumed,
        valid_from,
        valid_to,
    from stg_deployments
)

select * from deployments
