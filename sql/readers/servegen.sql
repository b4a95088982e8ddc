-- grain: one row per client and window of the published rates
-- key: file_id, line_no
-- units: requests in Requests, expected: rate_rps (requests per second) times the 600 seconds of a window
-- source: alibaba/ServeGen, the clients' rate files put together with a column client: <model>_rates*.csv
-- why: production traffic by client without a single request: windows of rates. They enter as buckets of usage, and who
--      makes most of the load is asked of them as of any other usage. Client numbers start anew with each model.
-- dataset: usage_buckets
-- version: 1
-- files: **/*_rates*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    client: VARCHAR required
--    window_start_s: VARCHAR required
--    rate_rps: VARCHAR required
with read_windows as (
    select
        *,
        coalesce(nullif(regexp_extract(file_name_of(path), '^(.+?)_rates', 1), ''), 'unknown') as llm_model,
        rounded_decimal_of(rate_rps) as rate,
        trace_time_of(count_of(window_start_s)) as bucket_start,
    from source_records
),

checked as (
    select
        *,
        case
            when client is null then 'missing_value'
            when rate is null or rate < 0 or rate >= 1000000 then 'bad_rate'
            else bad_time_reason(bucket_start)
        end as reject_reason,
    from read_windows
),

windows as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'servegen', llm_model, client, window_start_s) as bucket_key,
        concat_ws('/', llm_model, client) as customer_ref,
        llm_model,
        -- The rate was a double; what it says beyond 9 decimals of a count is noise.
        if(rate between 0 and 1000000, round(rate * 600, 9), null)::decimal(38, 12) as requests,
        true as is_usage_estimated,
        bucket_start,
        bucket_start + interval 600 seconds as bucket_end,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'client is empty, expected its number'
            when 'bad_rate' then concat(
                'rate_rps is ', coalesce(left(rate_rps, 100), 'absent'),
                ', expected requests per second from 0 to below 10^6')
            when 'bad_timestamp' then bad_time_detail('window_start_s', window_start_s)
            when 'timestamp_out_of_range' then bad_time_detail('window_start_s', window_start_s)
        end as reject_detail,
    from checked
)

select * from windows
