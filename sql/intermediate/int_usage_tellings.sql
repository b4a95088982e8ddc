-- grain: one row per UTC hour, provider, model, priced tier, batch, region class, prompt band and meter, of calls that
--        one publication was the first to tell
-- key: hour_at, provider, llm_model, service_tier, is_batch, region_class, prompt_tokens_from, meter, told_commit_no
-- units: quantity in Tokens or Requests; cost_picousd in 10^-12 USD; publications by their commit
-- source: int_logged_usage_by_hour, publications
-- why: a day is told by the first publication after its end that had calls of it; what was read later came late. Until
--      the day is over its figure grows, and nothing of it is a restatement. Only calls with a price have a cost
with int_logged_usage_by_hour as (
    select * from int_logged_usage_by_hour
),

read_days as (
    select
        event_date,
        min(commit_no) as commit_no,
    from int_logged_usage_by_hour
    group by event_date
),

ended_publications as (
    select
        commit_no,
        coalesce(published_at, 'infinity'::timestamptz) as published_at,
    from publications
),

told_days as (
    select
        read_days.event_date,
        greatest(read.commit_no, ended.commit_no) as first_told_commit_no,
    from read_days
    asof inner join publications as read
        on read_days.commit_no <= read.commit_no
    asof inner join ended_publications as ended
        on utc_midnight(read_days.event_date + 1) <= ended.published_at
),

told_usage as (
    select
        usage.*,
        told_days.first_told_commit_no,
        greatest(publications.commit_no, told_days.first_told_commit_no) as told_commit_no,
    from int_logged_usage_by_hour as usage
    inner join told_days
        on usage.event_date = told_days.event_date
    asof inner join publications
        on usage.commit_no <= publications.commit_no
    where usage.is_priced
),

tellings as (
    select
        provider,
        llm_model,
        service_tier,
        region_class,
        meter,
        prompt_tokens_from,
        sum(quantity) as quantity,
        sum(cost_picousd) as cost_picousd,
        told_commit_no,
        first_told_commit_no,
        is_batch,
        event_date,
        hour_at,
    from told_usage
    group by
        provider, llm_model, service_tier, region_class, meter, prompt_tokens_from, told_commit_no,
        first_told_commit_no, is_batch, event_date, hour_at
)

select * from tellings
