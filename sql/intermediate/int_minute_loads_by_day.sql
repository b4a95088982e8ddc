-- grain: one row per UTC day, provider, model, feature (and all of a model) and number of calls in a minute
-- key: event_date, provider, llm_model, feature, requests_in_minute
-- units: minutes with that many calls; idle minutes are not among them
-- source: int_requests_priced
-- why: how many calls come at once sizes capacity; histograms of days simply add up to those of weeks. The peak of a
--      model is not the sum of the peaks of its features, so the model has rows of its own, feature (all)
-- kept: table by event_date
with calls as (
    select
        coalesce(provider, '(not reported)') as provider,
        coalesce(llm_model, '(not reported)') as llm_model,
        coalesce(feature, '(not reported)') as feature,
        epoch_us(started_at) // 60000000 as minute_no,
        event_date,
    from int_requests_priced
),

minutes as (
    select
        provider,
        llm_model,
        coalesce(feature, '(all)') as feature,
        count(*) as requests_in_minute,
        event_date,
    from calls
    group by grouping sets (
        (provider, llm_model, feature, event_date, minute_no),
        (provider, llm_model, event_date, minute_no)
    )
),

loads as (
    select
        provider,
        llm_model,
        feature,
        requests_in_minute,
        count(*) as minutes,
        event_date,
    from minutes
    group by provider, llm_model, feature, requests_in_minute, event_date
)

select * from loads
