-- grain: one row per model architecture and estimate of it
-- key: file_id, line_no
-- units: parameters; bytes per token at one byte per element; FLOP per (query token x context token) of all layers
-- source: sql/seeds/serving/llm_architectures.csv, or a file of the same form
-- why: what a token costs to serve follows from the published configuration of a model. Nobody knows that of a closed
--      model: it stands in three rows, low, mid and high, with its KV bytes and attention FLOP assumed instead of
--      derived. Each row must be possible in itself: the parts of a model are not more than the whole.
-- dataset: llm_architectures
-- version: 1
-- files: **/*llm_architectures.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    architecture: VARCHAR required
--    estimate: VARCHAR required
--    attention: VARCHAR required
--    total_parameters_billion: VARCHAR required
--    active_parameters_billion: VARCHAR required
--    routed_parameters_billion: VARCHAR
--    experts: VARCHAR
--    experts_per_token: VARCHAR
--    layers: VARCHAR
--    full_attention_layers: VARCHAR
--    window_tokens: VARCHAR
--    query_heads: VARCHAR
--    kv_heads: VARCHAR
--    head_size: VARCHAR
--    latent_rank: VARCHAR
--    rope_size: VARCHAR
--    nope_size: VARCHAR
--    value_size: VARCHAR
--    sparse_tokens: VARCHAR
--    index_heads: VARCHAR
--    index_head_size: VARCHAR
--    kv_bytes_per_token_fp8: VARCHAR
--    attention_flops_per_pair: VARCHAR
--    max_context_tokens: VARCHAR
--    native_precision: VARCHAR required
--    is_assumed: VARCHAR
--    as_of_date: VARCHAR required
--    catalogue_source: VARCHAR required
--    source_row: VARCHAR
with parsed as (
    select
        * exclude (
            experts, experts_per_token, layers, full_attention_layers, window_tokens, query_heads, kv_heads, head_size,
            latent_rank, rope_size, nope_size, value_size, sparse_tokens, index_heads, index_head_size,
            kv_bytes_per_token_fp8, attention_flops_per_pair, max_context_tokens
        ),
        whole_amount_of(total_parameters_billion, 9) as total_parameters,
        whole_amount_of(active_parameters_billion, 9) as active_parameters,
        coalesce(whole_amount_of(routed_parameters_billion, 9), 0) as routed_parameters,
        whole_amount_of(experts, 0) as experts,
        whole_amount_of(experts_per_token, 0) as experts_per_token,
        whole_amount_of(layers, 0) as layers,
        whole_amount_of(coalesce(full_attention_layers, layers), 0) as full_attention_layers,
        whole_amount_of(window_tokens, 0) as window_tokens,
        whole_amount_of(query_heads, 0) as query_heads,
        whole_amount_of(kv_heads, 0) as kv_heads,
        whole_amount_of(head_size, 0) as head_size,
        whole_amount_of(latent_rank, 0) as latent_rank,
        whole_amount_of(rope_size, 0) as rope_size,
        whole_amount_of(nope_size, 0) as nope_size,
        whole_amount_of(value_size, 0) as value_size,
        whole_amount_of(sparse_tokens, 0) as sparse_tokens,
        whole_amount_of(index_heads, 0) as index_heads,
        whole_amount_of(index_head_size, 0) as index_head_size,
        whole_amount_of(kv_bytes_per_token_fp8, 0) as assumed_kv_bytes_per_token,
        whole_amount_of(attention_flops_per_pair, 0) as assumed_attention_flops,
        whole_amount_of(max_context_tokens, 0) as max_context_tokens,
    from source_records
),

checked as (
    select
        *,
        case
            when architecture is null or catalogue_source is null then 'missing_value'
            when estimate is null or estimate not in ('known', 'low', 'mid', 'high') then 'bad_estimate'
            when total_parameters is null or active_parameters is null
                or is_unread(routed_parameters_billion, nullif(routed_parameters, 0)) then 'bad_parameters'
            when routed_parameters > 0 and not coalesce(experts_per_token <= experts, false) then 'bad_experts'
            when active_parameters < routed_parameters * coalesce(experts_per_token / experts, 0)
                or total_parameters < active_parameters
                + routed_parameters * (1 - coalesce(experts_per_token / experts, 0)) then 'parts_exceed_total'
            when not coalesce(
                case attention
                    when 'gqa' then layers * query_heads * kv_heads * head_size > 0 and query_heads % kv_heads = 0
                        and (full_attention_layers = layers or window_tokens is not null)
                    when 'mla' then layers * query_heads * latent_rank * rope_size * nope_size * value_size > 0
                    when 'assumed' then assumed_kv_bytes_per_token * assumed_attention_flops > 0
                end, false) then 'bad_attention'
            when sparse_tokens is not null and not coalesce(index_heads * index_head_size > 0, false) then 'bad_index'
            when native_precision is null or bytes_per_parameter(native_precision) is null then 'bad_precision'
            when lower(coalesce(is_assumed, 'false')) not in ('true', 'false') then 'bad_boolean'
            when date_of(as_of_date) is null then 'bad_date'
        end as reject_reason,
    from parsed
),

llm_architectures as (
    select
        source,
        file_id,
        line_no,
        architecture,
        estimate,
        attention,
        total_parameters,
        active_parameters,
        routed_parameters,
        experts,
        experts_per_token,
        layers,
        full_attention_layers,
        window_tokens,
        query_heads,
        kv_heads,
        head_size,
        latent_rank,
        rope_size,
        nope_size,
        value_size,
        sparse_tokens,
        index_heads,
        index_head_size,
        assumed_kv_bytes_per_token,
        assumed_attention_flops,
        max_context_tokens,
        native_precision,
        coalesce(try_cast(is_assumed as boolean), false) as is_assumed,
        date_of(as_of_date) as as_of_date,
        catalogue_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no architecture or catalogue_source, expected both'
            when 'bad_estimate' then concat('estimate is ', estimate, ', expected known, or low, mid and high')
            when 'bad_parameters' then concat(
                'total, active, routed parameters are ', concat_ws(', ', coalesce(total_parameters_billion, 'empty'),
                    coalesce(active_parameters_billion, 'empty'), routed_parameters_billion),
                ' billion; expected numbers above 0, routed ones or nothing')
            when 'bad_experts' then 'routed parameters need experts and no more experts_per_token than those'
            when 'parts_exceed_total' then concat(
                'active ', active_parameters_billion, ' and idle experts of ', routed_parameters_billion,
                ' billion exceed the total of ', total_parameters_billion)
            when 'bad_attention' then concat(
                'attention is ', coalesce(attention, 'empty'), ', expected gqa with layers, query_heads as a multiple ',
                'of kv_heads and head_size (and window_tokens where not every layer is full), mla with layers, ',
                'query_heads, latent_rank, rope_size, nope_size and value_size, or assumed with ',
                'kv_bytes_per_token_fp8 and attention_flops_per_pair')
            when 'bad_index' then 'sparse_tokens need index_heads and index_head_size'
            when 'bad_precision' then concat(
                'native_precision is ', native_precision, ', expected bf16, fp8, nvfp4 or mxfp4')
            when 'bad_boolean' then concat('is_assumed is ', is_assumed, ', expected true, false or nothing')
            when 'bad_date' then concat('as_of_date is ', coalesce(as_of_date, 'empty'), ', expected YYYY-MM-DD')
        end as reject_detail,
    from checked
)

select * from llm_architectures
