-- grain: one macro per formula of what a step of a language model costs on given GPUs
-- key: none
-- units: seconds, bytes, FLOP (one multiply-accumulate is 2), parameters; 1 GB is 10^9 bytes; a pair is one query token
--        times one context token; efficiencies are the share of the peak that is reached
-- source: roofline model; Shazeer 2019 and DeepSeek-AI 2024 for attention; own calibration on published throughput
-- why: a decode step reads the weights once for all its sequences and the KV cache of each, and computes at the same
--      time: the longer of the two decides. `serving` is a row of int_serving_estimates, or a struct with its columns

-- Bytes of one parameter, scales included; NULL for a precision nobody serves in.
create or replace macro bytes_per_parameter(parameter_precision) as
    case parameter_precision
        when 'bf16' then 2.0
        when 'fp8' then 1.0
        when 'nvfp4' then 0.5625
        when 'mxfp4' then 0.53
    end;

-- Peak at which weights of a precision are multiplied. A chip without the unit unpacks them and computes in BF16.
create or replace macro peak_flops(parameter_precision, bf16_flops, fp8_flops, fp4_flops) as
    case
        when parameter_precision = 'fp8' then coalesce(fp8_flops, bf16_flops)
        when parameter_precision in ('nvfp4', 'mxfp4') then coalesce(fp4_flops, bf16_flops)
        else bf16_flops
    end;

-- KV bytes per token of context. Multi-head attention is grouped attention with as many KV heads as query heads.
create or replace macro kv_bytes_grouped(layers, kv_heads, head_size, element_bytes) as
    2 * layers * kv_heads * head_size * element_bytes;
create or replace macro kv_bytes_latent(layers, latent_rank, rope_size, element_bytes) as
    layers * (latent_rank + rope_size) * element_bytes;

-- KV bytes per token of a model whose window layers keep the last window_tokens only.
create or replace macro kv_bytes_hybrid(full_layers, window_layers, window_tokens, kv_heads, head_size, element_bytes,
    context_tokens) as
    kv_bytes_grouped(1, kv_heads, head_size, element_bytes)
    * (full_layers::double * context_tokens + window_layers * least(context_tokens, window_tokens)) / context_tokens;

-- How often tensor parallelism stores the same KV: heads cannot be cut, a latent vector is needed by every GPU.
create or replace macro kv_copies_grouped(tensor_parallel, kv_heads) as greatest(1, tensor_parallel / kv_heads);

-- Attention FLOP per pair, all layers. Latent attention decodes in the compressed space and prefills outside of it.
create or replace macro attention_flops_grouped(layers, query_heads, head_size) as 4 * layers * query_heads * head_size;
create or replace macro decode_flops_latent(layers, query_heads, latent_rank, rope_size) as
    2 * layers * query_heads * (2 * latent_rank + rope_size);
create or replace macro prefill_flops_latent(layers, query_heads, nope_size, rope_size, value_size) as
    2 * layers * query_heads * (nope_size + rope_size + value_size);

-- Expected share of the experts that a step of so many sequences touches, under uniform routing.
create or replace macro expert_coverage(expert_share, sequences) as 1 - power(1 - expert_share, sequences);

-- Bytes of weights that one step reads.
create or replace macro step_weight_bytes(serving, sequences) as
    serving.weight_bytes_always
    + serving.weight_bytes_routed * expert_coverage(serving.expert_share, sequences) * serving.routing_penalty;

-- Bytes of KV that one step reads; kv_tokens is the sum of the contexts.
create or replace macro step_kv_bytes(serving, sequences, kv_tokens) as
    serving.kv_bytes_per_token * kv_tokens + serving.kv_bytes_per_sequence * sequences;

create or replace macro step_memory_seconds(serving, sequences, kv_tokens) as
    (step_weight_bytes(serving, sequences) + step_kv_bytes(serving, sequences, kv_tokens))
    / (serving.gpu_count * serving.bandwidth_bytes_per_second * serving.memory_efficiency);

create or replace macro step_compute_seconds(serving, sequences, kv_tokens) as
    (serving.gpu_seconds_per_token * sequences + serving.gpu_seconds_per_decode_pair * kv_tokens)
    / (serving.gpu_count * serving.compute_efficiency);

create or replace macro step_seconds(serving, sequences, kv_tokens) as greatest(
    step_memory_seconds(serving, sequences, kv_tokens), step_compute_seconds(serving, sequences, kv_tokens)
);

-- The step where transfer and computing overlap in part: 1 = not at all, towards infinity = the longer decides.
create or replace macro smooth_step_seconds(memory_seconds, compute_seconds, overlap_exponent) as
    power(power(memory_seconds, overlap_exponent) + power(compute_seconds, overlap_exponent), 1 / overlap_exponent);

-- Cost of one generated token in a batch of equal sequences.
create or replace macro decode_picousd_per_token(serving, sequences, context_tokens) as
    serving.rent_picousd_per_second * step_seconds(serving, sequences, sequences * context_tokens) / sequences;

-- Seconds of an instance for computing uncached_tokens of a prompt behind cached_tokens that stand in the cache.
create or replace macro prefill_seconds(serving, uncached_tokens, cached_tokens) as
    (
        serving.gpu_seconds_per_prefill_token * uncached_tokens
        + serving.gpu_seconds_per_prefill_pair
        * (uncached_tokens::double * cached_tokens + uncached_tokens::double * (uncached_tokens + 1) / 2)
    ) / (serving.gpu_count * serving.compute_efficiency);

-- How much dearer than its linear part a fresh prompt is by its attention: on average, and at its last token.
create or replace macro context_multiplier(active_parameters, prefill_flops, context_tokens) as
    1 + prefill_flops * context_tokens / (4 * active_parameters);
create or replace macro marginal_context_multiplier(active_parameters, prefill_flops, context_tokens) as
    1 + prefill_flops * context_tokens / (2 * active_parameters);

-- Share of GPU memory that weights and KV may fill; the rest holds activations, graphs and communication buffers.
create or replace macro usable_memory_share() as 0.9;

-- Bytes left for KV beside the weights; negative where the weights alone do not fit.
create or replace macro kv_room_bytes(serving) as
    usable_memory_share() * serving.gpu_count * serving.memory_bytes - serving.weight_bytes_all;

-- Bytes of KV that sequences occupy; all copies of it, and what a step does not read.
create or replace macro resident_kv_bytes(serving, sequences, kv_tokens) as
    serving.resident_kv_bytes_per_token * kv_tokens + serving.resident_kv_bytes_per_sequence * sequences;

-- Most sequences of that context that fit at once; 0 where not even one does.
create or replace macro sequence_limit(serving, context_tokens) as
    greatest(0, floor(kv_room_bytes(serving) / resident_kv_bytes(serving, 1, context_tokens)))::bigint;

-- Batch at which reading all weights takes as long as computing beyond the KV cache; NULL where memory is the longer
-- one at any batch.
create or replace macro sweet_spot_sequences(serving, context_tokens) as
    serving.weight_bytes_all / (serving.bandwidth_bytes_per_second * serving.memory_efficiency)
    / nullif(greatest(0,
        (serving.gpu_seconds_per_token + serving.gpu_seconds_per_decode_pair * context_tokens)
        / serving.compute_efficiency
        - step_kv_bytes(serving, 1, context_tokens) / (serving.bandwidth_bytes_per_second * serving.memory_efficiency)
    ), 0);

-- Context above which reading the KV cache takes longer than computing, at equal efficiencies; NULL where never.
create or replace macro critical_context_tokens(serving) as
    serving.gpu_seconds_per_token / nullif(greatest(0,
        serving.kv_bytes_per_token / serving.bandwidth_bytes_per_second - serving.gpu_seconds_per_decode_pair
    ), 0);

-- Cost of a generated token that no batch can go below.
create or replace macro floor_picousd_per_token(serving, context_tokens) as
    serving.rent_picousd_per_second / serving.gpu_count * greatest(
        step_kv_bytes(serving, 1, context_tokens) / (serving.bandwidth_bytes_per_second * serving.memory_efficiency),
        (serving.gpu_seconds_per_token + serving.gpu_seconds_per_decode_pair * context_tokens)
        / serving.compute_efficiency
    );

-- Seconds to read all usable memory once: the step at the sequence limit, whatever the model.
create or replace macro drain_seconds(serving) as
    usable_memory_share() * serving.memory_bytes
    / (serving.bandwidth_bytes_per_second * serving.memory_efficiency);

-- What a step waits for.
create or replace macro step_regime(serving, sequences, kv_tokens) as
    case
        when kv_room_bytes(serving) < 0
            or resident_kv_bytes(serving, sequences, kv_tokens) > kv_room_bytes(serving)
            then 'over_capacity'
        when step_compute_seconds(serving, sequences, kv_tokens) >= step_memory_seconds(serving, sequences, kv_tokens)
            then 'compute_bound'
        when step_kv_bytes(serving, sequences, kv_tokens) > step_weight_bytes(serving, sequences) then 'kv_bound'
        else 'memory_bound'
    end;

-- Efficiency of a dense model by batch: it falls from the first value to the last one, fast at first; and the form that
-- falls with the logarithm, which does not end.
create or replace macro saturating_efficiency(sequences, at_one, at_many, batch_scale) as
    at_many + (at_one - at_many) * exp(-(sequences - 1) / batch_scale);
create or replace macro logarithmic_efficiency(sequences, at_one, loss_per_doubling) as
    at_one - loss_per_doubling * log2(sequences);

-- Whether a row of a catalogue came with the product; a user's own row goes before it.
create or replace macro is_shipped(source_name) as starts_with(source_name, 'shipped-');

-- By how much a measured efficiency may be off, on either side of the measured one.
create or replace macro measured_factor(estimate) as
    case estimate when 'low' then 1.15 when 'mid' then 1.0 when 'high' then 1 / 1.15 end;

-- Modelled picodollars as USD, in whole picodollars.
create or replace macro curve_usd(picousd) as usd(round(picousd)::hugeint);
