-- grain: one row per UTC day, reporting day, dimension and member that usage buckets speak of
-- key: event_date, reporting_date, dimension, member_id
-- units: bucket_requests in Requests, fractional where the source states expected numbers; NULL = none was reported
-- source: stg_usage_buckets, int_customer_mappings
-- why: usage that comes as sums per window has no requests to price, but it tells who makes most of the load. Users and
--      keys count only where a bucket names one; a bucket without a customer is (unattributed)
-- kept: table by event_date
with stg_usage_buckets as (
    select * from stg_usage_buckets
),

mappings as (
    select * from int_customer_mappings
),

settings as (
    select * from settings
),

buckets as (
    select
        -- No user is mapped here: a bucket of many users has none.
        attributed_customer(
            customer_refs.customer_id, api_keys.customer_id, projects.customer_id, null, buckets.customer_ref
        ) as customer_id,
        buckets.user_id,
        buckets.api_key_id,
        buckets.requests,
        buckets.event_date,
        reporting_day(buckets.event_date, buckets.bucket_start, settings.reporting_time_zone) as reporting_date,
    from stg_usage_buckets as buckets
    cross join settings
    left join mappings as customer_refs
        on buckets.customer_ref = customer_refs.external_id
        and customer_refs.request_column = 'customer_ref'
        and buckets.event_date >= customer_refs.valid_from
        and buckets.event_date < customer_refs.valid_to
    left join mappings as api_keys
        on buckets.api_key_id = api_keys.external_id
        and api_keys.request_column = 'api_key_id'
        and buckets.event_date >= api_keys.valid_from
        and buckets.event_date < api_keys.valid_to
    left join mappings as projects
        on buckets.project_id = projects.external_id
        and projects.request_column = 'project_id'
        and buckets.event_date >= projects.valid_from
        and buckets.event_date < projects.valid_to
),

members as (
    select
        case
            when grouping(customer_id) = 0 then 'customer'
            when grouping(user_id) = 0 then 'user'
            else 'api_key'
        end as dimension,
        coalesce(customer_id, user_id, api_key_id) as member_id,
        sum(requests) as bucket_requests,
        event_date,
        reporting_date,
    from buckets
    group by grouping sets (
        (event_date, reporting_date, customer_id),
        (event_date, reporting_date, user_id),
        (event_date, reporting_date, api_key_id)
    )
),

named as (
    select * from members where member_id is not null
)

select * from named
