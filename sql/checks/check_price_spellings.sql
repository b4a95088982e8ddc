-- why: two spellings of one model with different prices make its cost depend on who wrote the log, so the book is
--      rejected. Spellings are compared without case, dots, dashes and other marks, within one provider and one book.
with int_prices as (
    select * from int_prices
),

spelled as (
    select
        int_prices.*,
        regexp_replace(lower(llm_model), '[^a-z0-9]', '', 'g') as spelling,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_until,
    from int_prices
),

conflicts as (
    select
        spelled.provider,
        spelled.llm_model,
        others.llm_model as other_llm_model,
        spelled.meter,
        spelled.service_tier,
        spelled.price_picousd_per_unit,
        others.price_picousd_per_unit as other_price_picousd_per_unit,
        spelled.price_source,
        spelled.source_row,
        others.source_row as other_source_row,
    from spelled
    inner join spelled as others
        on spelled.provider = others.provider
        and spelled.spelling = others.spelling
        and spelled.price_list = others.price_list
        and spelled.meter = others.meter
        and spelled.service_tier = others.service_tier
        and spelled.is_batch = others.is_batch
        and spelled.region_class = others.region_class
        and spelled.context_threshold_tokens = others.context_threshold_tokens
        and spelled.llm_model < others.llm_model
        and spelled.valid_from < others.valid_until
        and others.valid_from < spelled.valid_until
    where spelled.price_picousd_per_unit <> others.price_picousd_per_unit
)

select * from conflicts
