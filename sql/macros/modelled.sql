-- grain: one macro per rule of what a call costs to serve where nobody saw what else ran beside it
-- key: none
-- units: seconds, Tokens, sequences; rents in 10^-12 USD
-- source: resource-cost rules of the product; roofline.sql
-- why: a provider's batch is not in our logs, so it is an assumption of the catalogue, bounded by what memory can hold

-- What the formulas need of a row of int_serving_estimates: few columns, because every call carries them.
create or replace macro step_serving(estimate) as struct_pack(
    gpu_count := estimate.gpu_count,
    memory_bytes := estimate.memory_bytes,
    bandwidth_bytes_per_second := estimate.bandwidth_bytes_per_second,
    memory_efficiency := estimate.memory_efficiency,
    compute_efficiency := estimate.compute_efficiency,
    weight_bytes_all := estimate.weight_bytes_all,
    weight_bytes_always := estimate.weight_bytes_always,
    weight_bytes_routed := estimate.weight_bytes_routed,
    expert_share := estimate.expert_share,
    routing_penalty := estimate.routing_penalty,
    kv_bytes_per_token := estimate.kv_bytes_per_token,
    kv_bytes_per_sequence := estimate.kv_bytes_per_sequence,
    resident_kv_bytes_per_token := estimate.resident_kv_bytes_per_token,
    resident_kv_bytes_per_sequence := estimate.resident_kv_bytes_per_sequence,
    gpu_seconds_per_token := estimate.gpu_seconds_per_token,
    gpu_seconds_per_decode_pair := estimate.gpu_seconds_per_decode_pair,
    gpu_seconds_per_prefill_token := estimate.gpu_seconds_per_prefill_token,
    gpu_seconds_per_prefill_pair := estimate.gpu_seconds_per_prefill_pair,
    batch_sequences := estimate.batch_sequences,
    rent_picousd_per_second := estimate.rent_picousd_per_second
);

-- Batch in which a call of that context is taken to decode.
create or replace macro modelled_sequences(serving, context_tokens) as
    greatest(1, least(serving.batch_sequences, sequence_limit(serving, greatest(1, context_tokens))));

-- Seconds that a batch of such calls decodes.
create or replace macro modelled_decode_seconds(serving, sequences, context_tokens, output_tokens) as
    output_tokens * step_seconds(serving, sequences, sequences * context_tokens);

-- Prompt and decoding of one call.
create or replace macro modelled_picousd(serving, computed_tokens, cached_tokens, output_tokens, context_tokens) as
    serving.rent_picousd_per_second * (
        prefill_seconds(serving, computed_tokens, cached_tokens)
        + modelled_decode_seconds(
            serving, modelled_sequences(serving, context_tokens), context_tokens, output_tokens
        ) / modelled_sequences(serving, context_tokens)
    );
