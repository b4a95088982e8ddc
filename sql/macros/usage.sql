-- grain: one macro per usage object of a provider, and the rules by which all of them become disjoint meters
-- key: none
-- units: Tokens, Requests (web_searches)
-- source: usage objects as providers write them into their answers, and as gateways, exports and agents copy them
-- why: what input and output contain differs by provider. Each object is brought into one list of counters as
--      written, the counters are judged and read alike, and one rule each takes the parts out of an inclusive or
--      exclusive input.

-- The usage object of OpenAI's Chat, Responses, Embeddings and Realtime answers and of those who copy its shape.
create or replace macro openai_usage_of(written) as from_json(
    written,
    '{"prompt_tokens": "JSON", "input_tokens": "JSON", "completion_tokens": "JSON", "output_tokens": "JSON",
    "total_tokens": "JSON", "cached_tokens": "JSON", "num_cached_tokens": "JSON", "prompt_cache_hit_tokens": "JSON",
    "cache_creation_input_tokens": "JSON", "cache_read_input_tokens": "JSON",
    "prompt_tokens_details": {"cached_tokens": "JSON", "cache_write_tokens": "JSON", "audio_tokens": "JSON"},
    "input_tokens_details": {"cached_tokens": "JSON", "cache_write_tokens": "JSON", "audio_tokens": "JSON"},
    "input_token_details": {"cached_tokens": "JSON", "audio_tokens": "JSON",
        "cached_tokens_details": {"audio_tokens": "JSON"}},
    "completion_tokens_details": {"reasoning_tokens": "JSON", "audio_tokens": "JSON", "image_tokens": "JSON"},
    "output_tokens_details": {"reasoning_tokens": "JSON", "audio_tokens": "JSON", "image_tokens": "JSON"},
    "output_token_details": {"audio_tokens": "JSON"},
    "server_tool_use": {"web_search_requests": "JSON"}, "num_search_queries": "JSON",
    "is_byok": "JSON", "cost": "JSON", "cost_in_usd_ticks": "JSON", "queue_time": "JSON"}'
);

-- Counters of openai_usage_of as they were written; the same class has another name in each of the shapes.
create or replace macro openai_counters(usage) as {
    'input': coalesce(usage.prompt_tokens, usage.input_tokens),
    'tool_input': null::json,
    'cache_read': coalesce(
        usage.prompt_tokens_details.cached_tokens, usage.input_tokens_details.cached_tokens,
        usage.input_token_details.cached_tokens, usage.prompt_cache_hit_tokens, usage.cached_tokens,
        usage.num_cached_tokens, usage.cache_read_input_tokens
    ),
    'cache_write': coalesce(
        usage.prompt_tokens_details.cache_write_tokens, usage.input_tokens_details.cache_write_tokens,
        usage.cache_creation_input_tokens
    ),
    'cache_write_5m': null::json,
    'cache_write_1h': null::json,
    -- audio from the cache is among the cached tokens already
    'input_audio': coalesce(
        usage.prompt_tokens_details.audio_tokens, usage.input_tokens_details.audio_tokens,
        if(
            count_of(usage.input_token_details.cached_tokens_details.audio_tokens) > 0,
            to_json(count_of(usage.input_token_details.audio_tokens)
            - count_of(usage.input_token_details.cached_tokens_details.audio_tokens)),
            usage.input_token_details.audio_tokens
        )
    ),
    'output': coalesce(usage.completion_tokens, usage.output_tokens),
    'reasoning': coalesce(
        usage.completion_tokens_details.reasoning_tokens, usage.output_tokens_details.reasoning_tokens
    ),
    'output_audio': coalesce(
        usage.completion_tokens_details.audio_tokens, usage.output_tokens_details.audio_tokens,
        usage.output_token_details.audio_tokens
    ),
    'image': coalesce(usage.completion_tokens_details.image_tokens, usage.output_tokens_details.image_tokens),
    'web_searches': coalesce(usage.server_tool_use.web_search_requests, usage.num_search_queries),
    'total': usage.total_tokens,
};

-- Reasoning that stands beside the output of an OpenAI shape instead of within it, which only the total tells: xAI's
-- chat answers name it, Gemini behind OpenAI's shape leaves nothing but the difference.
create or replace macro reasoning_beside(counts, llm_model) as
    case
        when counts.reasoning > 0 and counts.total = counts.input + counts.output + counts.reasoning
            then counts.reasoning
        when contains(llm_model, 'gemini') and counts.total > counts.input + counts.output
            then counts.total - counts.input - counts.output
        else 0
    end;

-- The usage object of Anthropic's Messages, whose iterations are billed each at the model that made it.
create or replace macro anthropic_usage_of(written) as from_json(
    written,
    '{"input_tokens": "JSON", "output_tokens": "JSON", "cache_creation_input_tokens": "JSON",
    "cache_read_input_tokens": "JSON",
    "cache_creation": {"ephemeral_5m_input_tokens": "JSON", "ephemeral_1h_input_tokens": "JSON"},
    "output_tokens_details": {"thinking_tokens": "JSON"}, "server_tool_use": {"web_search_requests": "JSON"},
    "service_tier": "VARCHAR", "speed": "VARCHAR", "inference_geo": "VARCHAR",
    "iterations": [{"type": "VARCHAR", "model": "VARCHAR", "input_tokens": "JSON", "output_tokens": "JSON",
        "cache_creation_input_tokens": "JSON", "cache_read_input_tokens": "JSON",
        "cache_creation": {"ephemeral_5m_input_tokens": "JSON", "ephemeral_1h_input_tokens": "JSON"},
        "output_tokens_details": {"thinking_tokens": "JSON"}}]}'
);

-- Counters of anthropic_usage_of, or of one of its iterations, as they were written; those count no searches.
create or replace macro anthropic_counters(usage, web_searches) as {
    'input': usage.input_tokens,
    'tool_input': null::json,
    'cache_read': usage.cache_read_input_tokens,
    'cache_write': usage.cache_creation_input_tokens,
    'cache_write_5m': usage.cache_creation.ephemeral_5m_input_tokens,
    'cache_write_1h': usage.cache_creation.ephemeral_1h_input_tokens,
    'input_audio': null::json,
    'output': usage.output_tokens,
    'reasoning': usage.output_tokens_details.thinking_tokens,
    'output_audio': null::json,
    'image': null::json,
    'web_searches': web_searches,
    'total': null::json,
};

-- Counters of a group of Anthropic's usage report or its analytics, which name the classes alike.
create or replace macro anthropic_report_counters(usage) as {
    'input': usage.uncached_input_tokens,
    'tool_input': null::json,
    'cache_read': usage.cache_read_input_tokens,
    'cache_write': null::json,
    'cache_write_5m': usage.cache_creation.ephemeral_5m_input_tokens,
    'cache_write_1h': usage.cache_creation.ephemeral_1h_input_tokens,
    'input_audio': null::json,
    'output': usage.output_tokens,
    'reasoning': null::json,
    'output_audio': null::json,
    'image': null::json,
    'web_searches': usage.server_tool_use.web_search_requests,
    'total': null::json,
};

-- Gemini's usageMetadata, as the wire has it or as its Python client logs it, or the usage of an interaction.
create or replace macro gemini_usage_of(written) as from_json(
    written,
    '{"promptTokenCount": "JSON", "prompt_token_count": "JSON", "total_input_tokens": "JSON",
    "cachedContentTokenCount": "JSON", "cached_content_token_count": "JSON", "total_cached_tokens": "JSON",
    "candidatesTokenCount": "JSON", "candidates_token_count": "JSON", "total_output_tokens": "JSON",
    "responseTokenCount": "JSON", "response_token_count": "JSON",
    "thoughtsTokenCount": "JSON", "thoughts_token_count": "JSON", "total_thought_tokens": "JSON",
    "toolUsePromptTokenCount": "JSON", "tool_use_prompt_token_count": "JSON", "total_tool_use_tokens": "JSON",
    "totalTokenCount": "JSON", "total_token_count": "JSON", "total_tokens": "JSON",
    "promptTokensDetails": [{"modality": "VARCHAR", "tokenCount": "JSON"}],
    "cacheTokensDetails": [{"modality": "VARCHAR", "tokenCount": "JSON"}],
    "candidatesTokensDetails": [{"modality": "VARCHAR", "tokenCount": "JSON"}],
    "trafficType": "VARCHAR", "traffic_type": "VARCHAR", "serviceTier": "VARCHAR"}'
);

-- Counter of one modality in a list of Gemini's details; NULL when it names none.
create or replace macro modality_counter(details, wanted) as
    list_filter(details, detail -> detail.modality = wanted)[1].tokenCount;

-- Counters of gemini_usage_of as they were written.
create or replace macro gemini_counters(usage) as {
    'input': coalesce(usage.promptTokenCount, usage.prompt_token_count, usage.total_input_tokens),
    'tool_input': coalesce(
        usage.toolUsePromptTokenCount, usage.tool_use_prompt_token_count, usage.total_tool_use_tokens
    ),
    'cache_read': coalesce(
        usage.cachedContentTokenCount, usage.cached_content_token_count, usage.total_cached_tokens
    ),
    'cache_write': null::json,
    'cache_write_5m': null::json,
    'cache_write_1h': null::json,
    -- audio from the cache is among the cached tokens already
    'input_audio': if(
        count_of(modality_counter(usage.cacheTokensDetails, 'AUDIO')) > 0,
        to_json(count_of(modality_counter(usage.promptTokensDetails, 'AUDIO'))
        - count_of(modality_counter(usage.cacheTokensDetails, 'AUDIO'))),
        modality_counter(usage.promptTokensDetails, 'AUDIO')
    ),
    'output': coalesce(
        usage.candidatesTokenCount, usage.candidates_token_count, usage.responseTokenCount,
        usage.response_token_count, usage.total_output_tokens
    ),
    'reasoning': coalesce(usage.thoughtsTokenCount, usage.thoughts_token_count, usage.total_thought_tokens),
    'output_audio': modality_counter(usage.candidatesTokensDetails, 'AUDIO'),
    'image': modality_counter(usage.candidatesTokensDetails, 'IMAGE'),
    'web_searches': null::json,
    'total': coalesce(usage.totalTokenCount, usage.total_token_count, usage.total_tokens),
};

-- Counters of a source that knows few of them, JSON or text alike; the classes in the order of the meters.
create or replace macro counters_of(
    input_count, tool_input_count, cache_read_count, cache_write_count, input_audio_count, output_count,
    reasoning_count, output_audio_count, image_count, total_count
) as {
    'input': input_count,
    'tool_input': tool_input_count,
    'cache_read': cache_read_count,
    'cache_write': cache_write_count,
    'cache_write_5m': nullif(input_count, input_count),
    'cache_write_1h': nullif(input_count, input_count),
    'input_audio': input_audio_count,
    'output': output_count,
    'reasoning': reasoning_count,
    'output_audio': output_audio_count,
    'image': image_count,
    'web_searches': nullif(input_count, input_count),
    'total': total_count,
};

-- The same of a source that knows only these; the others are absent, in the type of the first.
create or replace macro plain_counters(
    input_count, cache_read_count, cache_write_count, output_count, reasoning_count, total_count
) as counters_of(
    input_count, nullif(input_count, input_count), cache_read_count, cache_write_count,
    nullif(input_count, input_count), output_count, reasoning_count, nullif(input_count, input_count),
    nullif(input_count, input_count), total_count
);

-- The counters read: BIGINT each, NULL where absent or unreadable.
create or replace macro counts_of(counters) as {
    'input': count_of(counters.input),
    'tool_input': count_of(counters.tool_input),
    'cache_read': count_of(counters.cache_read),
    'cache_write': count_of(counters.cache_write),
    'cache_write_5m': count_of(counters.cache_write_5m),
    'cache_write_1h': count_of(counters.cache_write_1h),
    'input_audio': count_of(counters.input_audio),
    'output': count_of(counters.output),
    'reasoning': count_of(counters.reasoning),
    'output_audio': count_of(counters.output_audio),
    'image': count_of(counters.image),
    'web_searches': count_of(counters.web_searches),
    'total': count_of(counters.total),
};

-- Gemini's counts: within a usage object what is absent is zero, as in an answer of nothing but thoughts.
create or replace macro gemini_counts(counts) as {
    'input': counts.input,
    'tool_input': counts.tool_input,
    'cache_read': if(counts.input is null, null, coalesce(counts.cache_read, 0)),
    'cache_write': null::bigint,
    'cache_write_5m': null::bigint,
    'cache_write_1h': null::bigint,
    'input_audio': counts.input_audio,
    'output': if(counts.input is null, null, coalesce(counts.output, 0)),
    'reasoning': if(counts.input is null, null, coalesce(counts.reasoning, 0)),
    'output_audio': counts.output_audio,
    'image': counts.image,
    'web_searches': null::bigint,
    'total': counts.total,
};

-- The first of the counters that counts_of could not read, as first_bad_count gives it; NULL when there is none.
create or replace macro bad_counter_of(counters, counts) as
    if(
        is_unread(counters.input, counts.input) or is_unread(counters.tool_input, counts.tool_input)
        or is_unread(counters.cache_read, counts.cache_read) or is_unread(counters.cache_write, counts.cache_write)
        or is_unread(counters.cache_write_5m, counts.cache_write_5m)
        or is_unread(counters.cache_write_1h, counts.cache_write_1h)
        or is_unread(counters.input_audio, counts.input_audio) or is_unread(counters.output, counts.output)
        or is_unread(counters.reasoning, counts.reasoning) or is_unread(counters.output_audio, counts.output_audio)
        or is_unread(counters.image, counts.image) or is_unread(counters.web_searches, counts.web_searches)
        or is_unread(counters.total, counts.total),
        first_bad_count(
            [
                'input tokens', 'tool input tokens', 'cache read tokens', 'cache write tokens',
                '5-minute cache write tokens', '1-hour cache write tokens', 'input audio tokens', 'output tokens',
                'reasoning tokens', 'output audio tokens', 'image tokens', 'web searches', 'total tokens',
            ],
            [
                counters.input, counters.tool_input, counters.cache_read, counters.cache_write,
                counters.cache_write_5m, counters.cache_write_1h, counters.input_audio, counters.output,
                counters.reasoning, counters.output_audio, counters.image, counters.web_searches, counters.total,
            ]
        ),
        null
    );

-- Cache writes of both known lifetimes.
create or replace macro split_writes(counts) as
    coalesce(counts.cache_write_5m, 0) + coalesce(counts.cache_write_1h, 0);

-- Tokens that an inclusive input contains and other meters count.
create or replace macro parts_of_input(counts) as
    coalesce(counts.cache_read, 0) + coalesce(counts.cache_write, split_writes(counts))
    + coalesce(counts.input_audio, 0);

-- True when only that reading of the counts adds up to their total: the parts stand within the input, or the reasoning
-- within the output. For exports whose senders choose.
create or replace macro has_parts_within_input(counts) as
    parts_of_input(counts) > 0
    and coalesce(
        counts.total - coalesce(counts.input, 0) - coalesce(counts.output, 0) in (0, coalesce(counts.reasoning, 0)),
        false
    );

create or replace macro has_reasoning_within_output(counts) as
    coalesce(counts.reasoning, 0) > 0
    and coalesce(
        counts.total - coalesce(counts.input, 0) - coalesce(counts.output, 0) in (0, parts_of_input(counts)), false
    );

-- True when the parts stand beside the input: they are larger than it, or only so they add up to the total.
create or replace macro has_parts_beside_input(counts) as
    coalesce(
        parts_of_input(counts) > counts.input
        or (
            parts_of_input(counts) > 0
            and counts.total = counts.input + coalesce(counts.output, 0) + parts_of_input(counts)
        ),
        false
    );

-- The columns of a request from its counts: the input without the parts it contains (parts_of_input where the source
-- counts inclusively, the audio alone where it does not), the output with the reasoning that the source counts beside.
create or replace macro disjoint_meters(counts, input_parts, beside) as {
    'uncached_input_tokens': counts.input - input_parts + coalesce(counts.tool_input, 0),
    'cache_read_tokens': counts.cache_read,
    'cache_write_5m_tokens': counts.cache_write_5m,
    'cache_write_1h_tokens': counts.cache_write_1h,
    'cache_write_unknown_ttl_tokens': if(
        counts.cache_write_5m is null and counts.cache_write_1h is null,
        counts.cache_write,
        nullif(counts.cache_write - split_writes(counts), 0)
    ),
    'visible_output_tokens': counts.output + beside - greatest(coalesce(counts.reasoning, 0), beside)
    - coalesce(counts.output_audio, 0) - coalesce(counts.image, 0),
    'reasoning_tokens': if(beside > 0, greatest(coalesce(counts.reasoning, 0), beside), counts.reasoning),
    'input_audio_tokens': counts.input_audio,
    'output_audio_tokens': counts.output_audio,
    'image_tokens': counts.image,
    'web_searches': counts.web_searches,
    'reported_input_tokens': counts.input,
    'reported_output_tokens': counts.output,
    'reported_total_tokens': counts.total,
    'is_output_split': counts.reasoning is not null or beside > 0,
};

-- Meters of an inclusive source, and of an exclusive one.
create or replace macro inclusive_meters(counts, beside) as disjoint_meters(counts, parts_of_input(counts), beside);

create or replace macro exclusive_meters(counts, beside) as
    disjoint_meters(counts, coalesce(counts.input_audio, 0), beside);

-- The same columns for a call that cost nothing because it was refused or never made.
create or replace macro no_meters() as {
    'uncached_input_tokens': 0::bigint,
    'cache_read_tokens': 0::bigint,
    'cache_write_5m_tokens': 0::bigint,
    'cache_write_1h_tokens': 0::bigint,
    'cache_write_unknown_ttl_tokens': 0::bigint,
    'visible_output_tokens': 0::bigint,
    'reasoning_tokens': 0::bigint,
    'input_audio_tokens': 0::bigint,
    'output_audio_tokens': 0::bigint,
    'image_tokens': 0::bigint,
    'web_searches': 0::bigint,
    'reported_input_tokens': null::bigint,
    'reported_output_tokens': null::bigint,
    'reported_total_tokens': null::bigint,
    'is_output_split': true,
};

-- Reject reason of a call by its counters, its meters, its model and its time.
create or replace macro usage_reject_reason(bad_counter, meters, llm_model, started_at) as
    case
        when bad_counter is not null then bad_count_reason(bad_counter.written)
        when least(
            meters.uncached_input_tokens, meters.cache_write_unknown_ttl_tokens, meters.visible_output_tokens,
            meters.input_audio_tokens
        ) < 0 then 'inconsistent_counters'
        when coalesce(llm_model, '') = '' then 'no_model'
        else bad_time_reason(started_at)
    end;

-- Reject detail of what usage_reject_reason refused.
create or replace macro usage_reject_detail(reason, bad_counter, meters, time_name, written_time) as
    case
        when reason is null then null
        when bad_counter is not null then bad_count_detail(bad_counter)
        when reason = 'inconsistent_counters' then concat(
            'input ', meters.reported_input_tokens, ' leaves ', meters.uncached_input_tokens, ', output ',
            meters.reported_output_tokens, ' leaves ', meters.visible_output_tokens,
            ' and cache writes leave ', meters.cache_write_unknown_ttl_tokens,
            ' after their parts, expected 0 or more')
        when reason = 'no_model' then 'no model is named, expected the one that answered'
        else bad_time_detail(time_name, written_time)
    end;

-- TIMESTAMPTZ of a time as loggers write it: RFC 3339, or seconds or, from 10^11 on, milliseconds since 1970.
create or replace macro logged_time_of(written) as
    case
        when not regexp_full_match(written, '[0-9]+(\.[0-9]*)?') then timestamp_of(written)
        when strpos(ltrim(written, '0') || '.', '.') > 12 then timestamp_of_milliseconds(written)
        else timestamp_of_seconds(written)
    end;

-- TIMESTAMPTZ of the last day named by a path, as in 2026-09-03/results.jsonl; NULL when it names none. It is the time
-- of lines that carry none.
create or replace macro day_of_path(path) as
    timestamp_of(nullif(regexp_extract(path, '.*(20[0-9]{2}-[01][0-9]-[0-3][0-9])', 1), ''));

-- Id of the provider batch in a file's name; NULL when it names none.
create or replace macro batch_of_path(path) as
    nullif(regexp_extract(file_name_of(path), '(?:msg)?batch_[A-Za-z0-9]+'), '');
