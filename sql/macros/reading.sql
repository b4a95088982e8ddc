-- grain: one macro per rule by which a reader reads what a source wrote
-- key: none
-- units: counters in Tokens or Requests; estimates in picodollars (10^-12 USD); amounts in their own currency
-- source: texts and JSON values as sources write them
-- why: counters arrive as JSON, so that 12, "12", 1.5, true and NaN stay apart, and amounts as text, so that no digit
--      is lost; every reader judges them by the same rules.

-- BIGINT of an integer literal from 0 to 10^10; NULL when absent or anything else. A plain cast would round 1.5 to 2.
-- The limit is 10,000 times the largest context window and keeps tokens x price within BIGINT.
create or replace macro count_of(number) as
    if(
        try_cast(number::varchar as bigint)::varchar = number::varchar
            and try_cast(number::varchar as bigint) between 0 and 10000000000,
        try_cast(number::varchar as bigint),
        null
    );

-- True when a counter is present (JSON null is absent) and count_of cannot read it.
create or replace macro is_bad_count(number) as
    number is not null and count_of(number) is null and number::varchar <> 'null';

-- The quick form of is_bad_count and is_bad_decimal where count_of or decimal_of has been asked already.
create or replace macro is_unread(written, number) as written is not null and number is null;

-- The first bad counter as {counter, written}, from the names and the values of the row's counters in the same order.
-- Lists are slow: readers ask is_unread of each counter first and call this only for the rows that have one.
create or replace macro first_bad_count(counters, numbers) as
    list_filter(
        list_transform(counters, (counter, place) -> {'counter': counter, 'written': numbers[place]::varchar}),
        pair -> is_bad_count(pair.written)
    )[1];

-- Reject reason of a bad counter as it was written.
create or replace macro bad_count_reason(written) as
    case
        when try_cast(written as double) is null or not isfinite(try_cast(written as double)) then 'not_a_counter'
        when try_cast(written as double) < 0 then 'negative_counter'
        when try_cast(written as double) > 10000000000 then 'counter_too_big'
        else 'fractional_counter'
    end;

-- Reject detail of a counter of first_bad_count.
create or replace macro bad_count_detail(bad_counter) as
    bad_counter.counter || ' is ' || left(bad_counter.written, 100) || ', expected a whole number from 0 to 10^10';

-- TIMESTAMPTZ of an RFC 3339 text; a text without zone is UTC. NULL when unreadable.
create or replace macro timestamp_of(written) as try_cast(written as timestamptz);

-- TIMESTAMPTZ of Unix nanoseconds in digits. What lies below the microsecond is cut off; DuckDB stores none.
create or replace macro timestamp_of_nanoseconds(written) as make_timestamptz(try_cast(written as bigint) // 1000);

-- Reject reason of a required time: unreadable or absent, or outside the years in which such a record can be.
create or replace macro bad_time_reason(instant) as
    case
        when instant is null then 'bad_timestamp'
        when instant < timestamptz '2020-01-01 00:00:00+00' or instant >= timestamptz '2100-01-01 00:00:00+00'
            then 'timestamp_out_of_range'
    end;

-- Reject detail of a time that bad_time_reason refused.
create or replace macro bad_time_detail(time_name, written) as
    time_name || ' is ' || coalesce(left(written, 100), 'absent') || ', expected a time from 2020 to 2099';

-- Reject detail of an amount that is_bad_estimate refused.
create or replace macro bad_estimate_detail(amount_name, written) as
    amount_name || ' is ' || left(written::varchar, 100) || ', expected USD from 0 to below 10^6';

-- BIGINT picodollars (10^-12 USD) of a dollar amount that a source estimated, rounded half away from zero;
-- NULL when absent, no number, negative or 10^6 USD and more. The twelve decimals of the text are the picodollars.
create or replace macro picousd_of_estimate(usd) as
    if(
        try_cast(usd::varchar as decimal(18, 12)) >= 0,
        replace(try_cast(usd::varchar as decimal(18, 12))::varchar, '.', '')::bigint,
        null
    );

-- True when an estimated dollar amount is present and picousd_of_estimate cannot read it.
create or replace macro is_bad_estimate(usd) as
    usd is not null and picousd_of_estimate(usd) is null and usd::varchar <> 'null';

-- TIMESTAMPTZ of Unix seconds in digits, fraction allowed, exact to the microsecond. NULL when unreadable, and from
-- 10^11 seconds on, which no timestamp holds. The text is cast once: a part that stands twice is computed for all rows,
-- those too that a coalesce before it has settled. The six decimals of the text are the microseconds; a product of
-- decimals would leave 64 bits.
create or replace macro timestamp_of_seconds(written) as
    make_timestamptz(replace(try_cast(written as decimal(17, 6))::varchar, '.', '')::bigint);

-- The same of Unix milliseconds, up to 10^14.
create or replace macro timestamp_of_milliseconds(written) as
    make_timestamptz(replace(try_cast(written as decimal(17, 3))::varchar, '.', '')::bigint);

-- JSON text of a column that holds JSON, JSON as text, or text that was encoded twice; NULL when it is no JSON.
create or replace macro json_text_of(written) as
    if(starts_with(written, '"'), try(json_extract_string(written, '$')), written);

-- JSON of such a text; NULL when it is none. Where a function throws at one row, try() computes all rows of its vector
-- one by one: what may be no JSON is tried by a cast first.
create or replace macro json_of(written) as try_cast(json_text_of(written) as json);

-- Provider in our spelling, from the names of LiteLLM and of the OTel conventions; others stay as written.
create or replace macro provider_of(written) as
    case written
        when 'azure.ai.openai' then 'azure'
        when 'azure.ai.inference' then 'azure'
        when 'azure_ai' then 'azure'
        when 'az.ai.openai' then 'azure'
        when 'az.ai.inference' then 'azure'
        when 'aws.bedrock' then 'aws-bedrock'
        when 'bedrock' then 'aws-bedrock'
        when 'bedrock_converse' then 'aws-bedrock'
        when 'gemini' then 'google'
        when 'gcp.gemini' then 'google'
        when 'gcp.gen_ai' then 'google'
        when 'vertex_ai' then 'google-vertex'
        when 'gcp.vertex_ai' then 'google-vertex'
        when 'mistral_ai' then 'mistral'
        when 'moonshot_ai' then 'moonshot'
        when 'x_ai' then 'xai'
        else lower(written)
    end;

-- Provider by the family that a model's name begins with, for sources that name none; NULL = no family known.
create or replace macro provider_of_model(llm_model) as
    case
        when starts_with(llm_model, 'claude') then 'anthropic'
        when regexp_matches(llm_model, '^(gpt|o[1-9]|chatgpt|text-embedding|codex)') then 'openai'
        when starts_with(llm_model, 'gemini') then 'google'
        when starts_with(llm_model, 'deepseek') then 'deepseek'
        when starts_with(llm_model, 'grok') then 'xai'
        when regexp_matches(llm_model, '^(mistral|codestral|ministral|magistral|devstral)') then 'mistral'
        when regexp_matches(llm_model, '^(kimi|moonshot)') then 'moonshot'
        when starts_with(llm_model, 'sonar') then 'perplexity'
    end;

-- Value of the first attribute of that name; NULL when there is none. The lists hold keys and values in one order.
create or replace macro attribute_of(attribute_keys, attribute_values, attribute_name) as
    attribute_values[list_position(attribute_keys, attribute_name)];

-- The same with an older name of the attribute to fall back on.
create or replace macro either_attribute_of(attribute_keys, attribute_values, attribute_name, older_name) as
    coalesce(
        attribute_of(attribute_keys, attribute_values, attribute_name),
        attribute_of(attribute_keys, attribute_values, older_name)
    );

-- End customer of a span or resource: the attributes that count, best first. Change the list here for other names.
create or replace macro customer_attribute_of(attribute_keys, attribute_values) as
    coalesce(
        attribute_of(attribute_keys, attribute_values, 'tenant.id'),
        attribute_of(attribute_keys, attribute_values, 'customer.id'),
        attribute_of(attribute_keys, attribute_values, 'enduser.id'),
        attribute_of(attribute_keys, attribute_values, 'user.id')
    );

-- Counter text of a number that its sender may have made a double: '400.0' -> '400', '400.5' stays and is refused.
create or replace macro whole_number_text(written) as
    if(contains(written, '.'), regexp_replace(written, '\.0+$', ''), written);

-- Trace or span id as lower-case hex; collectors that re-encode protobuf write base64 of 16 or 8 bytes instead.
create or replace macro trace_id_of(written) as
    if(
        ends_with(written, '='),
        coalesce(lower(try(hex(from_base64(written)))), written),
        lower(nullif(written, ''))
    );

-- What a cumulative counter grew by since the event before it; the whole of it after a restart.
create or replace macro counter_growth(total, previous_total, is_restart) as
    count_of(total) - if(is_restart, 0, coalesce(count_of(previous_total), 0));

-- Digits that carry a number's value, without blanks, sign, point, exponent and outer zeros: '-0.0120e3 ' -> '12'.
create or replace macro significant_digits(written) as
    trim(translate(split_part(lower(trim(written)), 'e', 1), '+-.', ''), '0');

-- Whole part of a plain number with so many decimals at most, and its decimals, if it is one: each fits 64 bits. DuckDB
-- casts a text to a decimal of more than 18 digits in 128 bits, digit by digit, which takes a hundred times as long.
create or replace macro plain_whole_of(written, decimals) as
    if(
        regexp_full_match(written, ' *-?[0-9]{1,18}(\.[0-9]{1,' || decimals || '}0*)? *'),
        try_cast(split_part(written, '.', 1) as bigint),
        null
    );

create or replace macro plain_fraction_of(written) as
    try_cast(
        concat(if(contains(written, '-'), '-0.', '0.'), rtrim(split_part(written, '.', 2)), '0') as decimal(18, 18)
    );

-- Plain text of a number as programs write those below 1: '1.5e-07' -> '0.00000015'; NULL of any other text.
create or replace macro small_number_text(written) as
    if(
        regexp_full_match(written, '-?[0-9](\.[0-9]{1,20})?[eE]-0?[1-9][0-9]?'),
        concat(
            if(starts_with(written, '-'), '-0.', '0.'),
            repeat('0', try_cast(regexp_extract(written, '[0-9]+$') as integer) - 1),
            translate(split_part(lower(written), 'e', 1), '-.', '')
        ),
        null
    );

-- The decimal, if it has all digits of the text that was cast to it.
create or replace macro if_exact(number, written) as
    list_filter([number], rounded -> significant_digits(rounded::varchar) = significant_digits(written))[1];

-- DECIMAL(38, 18) of a number's text, exponent forms included; NULL when it is no number or has digits that do not fit.
-- A cast alone would round the 19th decimal away without a word. Each cast stands once, behind those that are quicker:
-- a part that stands twice is computed for all rows.
create or replace macro decimal_of(written) as
    coalesce(
        plain_whole_of(written, 18)::decimal(38, 18) + plain_fraction_of(written),
        if_exact(try_cast(small_number_text(written) as decimal(18, 18)), written)::decimal(38, 18),
        if_exact(try_cast(written as decimal(18, 12)), written)::decimal(38, 18),
        if_exact(try_cast(written as decimal(38, 18)), written)
    );

-- The same, rounded at the 18th decimal.
create or replace macro rounded_decimal_of(written) as
    coalesce(
        plain_whole_of(written, 18)::decimal(38, 18) + plain_fraction_of(written),
        try_cast(small_number_text(written) as decimal(18, 18))::decimal(38, 18),
        if_exact(try_cast(written as decimal(18, 12)), written)::decimal(38, 18),
        try_cast(written as decimal(38, 18))
    );

-- DECIMAL(38, 12) likewise, for amounts of our own tables; NULL where digits do not fit.
create or replace macro decimal12_of(written) as
    coalesce(
        plain_whole_of(written, 12)::decimal(38, 12) + plain_fraction_of(written)::decimal(18, 12),
        if_exact(try_cast(written as decimal(18, 12)), written)::decimal(38, 12),
        if_exact(try_cast(written as decimal(38, 12)), written)
    );

-- DECIMAL(26, 0) of a number's text, rounded; what fits 64 bits is cast in them.
create or replace macro whole_units_of(written) as
    coalesce(try_cast(written as decimal(18, 0))::decimal(26, 0), try_cast(written as decimal(26, 0)));

-- Number of a text as spreadsheets write dollars: '$10,000.00 ' -> '10000.00'. Without the sign a comma stays and is
-- refused, for 1,000 may mean one.
create or replace macro sheet_number(written) as
    if(
        contains(written, '$')
        and regexp_full_match(written, '\s*-?\$([0-9]{1,3}(,[0-9]{3})*|[0-9]+)(\.[0-9]+)?\s*'),
        translate(trim(written), '$,', ''),
        written
    );

-- True when an amount is present and decimal_of cannot read it.
create or replace macro is_bad_decimal(written) as written is not null and decimal_of(written) is null;

-- The same for decimal12_of.
create or replace macro is_bad_decimal12(written) as written is not null and decimal12_of(written) is null;

-- Text of a cent amount as dollars: '123.4567' -> '123.4567e-2'.
create or replace macro dollar_text_of_cents(written) as
    split_part(lower(written), 'e', 1)
    || 'e' || (coalesce(try_cast(nullif(split_part(lower(written), 'e', 2), '') as integer), 0) - 2);

-- DATE of 'YYYY-MM-DD' or of a UTC timestamp; NULL when it is neither, so that 03/04/2026 is never guessed at.
create or replace macro date_of(written) as
    coalesce(
        try_strptime(written, '%Y-%m-%d')::date,
        if(contains(written, 'T'), (timestamp_of(written) at time zone 'UTC')::date, null)
    );

-- TIMESTAMPTZ of an ISO 8601 text or of m/d/y as spreadsheets write it; without zone it is UTC.
create or replace macro invoice_time_of(written) as
    if(
        contains(written, '/'),
        try_strptime(written, ['%m/%d/%y', '%m/%d/%Y']) at time zone 'UTC',
        timestamp_of(written)
    );

-- TIMESTAMPTZ of seconds since the start of a published trace. Such traces carry no date, to hide whose they are; all
-- are laid on the same day, on which all models of the traces were sold, so that a month of theirs is one month.
create or replace macro trace_time_of(seconds) as
    make_timestamptz(epoch_us(timestamptz '2026-03-01 00:00:00+00') + (seconds * 1000000)::bigint);

-- File name without its folders.
create or replace macro file_name_of(path) as regexp_extract(path, '[^/\\]*$');

-- The lines of texts, numbered from 1; without their breaks.
create or replace macro text_lines(records) as table
with texts as (
    select
        source,
        file_id,
        path,
        string_split(text, chr(10)) as lines,
    from query_table(records)
),

numbered as (
    select
        source,
        file_id,
        path,
        unnest(lines) as text,
        generate_subscripts(lines, 1) as line_no,
    from texts
)

select * from numbered;

-- Whole number above 0 of an amount in units of 10^power, such as GB (9) or a price in USD (12); NULL when the text is
-- no plain number, is 0, is not whole in the small unit or leaves BIGINT.
create or replace macro whole_amount_of(written, power) as
    case
        when is_decimal_text(written)
            then nullif(shifted_digits(decimal_digits(written), decimal_power(written) + power), 0)
    end;

-- Decimals of a currency's smallest unit, in which billing systems count; from the lower-case ISO 4217 code.
create or replace macro minor_unit_decimals(currency) as
    case
        when currency in (
            'bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof',
            'xpf'
        ) then 0
        when currency in ('bhd', 'jod', 'kwd', 'omr', 'tnd') then 3
        else 2
    end;
