-- grain: one bucket of usage (bucket_key), as its latest delivery states it
-- key: bucket_key
-- units: quantities in Tokens or Requests as DECIMAL(38, 12), fractional where the source states expected values
-- source: raw_usage_buckets
-- why: usage reports repeat a period until it is final. The last committed delivery replaces the whole partition
--      (replace_key) that it speaks about, so a bucket that it no longer lists is gone too.
with raw_usage_buckets_in_force as (
    select * from raw_usage_buckets where is_superseded is not true
),

latest_deliveries as (
    select
        replace_key,
        max(commit_no) as commit_no,
    from raw_usage_buckets_in_force
    where replace_key is not null
    group by replace_key
),

usage_buckets as (
    select
        raw_usage_buckets_in_force.* exclude (is_superseded),
        utc_date(raw_usage_buckets_in_force.bucket_start) as event_date,
    from raw_usage_buckets_in_force
    left join latest_deliveries
        on raw_usage_buckets_in_force.replace_key = latest_deliveries.replace_key
    where
        latest_deliveries.replace_key is null
        or raw_usage_buckets_in_force.commit_no is not distinct from latest_deliveries.commit_no
    qualify row_number() over (
        partition by raw_usage_buckets_in_force.bucket_key
        order by
            raw_usage_buckets_in_force.commit_no desc nulls last,
            raw_usage_buckets_in_force.file_id,
            raw_usage_buckets_in_force.line_no desc
    ) = 1
)

select * from usage_buckets
