-- grain: one row per claim that can be computed
-- key: claim_id
-- units: as seed_claims names them
-- source: stg_llm_architectures, stg_accelerators, int_prices
-- why: what is said about the cost of language models is computed here from the same catalogues, prices and formulas as
--      every other figure. Prices of GPUs are those of the claims, so that the figures do not move with the market;
--      14,800 and 73,700 tokens per second are those of the production day that DeepSeek published (8 GPUs, 16 USD)
with stg_llm_architectures as (
    select * from stg_llm_architectures
),

stg_accelerators as (
    select * from stg_accelerators
),

int_prices as (
    select * from int_prices
),

llama as (
    select
        any_value(2.0 * total_parameters) as weight_bytes,
        any_value(active_parameters) as active_parameters,
        any_value(kv_bytes_grouped(layers, kv_heads, head_size, 2)) as kv_bytes,
        any_value(attention_flops_grouped(layers, query_heads, head_size)) as pair_flops,
    from stg_llm_architectures
    where architecture = 'llama-3.3-70b'
),

deepseek as (
    select
        any_value(total_parameters) as weight_bytes,
        any_value(active_parameters) as active_parameters,
        any_value(active_parameters - routed_parameters * experts_per_token / experts) as shared_bytes,
        any_value(routed_parameters * expert_coverage(experts_per_token / experts, 1)) as touched_bytes,
        any_value(prefill_flops_latent(layers, query_heads, nope_size, rope_size, value_size)) as pair_flops,
    from stg_llm_architectures
    where architecture = 'deepseek-v3'
),

h100 as (
    select
        any_value(bandwidth_bytes_per_second) as bandwidth,
        any_value(bf16_flops_per_second) as bf16_flops,
        any_value(fp8_flops_per_second) as fp8_flops,
    from stg_accelerators
    where accelerator = 'h100-sxm'
),

prices as (
    select
        any_value(price_picousd_per_unit) filter (llm_model = 'gpt-5' and meter = 'visible_output') as gpt5_output,
        any_value(price_picousd_per_unit) filter (llm_model = 'claude-opus-4-5' and meter = 'visible_output')
            as opus_output,
        any_value(price_picousd_per_unit) filter (llm_model = 'claude-opus-4-5' and meter = 'uncached_input')
            as opus_input,
        any_value(price_picousd_per_unit) filter (llm_model = 'claude-opus-4-5' and meter = 'cache_read') as opus_read,
        any_value(price_picousd_per_unit) filter (llm_model = 'claude-opus-4-5' and meter = 'cache_write_5m')
            as opus_write_5m,
        any_value(price_picousd_per_unit) filter (llm_model = 'claude-opus-4-5' and meter = 'cache_write_1h')
            as opus_write_1h,
    from int_prices
    where provider in ('openai', 'anthropic') and service_tier = 'standard' and not is_batch and region_class = 'global'
        and context_threshold_tokens = 0
),

computed as (
    select
        unnest([
            {'claim_id': 'context_share_of_weights', 'figure': 131072 * llama.kv_bytes / llama.weight_bytes},
            {'claim_id': 'eight_contexts_of_memory',
                'figure': (llama.weight_bytes + 8 * 131072 * llama.kv_bytes) / 640e9},
            {'claim_id': 'efficiency_at_512', 'figure': saturating_efficiency(512, 0.60, 0.38, 511 / ln(11))},
            {'claim_id': 'prefill_to_decode', 'figure': (608e9 / 73700) / (168e9 / 14800)},
            {'claim_id': 'index_of_top_share', 'figure': 1 / (1 - ln(0.5) / ln(0.01))},
            {'claim_id': 'gpt5_output_price', 'figure': prices.gpt5_output / 1e6},
            {'claim_id': 'opus_output_price', 'figure': prices.opus_output / 1e6},
            {'claim_id': 'five_minute_reads', 'figure': break_even_whole_reads(
                prices.opus_input, prices.opus_write_5m, prices.opus_read)},
            {'claim_id': 'one_hour_reads', 'figure': break_even_whole_reads(
                prices.opus_input, prices.opus_write_1h, prices.opus_read)},
            {'claim_id': 'deepseek_memory', 'figure': deepseek.weight_bytes / 1e9},
            {'claim_id': 'input_cost', 'figure': 2e6 / 3600 * 2 * 37e9 / h100.fp8_flops},
            {'claim_id': 'output_cost', 'figure': 16e6 / 3600 / 14800},
            {'claim_id': 'asymmetry', 'figure': 73700 / 14800},
            {'claim_id': 'coding_session',
                'figure': 16e6 / 3600 * (0.5 / 73700 * 608 / 266 + 0.005 / 14800)},
            {'claim_id': 'ridge', 'figure': h100.fp8_flops / 2 / h100.bandwidth},
            {'claim_id': 'critical_context', 'figure': 2 * llama.active_parameters / h100.bf16_flops
                / (llama.kv_bytes / h100.bandwidth - llama.pair_flops / h100.bf16_flops)},
            {'claim_id': 'no_batching_penalty', 'figure': (deepseek.shared_bytes + deepseek.touched_bytes)
                / h100.bandwidth / (2 * deepseek.active_parameters / h100.fp8_flops)},
            {'claim_id': 'half_volume_margin', 'figure': 0.5 - 2 * 0.3},
            {'claim_id': 'retries', 'figure': 1 / (1 - 0.05)},
            {'claim_id': 'four_times_context',
                'figure': 4 * context_multiplier(llama.active_parameters, llama.pair_flops, 4096)
                    / context_multiplier(llama.active_parameters, llama.pair_flops, 1024)},
            {'claim_id': 'long_context',
                'figure': context_multiplier(deepseek.active_parameters, deepseek.pair_flops, 200000)},
            {'claim_id': 'five_calls', 'figure': 5 * 0.05}
        ]::struct(claim_id varchar, figure double)[], recursive := true),
    from llama
    cross join deepseek
    cross join h100
    cross join prices
),

figures as (
    select
        claim_id,
        round(figure, 6) as figure,
    from computed
)

select * from figures
