-- grain: one row of a price list, and the publications that knew it, of models with a price that a later publication
--        was the first to know
-- key: file_id, line_no, reader_version, provider, llm_model, meter, service_tier, is_batch, region_class,
--      prompt_tokens_from, valid_from, told_from_commit_no
-- units: price_picousd_per_unit in 10^-12 USD; publications by their commit, told_to_commit_no exclusive; valid_to
--        exclusive
-- source: int_price_tellings, publications
-- why: a book that is delivered again with the same prices corrects nothing, and neither does a list that another one
--      goes before. What is left are the few prices by which a published cost can have changed
-- kept: build
with tellings as (
    select * from int_price_tellings
),

first_publication as (
    select min(commit_no) as commit_no from publications
),

later_rows as (
    select tellings.*
    from tellings
    inner join first_publication
        on tellings.told_from_commit_no > first_publication.commit_no
),

models_with_news as (
    select distinct
        later_rows.provider,
        later_rows.llm_model,
    from later_rows
    anti join tellings as known
        on later_rows.provider = known.provider
        and later_rows.llm_model = known.llm_model
        and later_rows.meter = known.meter
        and later_rows.service_tier = known.service_tier
        and later_rows.is_batch = known.is_batch
        and later_rows.region_class = known.region_class
        and later_rows.prompt_tokens_from = known.prompt_tokens_from
        and later_rows.price_picousd_per_unit = known.price_picousd_per_unit
        and later_rows.valid_from >= known.valid_from
        and later_rows.valid_to <= known.valid_to
        and later_rows.told_from_commit_no > known.told_from_commit_no
        and later_rows.told_from_commit_no <= known.told_to_commit_no
),

rows_of_models as (
    select tellings.*
    from tellings
    semi join models_with_news using (provider, llm_model)
),

corrections as (
    select rows_of_models.*
    from rows_of_models
    anti join rows_of_models as better
        on rows_of_models.provider = better.provider
        and rows_of_models.llm_model = better.llm_model
        and rows_of_models.list_rank > better.list_rank
        and rows_of_models.told_from_commit_no >= better.told_from_commit_no
        and rows_of_models.told_from_commit_no < better.told_to_commit_no
)

select * from corrections
