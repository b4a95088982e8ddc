-- why: two rows of the book that hold for one price at one time leave open which is right, so the book is rejected.
with stg_prices as (
    select * from stg_prices
),

stg_price_modifiers as (
    select * from stg_price_modifiers
),

stg_model_aliases as (
    select * from stg_model_aliases
),

stg_customers as (
    select * from stg_customers
),

dated_rows as (
    select
        'price' as kind,
        concat_ws(
            ' / ', provider, llm_model, meter, service_tier, if(is_batch, 'batch', 'no batch'), region_class,
            context_threshold_tokens) as subject,
        price_picousd_per_unit::varchar as said,
        price_source || ', ' || source_row as stands_in,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from stg_prices
    union all
    select
        'rule' as kind,
        concat_ws(
            ' / ', provider, llm_model, coalesce('tier ' || service_tier, 'any tier'),
            coalesce('batch ' || is_batch, 'any batch'), coalesce('region ' || region_class, 'any region'),
            unnest(coalesce(meter_list, ['forbidden']))) as subject,
        coalesce(multiplier_numerator || '/' || multiplier_denominator, 'forbidden') as said,
        price_source || ', ' || source_row as stands_in,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from stg_price_modifiers
    union all
    select
        'alias' as kind,
        concat_ws(' / ', provider, alias) as subject,
        llm_model as said,
        price_source || ', ' || source_row as stands_in,
        valid_from,
        coalesce(valid_to, 'infinity'::timestamptz) as valid_to,
    from stg_model_aliases
    union all
    select
        'customer' as kind,
        concat_ws(' / ', external_system, external_id) as subject,
        customer_id as said,
        'line ' || line_no as stands_in,
        valid_from::timestamptz as valid_from,
        coalesce(valid_to::timestamptz, 'infinity'::timestamptz) as valid_to,
    from stg_customers
),

followed as (
    select
        dated_rows.*,
        lead(valid_from) over validities as next_valid_from,
        lead(said) over validities as next_said,
        lead(stands_in) over validities as next_stands_in,
    from dated_rows
    window validities as (partition by kind, subject order by valid_from, valid_to, said)
),

overlapping as (
    select
        kind,
        subject,
        said,
        stands_in,
        valid_from,
        valid_to,
        next_said,
        next_stands_in,
        next_valid_from,
    from followed
    where next_valid_from < valid_to
)

select * from overlapping
