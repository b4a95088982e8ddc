-- grain: one row per deployment, instance, model and pair of readings that follow each other
-- key: file_id, bucket_key
-- units: Requests and Tokens (disjoint meters) between two readings
-- source: counters of vLLM, SGLang, llama.cpp and TGI servers: metrics as text with a time behind each value, as
--         /federate gives them, or the answer of a range query of Prometheus ("matrix")
-- why: counters only grow, so usage is the difference of two readings of one file; a smaller one tells of a restart,
--      and is all usage since. The prompt includes what the prefix cache served, but not with llama.cpp. SGLang tells
--      the same number for each rank of tensors and pipeline: the greatest counts. TGI has histograms, whose sums are
--      tokens and whose count is requests. The folder names the deployment.
-- dataset: usage_buckets
-- version: 1
-- files: **/*.prom, **/*.txt, **/*.json
-- format: text
-- append: whole
-- rewrite: replace
-- record:
--    text: VARCHAR
with documents as (
    select
        source,
        file_id,
        coalesce(nullif(regexp_extract(path, '([^/\\]+)[/\\][^/\\]+$', 1), ''), 'self-hosted') as deployment,
        if(starts_with(text, '{'), try_cast(text as json), null) as answer,
        string_split(if(starts_with(text, '{'), '', text), chr(10)) as texts,
    from source_records
),

text_lines as (
    select
        * exclude (answer, texts),
        unnest(texts) as text,
        generate_subscripts(texts, 1) as line_no,
    from documents
),

series as (
    select
        * exclude (answer, texts),
        unnest(json_extract(answer, '$.data.result[*]')) as item,
    from documents
),

pairs as (
    select
        * exclude (item),
        item ->> '$.metric.__name__' as metric,
        regexp_replace((item -> '$.metric')::varchar, '"([A-Za-z_]+)":"', '\1="', 'g') as labels,
        unnest(json_extract(item, '$.values[*]')) as pair,
    from series
),

readings as (
    select
        * exclude (text),
        regexp_extract(text, '^([a-z:_]+)', 1) as metric,
        regexp_extract(text, '^[a-z:_]+\{(.*)\}', 1) as labels,
        regexp_extract(text, '^[a-z:_]+(?:\{.*\})?\s+(\S+)', 1) as written_value,
        nullif(regexp_extract(text, '^[a-z:_]+(?:\{.*\})?\s+\S+\s+([0-9.]+)\s*$', 1), '') as written_time,
    from text_lines
    where regexp_matches(text, '^((vllm|sglang|llamacpp):|tgi_request_)')
    union all by name
    select
        * exclude (pair),
        pair ->> '$[1]' as written_value,
        pair ->> '$[0]' as written_time,
        1 as line_no,
    from pairs
),

counters as (
    select
        * exclude (labels),
        case
            when metric in (
                'vllm:prompt_tokens_total', 'sglang:prompt_tokens_total', 'llamacpp:prompt_tokens_total',
                'tgi_request_input_length_sum'
            ) then 'input'
            when metric in ('vllm:prefix_cache_hits_total', 'sglang:cached_tokens_total') then 'cache_read'
            when metric in (
                'vllm:generation_tokens_total', 'sglang:generation_tokens_total', 'llamacpp:tokens_predicted_total',
                'tgi_request_generated_tokens_sum'
            ) then 'output'
            when metric in ('vllm:request_success_total', 'sglang:num_requests_total', 'tgi_request_duration_count')
                then 'requests'
        end as meter,
        nullif(regexp_extract(labels, '\bmodel_name="((?:[^"\\]|\\.)*)"', 1), '') as llm_model,
        concat_ws(
            '/', nullif(regexp_extract(labels, '\binstance="([^"]*)"', 1), ''),
            nullif(regexp_extract(labels, '\bengine="([^"]*)"', 1), ''),
            nullif(regexp_extract(labels, '\bdp_rank="([^"]*)"', 1), '')
        ) as instance,
        -- what tells the series of an instance apart: not the ranks, which repeat one number
        regexp_replace(labels, '\b(tp_rank|pp_rank|moe_ep_rank)="[^"]*",?', '', 'g') as series_labels,
        -- written as a float, also with an exponent
        try_cast(try_cast(written_value as double) as bigint) as amount,
        amount is null or amount <> try_cast(written_value as double) or amount < 0 as is_bad,
        logged_time_of(written_time) as read_at,
    from readings
    where meter is not null
),

readings_by_series as (
    select
        source, file_id, deployment, instance, llm_model, metric, meter, series_labels, read_at,
        min(line_no) as line_no,
        max(amount) as amount,
        max(written_value) filter (is_bad) as bad_value,
        max(coalesce(written_time, 'absent')) filter (read_at is null) as bad_time,
    from counters
    group by source, file_id, deployment, instance, llm_model, metric, meter, series_labels, read_at
),

steps as (
    select
        *,
        lag(amount ignore nulls) over in_time as amount_before,
        lag(read_at) over in_time as read_before,
        count(*) over (partition by file_id, deployment, series_labels, metric) as readings,
        if(amount < amount_before, amount, amount - amount_before) as used,
    from readings_by_series
    window in_time as (partition by file_id, deployment, series_labels, metric order by read_at)
),

buckets as (
    select
        source, file_id, deployment, instance, llm_model, read_before, read_at,
        min(line_no) as line_no,
        min(bad_value) as bad_value,
        min(bad_time) as bad_time,
        min(readings) as readings,
        sum(used) filter (meter = 'requests') as requests,
        sum(used) filter (meter = 'input') as input_tokens,
        sum(used) filter (meter = 'cache_read') as cache_read_tokens,
        sum(used) filter (meter = 'output') as output_tokens,
    from steps
    where read_before is not null or readings = 1 or bad_value is not null or bad_time is not null
    group by source, file_id, deployment, instance, llm_model, read_before, read_at
),

checked as (
    select
        *,
        input_tokens - coalesce(cache_read_tokens, 0) as uncached_input_tokens,
        case
            when bad_value is not null then 'not_a_counter'
            when bad_time is not null then 'bad_timestamp'
            when readings = 1 then 'one_reading'
            when uncached_input_tokens < 0 then 'inconsistent_counters'
            else bad_time_reason(read_before)
        end as reject_reason,
    from buckets
),

usage_buckets as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'prometheus', deployment, instance, llm_model, epoch_ms(read_before), epoch_ms(read_at))
            as bucket_key,
        'self-hosted' as provider,
        deployment as project_id,
        llm_model,
        requests,
        uncached_input_tokens,
        cache_read_tokens,
        output_tokens as visible_output_tokens,
        false as is_output_split,
        coalesce(read_before, read_at) as bucket_start,
        read_at as bucket_end,
        reject_reason,
        case reject_reason
            when 'not_a_counter' then concat('a counter is ', bad_value, ', expected a whole number from 0')
            when 'bad_timestamp' then concat(
                'the time behind a value is ', bad_time, ', expected one, as /federate and range queries write it')
            when 'one_reading' then 'the file has one reading of the series, expected two or more'
            when 'inconsistent_counters' then concat(
                'the prompt is ', input_tokens, ' and the cache served ', cache_read_tokens, ', expected less')
            else bad_time_detail('the time of a reading', read_before::varchar)
        end as reject_detail,
    from checked
    order by file_id, line_no, bucket_key
)

select * from usage_buckets
