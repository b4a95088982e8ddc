-- grain: one row per usage event
-- key: file_id, line_no
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Cursor usage export of the dashboard, CSV
-- why: the input stands in two columns that exclude each other, what was written to the cache and what was not; the
--      cost is in dollars, or a word where a plan includes the event. Events have no id: time, user, model and tokens
--      tell them.
-- dataset: requests
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: keep
-- record:
--    Date: VARCHAR required
--    User: VARCHAR
--    Kind: VARCHAR
--    Model: VARCHAR required
--    "Input (w/ Cache Write)": VARCHAR required
--    "Input (w/o Cache Write)": VARCHAR required
--    "Cache Read": VARCHAR required
--    "Output Tokens": VARCHAR required
--    "Total Tokens": VARCHAR
--    Cost: VARCHAR
with counters as (
    select
        *,
        plain_counters(
            "Input (w/o Cache Write)", "Cache Read", "Input (w/ Cache Write)", "Output Tokens", null::varchar,
            "Total Tokens"
        ) as counters,
        timestamp_of("Date") as started_at,
        trim(Cost, ' $') as cost_usd,
    from source_records
    where coalesce("Date", Model) is not null
),

read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from counters
),

measured as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        exclusive_meters(counts, 0) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, Model, started_at) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', 'cursor', epoch_ms(started_at), "User", Model, md5(to_json(counts)::varchar)) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        "User" as user_id,
        'cursor' as agent,
        'cursor' as provider,
        'chat' as operation,
        Model as response_llm_model,
        'cursor-exclusive-v1' as meter_convention,
        map {'kind': Kind} as tags,
        meters.*,
        picousd_of_estimate(cost_usd) as reported_cost_picousd,
        true as is_request_id_derived,
        started_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'Date', "Date") as reject_detail,
    from checked
)

select * from requests
