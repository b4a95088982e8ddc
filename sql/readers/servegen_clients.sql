-- grain: one row per client over the whole trace
-- key: file_id, line_no
-- units: requests in Requests, expected; tokens in Tokens: mean per request times expected requests
-- source: alibaba/ServeGen, one line per client derived from its rates and distributions: <model>_clients*.csv
-- why: the rates know no tokens; these lines do, for the whole trace. They speak of the same requests as the rates of
--      kind servegen, so an installation reads one of the two. A client without token data has requests only.
-- dataset: usage_buckets
-- version: 1
-- files: **/*_clients*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    client: VARCHAR required
--    expected_requests: VARCHAR required
--    has_token_data: VARCHAR
--    input_tokens_mean: VARCHAR
--    output_tokens_mean: VARCHAR
--    reason_ratio_mean: VARCHAR
with read_clients as (
    select
        *,
        coalesce(nullif(regexp_extract(file_name_of(path), '^(.+?)_clients', 1), ''), 'unknown') as llm_model,
        decimal12_of(expected_requests) as requests,
        decimal12_of(input_tokens_mean) as input_tokens,
        decimal12_of(output_tokens_mean) as output_tokens,
        decimal12_of(reason_ratio_mean) as reasoning_ratio,
    from source_records
),

checked as (
    select
        *,
        case
            when client is null then 'missing_value'
            when requests is null or requests not between 0 and 1000000000000 then 'bad_quantity'
            when is_bad_decimal12(input_tokens_mean) or is_bad_decimal12(output_tokens_mean) then 'bad_quantity'
            when input_tokens not between 0 and 1000000000 or output_tokens not between 0 and 1000000000
                then 'bad_quantity'
            when is_bad_decimal12(reason_ratio_mean) or reasoning_ratio not between 0 and 1 then 'bad_ratio'
        end as reject_reason,
    from read_clients
),

-- Products of doubles hold 15 digits, as the means do; they are expected values and rounded to whole tokens.
clients as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'servegen-clients', llm_model, client) as bucket_key,
        concat_ws('/', llm_model, client) as customer_ref,
        llm_model,
        requests,
        round(requests::double * input_tokens::double)::decimal(38, 12) as uncached_input_tokens,
        round(requests::double * output_tokens::double * (1 - coalesce(reasoning_ratio, 0)::double))::decimal(38, 12)
            as visible_output_tokens,
        round(requests::double * output_tokens::double * reasoning_ratio::double)::decimal(38, 12) as reasoning_tokens,
        reasoning_ratio,
        reasoning_ratio is not null as is_output_split,
        true as is_usage_estimated,
        trace_time_of(0) as bucket_start,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'client is empty, expected its number'
            when 'bad_quantity' then concat(
                'expected_requests, input_tokens_mean, output_tokens_mean are ',
                concat_ws(', ', coalesce(expected_requests, 'absent'), input_tokens_mean, output_tokens_mean),
                '; expected decimals from 0, below 10^12 requests and 10^9 tokens')
            when 'bad_ratio' then concat('reason_ratio_mean is ', reason_ratio_mean, ', expected 0 to 1')
        end as reject_detail,
    from checked
)

select * from clients
