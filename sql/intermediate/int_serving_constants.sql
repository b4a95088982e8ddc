-- grain: one deployment in one validity of it and of its hardware's price, in one estimate
-- key: deployment, estimate, valid_from
-- units: bytes; gpu_seconds_* are seconds of one GPU at its peak; efficiencies from 0 to 1; rents in 10^-12 USD
-- source: int_served_architectures
-- why: all that the formulas of macros/roofline.sql need of a deployment, derived once, at the
--      efficiencies of the catalogue. The embedding of a mixture of experts is looked up and not read. Data-parallel
--      attention repeats all weights but the routed experts on every GPU. Sparse attention reads a fixed number of
--      tokens and an index that grows; window layers read a fixed number. Decode attention runs in BF16,
--      prefill attention in the precision of the weights, but not below FP8
with int_served_architectures as (
    select * from int_served_architectures
),

attentions as (
    select
        *,
        active_parameters - routed_parameters * expert_share as shared_parameters,
        case attention
            when 'gqa' then kv_bytes_grouped(full_attention_layers, kv_heads, head_size, kv_element_bytes)
            when 'mla' then kv_bytes_latent(layers, latent_rank, rope_size, kv_element_bytes)
            when 'assumed' then assumed_kv_bytes_per_token * kv_element_bytes
        end as full_kv_bytes,
        case attention
            when 'gqa' then attention_flops_grouped(full_attention_layers, query_heads, head_size)
            when 'mla' then decode_flops_latent(layers, query_heads, latent_rank, rope_size)
            when 'assumed' then assumed_attention_flops
        end as decode_flops,
        if(attention = 'mla', prefill_flops_latent(layers, query_heads, nope_size, rope_size, value_size), decode_flops)
            as prefill_flops,
        case
            when is_attention_data_parallel or attention = 'assumed' then 1
            when attention = 'gqa' then kv_copies_grouped(tensor_parallel, kv_heads)
            when attention = 'mla' then tensor_parallel
        end as kv_copies,
        if(is_attention_data_parallel, greatest(1, gpu_count), 1) as weight_copies,
        coalesce(kv_bytes_grouped(layers - full_attention_layers, kv_heads, head_size, kv_element_bytes)
            * window_tokens, 0) as window_kv_bytes,
        coalesce(layers * index_head_size, 0) as index_bytes,
        coalesce(2 * layers * index_heads * index_head_size, 0) as index_flops,
    from int_served_architectures
),

weights as (
    select
        *,
        if(routed_parameters > 0, shared_parameters, total_parameters) * weight_bytes * weight_copies
            as weight_bytes_always,
        (total_parameters - routed_parameters) * weight_bytes * weight_copies as weight_bytes_unrouted,
        routed_parameters * routed_weight_bytes * (1 + redundant_expert_share) as weight_bytes_routed,
        least(weight_peak, fp8_peak) as prefill_peak,
        2 * shared_parameters / weight_peak + 2 * routed_parameters * expert_share / routed_weight_peak
            as gpu_seconds_of_weights,
    from attentions
),

serving_constants as (
    select
        deployment,
        provider,
        llm_model,
        architecture,
        accelerator,
        rental,
        estimate,
        gpu_count,
        instance_count,
        batch_sequences,
        max_context_tokens,
        price_picousd_per_gpu_hour,
        price_picousd_per_gpu_hour * gpu_count / 3600 as rent_picousd_per_second,
        memory_efficiency,
        compute_efficiency,
        memory_bytes,
        bandwidth_bytes_per_second,
        expert_share,
        routing_penalty,
        active_parameters,
        prefill_flops as prefill_flops_per_pair,
        weight_bytes_always,
        weight_bytes_routed,
        weight_bytes_unrouted + weight_bytes_routed as weight_bytes_all,
        if(sparse_tokens is null, full_kv_bytes, index_bytes)::double as kv_bytes_per_token,
        (window_kv_bytes + coalesce(full_kv_bytes * sparse_tokens, 0))::double as kv_bytes_per_sequence,
        ((full_kv_bytes + index_bytes) * kv_copies)::double as resident_kv_bytes_per_token,
        (window_kv_bytes * kv_copies)::double as resident_kv_bytes_per_sequence,
        gpu_seconds_of_weights + coalesce(decode_flops * sparse_tokens, 0) / attention_peak as gpu_seconds_per_token,
        if(sparse_tokens is null, decode_flops, index_flops) / attention_peak as gpu_seconds_per_decode_pair,
        gpu_seconds_of_weights + coalesce(prefill_flops * sparse_tokens, 0) / prefill_peak
            as gpu_seconds_per_prefill_token,
        if(sparse_tokens is null, prefill_flops, index_flops) / prefill_peak as gpu_seconds_per_prefill_pair,
        is_assumed,
        valid_from,
        valid_to,
    from weights
)

select * from serving_constants
