-- grain: one row of a price list, and the publications that knew it
-- key: file_id, line_no, reader_version, provider, llm_model, meter, service_tier, is_batch, region_class,
--      prompt_tokens_from, valid_from, told_from_commit_no
-- units: price_picousd_per_unit in 10^-12 USD; publications by their commit, told_to_commit_no exclusive; valid_to
--        exclusive
-- source: raw_prices, int_file_spans, publications, settings
-- why: a price counts for a publication when its file had been read and was in force, and when it was known by the
--      book's own dates. For the build at hand the instant that it is asked about counts
with settings as (
    select * from settings
),

known_publications as (
    select
        publications.commit_no,
        coalesce(publications.published_at, settings.known_at) as known_at,
    from publications
    cross join settings
),

known_rows as (
    select
        prices.* replace (
            coalesce(prices.service_tier, 'standard') as service_tier,
            coalesce(prices.is_batch, false) as is_batch,
            coalesce(prices.region_class, 'global') as region_class,
            coalesce(prices.known_from, '-infinity'::timestamptz) as known_from,
            coalesce(prices.valid_to, 'infinity'::timestamptz) as valid_to
        ),
        price_list_rank(price_list_of(prices.price_source)) as list_rank,
        coalesce(prices.context_threshold_tokens, 0)
        + coalesce(prices.context_threshold_tokens > 0 and prices.threshold_operator = '>', false)::bigint
            as prompt_tokens_from,
        spans.from_commit_no,
        spans.to_commit_no,
    from raw_prices as prices
    inner join int_file_spans as spans using (file_id, reader_version)
),

told_rows as (
    select
        known_rows.file_id,
        known_rows.line_no,
        known_rows.reader_version,
        known_rows.provider,
        known_rows.llm_model,
        known_rows.meter,
        known_rows.service_tier,
        known_rows.region_class,
        known_rows.list_rank,
        known_rows.prompt_tokens_from,
        known_rows.price_picousd_per_unit,
        greatest(read.commit_no, known.commit_no) as told_from_commit_no,
        least(
            coalesce(replaced.commit_no, 9223372036854775807), coalesce(closed.commit_no, 9223372036854775807)
        ) as told_to_commit_no,
        known_rows.is_batch,
        known_rows.known_from,
        known_rows.valid_from,
        known_rows.valid_to,
    from known_rows
    asof inner join known_publications as read
        on known_rows.from_commit_no <= read.commit_no
    asof inner join known_publications as known
        on known_rows.known_from <= known.known_at
    asof left join known_publications as replaced
        on known_rows.to_commit_no <= replaced.commit_no
    asof left join known_publications as closed
        on known_rows.known_to <= closed.known_at
),

tellings as (
    select * from told_rows where told_from_commit_no < told_to_commit_no
)

select * from tellings
