-- why: a price that ends before the next one starts leaves a hole in which calls would silently stay unpriced.
with int_prices as (
    select * from int_prices
),

followed as (
    select
        provider,
        llm_model,
        meter,
        service_tier,
        is_batch,
        region_class,
        context_threshold_tokens,
        price_source,
        source_row,
        valid_to,
        lead(valid_from) over (
            partition by
                provider, llm_model, meter, service_tier, is_batch, region_class, context_threshold_tokens
            order by valid_from
        ) as next_valid_from,
    from int_prices
),

gaps as (
    select * from followed where next_valid_from > valid_to
)

select * from gaps
