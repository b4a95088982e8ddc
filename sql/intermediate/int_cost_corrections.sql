-- grain: one row per UTC day, provider, publication that told calls first and later publication that knew another price
-- key: event_date, provider, told_commit_no, corrected_commit_no
-- units: difference_picousd in 10^-12 USD at list price; publications by their commit
-- source: int_usage_tellings, int_price_corrections, int_offer_prices
-- why: what calls cost at the prices that were known when they were told, and at each correction since. A meter without
--      any price then cost nothing that could be told. Rules that multiply prices, and names of models, are taken as
--      they are known now, and the last price is the one that the call has now, so that the parts add up to its cost
-- kept: build
with corrections as (
    select * from int_price_corrections
),

usage as (
    select tellings.*
    from int_usage_tellings as tellings
    semi join corrections
        on tellings.provider = corrections.provider
        and tellings.llm_model = corrections.llm_model
),

-- The published price that the rules of the offer multiply.
offered_usage as (
    select
        usage.*,
        offers.base_service_tier,
        offers.base_is_batch,
        offers.base_region_class,
        offers.prompt_tokens_from as base_prompt_tokens_from,
        offers.numerator,
        offers.denominator,
        offers.is_fee,
    from usage
    inner join int_offer_prices as offers
        on usage.provider = offers.provider
        and usage.llm_model = offers.llm_model
        and usage.service_tier = offers.service_tier
        and usage.is_batch = offers.is_batch
        and usage.region_class = offers.region_class
        and usage.meter = offers.meter
        and usage.hour_at >= offers.valid_from
        and usage.hour_at < offers.valid_to
        and (offers.is_fee or usage.prompt_tokens_from = offers.prompt_tokens_from)
),

told_costs as (
    select
        usage.*,
        usage.quantity * corrections.price_picousd_per_unit * usage.numerator // usage.denominator as told_cost_picousd,
        greatest(corrections.told_from_commit_no, usage.told_commit_no) as corrected_commit_no,
        corrections.known_from,
        corrections.file_id,
        corrections.line_no,
    from offered_usage as usage
    inner join corrections
        on usage.provider = corrections.provider
        and usage.llm_model = corrections.llm_model
        and usage.meter = corrections.meter
        and (
            usage.is_fee
            or (
                usage.base_service_tier = corrections.service_tier
                and usage.base_is_batch = corrections.is_batch
                and usage.base_region_class = corrections.region_class
            )
        )
        and usage.base_prompt_tokens_from = corrections.prompt_tokens_from
        and usage.hour_at >= corrections.valid_from
        and usage.hour_at < corrections.valid_to
        and usage.told_commit_no < corrections.told_to_commit_no
    -- Of several prices that one publication knew the latest counted.
    qualify row_number() over (
        partition by
            usage.provider, usage.llm_model, usage.service_tier, usage.is_batch, usage.region_class,
            usage.prompt_tokens_from, usage.meter, usage.hour_at, usage.told_commit_no, corrected_commit_no
        order by corrections.told_from_commit_no desc, corrections.known_from desc, corrections.file_id,
            corrections.line_no
    ) = 1
),

steps as (
    select
        provider,
        told_commit_no,
        corrected_commit_no,
        if(lead(corrected_commit_no) over price_window is null, cost_picousd, told_cost_picousd) as cost_after_picousd,
        coalesce(
            lag(told_cost_picousd) over price_window,
            if(corrected_commit_no = told_commit_no, cost_after_picousd, 0)
        ) as cost_before_picousd,
        event_date,
    from told_costs
    window price_window as (
        partition by
            provider, llm_model, service_tier, is_batch, region_class, prompt_tokens_from, meter, hour_at,
            told_commit_no
        order by corrected_commit_no
    )
),

summed as (
    select
        provider,
        told_commit_no,
        corrected_commit_no,
        sum(cost_after_picousd - cost_before_picousd) as difference_picousd,
        event_date,
    from steps
    where cost_after_picousd <> cost_before_picousd
    group by provider, told_commit_no, corrected_commit_no, event_date
)

select * from summed
