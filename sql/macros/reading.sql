-- Macros that the readers share. Counters arrive as JSON, so that 12, "12", 1.5, true and NaN stay apart.

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

-- Reject reason of one counter; NULL when it is good or absent.
create or replace macro bad_count_reason(number) as
    case
        when not is_bad_count(number) or number is null then null
        when try_cast(number::varchar as double) is null or not isfinite(try_cast(number::varchar as double))
            then 'not_a_counter'
        when try_cast(number::varchar as double) < 0 then 'negative_counter'
        when try_cast(number::varchar as double) > 10000000000 then 'counter_too_big'
        else 'fractional_counter'
    end;

-- Reject detail of one counter; NULL when it is good or absent.
create or replace macro bad_count_detail(counter_name, number) as
    if(
        is_bad_count(number),
        counter_name || ' is ' || left(number::varchar, 100) || ', expected a whole number from 0 to 10^10',
        null
    );

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

-- Reject detail of a required time.
create or replace macro bad_time_detail(time_name, written, instant) as
    if(
        bad_time_reason(instant) is not null,
        time_name || ' is ' || coalesce(left(written, 100), 'absent') || ', expected a time from 2020 to 2099',
        null
    );

-- BIGINT picodollars (10^-12 USD) of a dollar amount that a source estimated, rounded half away from zero;
-- NULL when absent, no number, negative or above 10^6 USD.
create or replace macro picousd_of_estimate(usd) as
    if(
        try_cast(usd::varchar as decimal(38, 12)) between 0 and 1000000,
        (try_cast(usd::varchar as decimal(38, 12)) * 1000000000000)::bigint,
        null
    );

-- Reject reason of an estimated dollar amount; NULL when it is good or absent.
create or replace macro bad_estimate_reason(usd) as
    case
        when usd is null or usd::varchar = 'null' or picousd_of_estimate(usd) is not null then null
        when try_cast(usd::varchar as decimal(38, 12)) < 0 then 'negative_cost'
        else 'not_a_cost'
    end;
