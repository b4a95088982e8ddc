-- grain: one row per stay of a cache that its provider stores for a fee
-- key: file_id, line_no
-- units: cached_tokens in Tokens; instants in UTC, stored_to exclusive
-- source: cache_storage.csv, from the list of cached contents of the provider or from the own log of them
-- why: an explicit cache costs by tokens and hours while it lives, called or not; no request says so
-- dataset: cache_storage
-- version: 1
-- files: **/*cache_storage.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    cache_id: VARCHAR required
--    provider: VARCHAR required
--    llm_model: VARCHAR required
--    customer_id: VARCHAR
--    project_id: VARCHAR
--    cached_tokens: VARCHAR required
--    stored_from: VARCHAR required
--    stored_to: VARCHAR required
with parsed as (
    select
        * exclude (cached_tokens),
        cached_tokens as written_tokens,
        whole_amount_of(cached_tokens, 0) as cached_tokens,
    from source_records
),

checked as (
    select
        *,
        case
            when cache_id is null or provider is null or llm_model is null then 'missing_value'
            when not coalesce(cached_tokens <= 10000000000, false) then 'bad_quantity'
            when stored_to is null or not is_validity(stored_from, stored_to) then 'bad_validity'
            else bad_time_reason(timestamp_of(stored_from))
        end as reject_reason,
    from parsed
),

cache_storage as (
    select
        source,
        file_id,
        line_no,
        cache_id,
        provider,
        llm_model,
        customer_id,
        project_id,
        cached_tokens,
        timestamp_of(stored_from) as stored_from,
        timestamp_of(stored_to) as stored_to,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no cache_id, provider or llm_model, expected all three'
            when 'bad_quantity' then concat(
                'cached_tokens is ', coalesce(written_tokens, 'empty'), ', expected a whole number from 1 to 10^10')
            when 'bad_validity' then concat(
                'stored from ', coalesce(stored_from, 'empty'), ' to ', coalesce(stored_to, 'empty'),
                ', expected two ISO instants, the later one second')
            else if(reject_reason is null, null, bad_time_detail('stored_from', stored_from))
        end as reject_detail,
    from checked
)

select * from cache_storage
