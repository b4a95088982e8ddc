-- grain: one row per request of the trace
-- key: file_id, line_no
-- units: Tokens; context_tokens is the whole prompt, generated_tokens the whole output
-- source: AzurePublicDataset, AzureLLMInferenceTrace_*.csv (2023) and its successors with the same three columns
-- why: real arrival times and lengths without texts, models or customers. Nothing says what was cached, so the prompt
--      counts as uncached; two requests of one instant and size are two requests, told apart by their line.
-- dataset: requests
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    timestamp: VARCHAR required
--    contexttokens: VARCHAR required
--    generatedtokens: VARCHAR required
with read_requests as (
    select
        source,
        file_id,
        line_no,
        contexttokens,
        generatedtokens,
        md5(concat_ws('|', 'azure-trace', file_id, line_no)) as request_id,
        nullif(lower(regexp_extract(file_name_of(path), 'Trace_([A-Za-z]+)', 1)), '') as feature,
        "timestamp" as written_at,
        count_of(contexttokens) as context_tokens,
        count_of(generatedtokens) as generated_tokens,
        timestamp_of("timestamp") as started_at,
    from source_records
),

checked as (
    select
        *,
        case
            when context_tokens is null or generated_tokens is null
                then first_bad_count(
                    ['ContextTokens', 'GeneratedTokens'],
                    [coalesce(contexttokens, 'absent'), coalesce(generatedtokens, 'absent')])
        end as bad_counter,
    from read_requests
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat('azure|', request_id) as dedupe_key,
        request_id,
        true as is_request_id_derived,
        'provider' as observer,
        feature,
        'azure' as provider,
        'chat' as operation,
        'context_tokens whole prompt, generated_tokens whole output' as meter_convention,
        context_tokens as uncached_input_tokens,
        generated_tokens as visible_output_tokens,
        context_tokens as reported_input_tokens,
        generated_tokens as reported_output_tokens,
        false as is_output_split,
        started_at,
        case
            when bad_counter is not null then bad_count_reason(bad_counter.written)
            else bad_time_reason(started_at)
        end as reject_reason,
        case
            when bad_counter is not null then bad_count_detail(bad_counter)
            when bad_time_reason(started_at) is not null then bad_time_detail('TIMESTAMP', written_at)
        end as reject_detail,
    from checked
)

select * from requests
