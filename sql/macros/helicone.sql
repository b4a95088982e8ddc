-- grain: one macro per rule of calls that went through Helicone, whose exports differ in little but their packing
-- key: none
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Helicone requests as JSON lines, as answers of its API and as CSV
-- why: the CSV export has the names of the API; from the counters on, both are read alike

-- Provider of a call through Helicone, in our spelling.
create or replace macro helicone_provider_of(written, llm_model) as
    case written
        when 'AWS' then 'aws-bedrock'
        when 'BEDROCK' then 'aws-bedrock'
        when 'VERTEX' then 'google-vertex'
        when 'CUSTOM' then coalesce(provider_of_model(llm_model), 'custom')
        else lower(written)
    end;

-- How the counters of a call through Helicone were read.
create or replace macro helicone_convention_of(is_cache_hit, has_usage, is_exclusive) as
    case
        when is_cache_hit then 'helicone-cache-hit-v1'
        when not has_usage then 'helicone-usage-unknown-v1'
        when is_exclusive then 'helicone-exclusive-v1'
        else 'helicone-inclusive-v1'
    end;

-- Requests of a table of calls: their counters (counters_of), JSON properties, is_cache_hit, started_at and, of the
-- answer's body, two counts; all else under the names of the API as it was written.
create or replace macro helicone_requests(calls) as table
with read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from query_table(calls)
),

conventions as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        counts.input is not null as has_usage,
        has_parts_beside_input(counts) or coalesce(body_cache_read > 0 and body_input = counts.input, false)
            as is_exclusive,
    from read_counters
),

measured as (
    select
        *,
        case
            when is_cache_hit then no_meters()
            when is_exclusive then exclusive_meters(counts, 0)
            else inclusive_meters(counts, 0)
        end as meters,
    from conventions
),

checked as (
    select
        *,
        if(
            bad_counter is null and is_bad_estimate(cost_usd), 'bad_cost',
            usage_reject_reason(
                bad_counter, meters, if(has_usage, llm_model, coalesce(nullif(llm_model, ''), 'unknown')), started_at
            )
        ) as reject_reason,
    from measured
)

select
    source,
    file_id,
    line_no,
    coalesce(request_id, md5(concat_ws('|', request_created_at, llm_model, written_user_id, to_json(counts))))
        as dedupe_key,
    dedupe_key as request_id,
    'gateway' as observer,
    properties ->> '$."Helicone-Session-Id"' as session_id,
    coalesce(
        properties ->> '$.tenant', properties ->> '$.tenant_id', properties ->> '$.customer',
        properties ->> '$.customer_id'
    ) as customer_ref,
    user_id,
    properties ->> '$.feature' as feature,
    helicone_provider_of(provider, llm_model) as provider,
    if(contains(request_path, 'embeddings'), 'embeddings', 'chat') as operation,
    request_model as request_llm_model,
    nullif(llm_model, '') as response_llm_model,
    if(status < 0 or status >= 400, 'status ' || status, null) as error_type,
    helicone_convention_of(is_cache_hit, has_usage, is_exclusive) as meter_convention,
    try(from_json(properties, '"MAP(VARCHAR, VARCHAR)"')) as tags,
    if(status >= 400, status, null) as status_code,
    meters.* exclude (reported_input_tokens, reported_output_tokens, reported_total_tokens),
    counts.input as reported_input_tokens,
    counts.output as reported_output_tokens,
    counts.total as reported_total_tokens,
    picousd_of_estimate(cost_usd) as reported_cost_picousd,
    request_id is null as is_request_id_derived,
    started_at,
    started_at + to_milliseconds(count_of(time_to_first_token)) as first_token_at,
    coalesce(timestamp_of(response_created_at), started_at + to_milliseconds(count_of(delay_ms))) as ended_at,
    reject_reason,
    if(
        reject_reason = 'bad_cost',
        bad_estimate_detail('cost', cost_usd),
        usage_reject_detail(reject_reason, bad_counter, meters, 'request_created_at', request_created_at)
    ) as reject_detail,
from checked;
