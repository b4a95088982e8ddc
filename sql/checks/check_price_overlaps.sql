-- why: two rows that hold for one price, rule, name, contract or customer at one time leave open which is right, so the
--      tables are rejected. Systems whose ids are looked up in one column of the calls share their ids.
with int_prices as (
    select * from int_prices
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

int_contract_terms as (
    select * from int_contract_terms
),

seed_external_systems as (
    select * from seed_external_systems
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
    from int_prices
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
        'contract' as kind,
        concat_ws(
            ' / ', provider, coalesce('model ' || llm_model, 'any model'), coalesce('meter ' || meter, 'any meter'),
            coalesce('tier ' || service_tier, 'any tier'), coalesce('customer ' || customer_id, 'any customer'),
            coalesce('project ' || project_id, 'any project')) as subject,
        concat_ws(' ', contract_id, coalesce(price_picousd, kept_picos)) as said,
        stands_in,
        valid_from,
        valid_to,
    from int_contract_terms
    union all
    select
        'customer' as kind,
        concat_ws(
            ' / ', coalesce(seed_external_systems.request_column, stg_customers.external_system),
            stg_customers.external_id) as subject,
        stg_customers.customer_id as said,
        stg_customers.external_system || ', line ' || stg_customers.line_no as stands_in,
        stg_customers.valid_from::timestamptz as valid_from,
        coalesce(stg_customers.valid_to::timestamptz, 'infinity'::timestamptz) as valid_to,
    from stg_customers
    left join seed_external_systems
        on stg_customers.external_system = seed_external_systems.external_system
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
    where next_valid_from < valid_to and (kind <> 'customer' or next_said <> said)
)

select * from overlapping
