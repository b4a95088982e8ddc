-- grain: one row per UTC day, provider, model, feature and size of the prompt
-- key: event_date, provider, llm_model, feature, prompt_bucket
-- units: prompt_bucket as cost_bucket_of() numbers it, each 2 % wide, -3 = size not reported; _tokens in Tokens;
--        list_cost_picousd in 10^-12 USD of fully priced calls
-- source: int_requests_priced
-- why: the mean prompt says little about what a model must hold; the distribution does, and its days add up
-- kept: table by event_date
with calls as (
    select
        coalesce(provider, '(not reported)') as provider,
        coalesce(llm_model, '(not reported)') as llm_model,
        coalesce(feature, '(not reported)') as feature,
        coalesce(cost_bucket_of(prompt_tokens), -3) as prompt_bucket,
        prompt_tokens,
        coalesce(visible_output_tokens, 0) + coalesce(reasoning_tokens, 0) + coalesce(output_audio_tokens, 0)
            as output_tokens,
        is_priced,
        list_cost_picousd,
        event_date,
    from int_requests_priced
),

sizes as (
    select
        provider,
        llm_model,
        feature,
        prompt_bucket,
        count(*) as requests,
        count(*) filter (not is_priced) as unpriced_requests,
        sum(prompt_tokens) as prompt_tokens,
        max(prompt_tokens) as largest_prompt_tokens,
        sum(output_tokens) as output_tokens,
        sum(list_cost_picousd) filter (is_priced) as list_cost_picousd,
        event_date,
    from calls
    group by provider, llm_model, feature, prompt_bucket, event_date
)

select * from sizes
