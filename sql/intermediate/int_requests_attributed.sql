-- grain: one row per provider call, with the customer it is for
-- key: dedupe_key
-- units: as int_requests_merged
-- source: int_requests_merged, int_customer_mappings
-- why: a call names its customer, or only a key, project or user that belongs to one; the mapping is dated, and what it
--      does not know keeps its own name, or stands as (unattributed): a named row, never dropped
with int_requests_merged as not materialized (
    select * from int_requests_merged
),

mappings as not materialized (
    select * from int_customer_mappings
),

attributed as (
    select
        int_requests_merged.*,
        attributed_customer(
            customer_refs.customer_id, api_keys.customer_id, projects.customer_id, users.customer_id,
            int_requests_merged.customer_ref
        ) as customer_id,
    from int_requests_merged
    left join mappings as customer_refs
        on int_requests_merged.customer_ref = customer_refs.external_id
        and customer_refs.request_column = 'customer_ref'
        and int_requests_merged.event_date >= customer_refs.valid_from
        and int_requests_merged.event_date < customer_refs.valid_to
    left join mappings as api_keys
        on int_requests_merged.api_key_id = api_keys.external_id
        and api_keys.request_column = 'api_key_id'
        and int_requests_merged.event_date >= api_keys.valid_from
        and int_requests_merged.event_date < api_keys.valid_to
    left join mappings as projects
        on int_requests_merged.project_id = projects.external_id
        and projects.request_column = 'project_id'
        and int_requests_merged.event_date >= projects.valid_from
        and int_requests_merged.event_date < projects.valid_to
    left join mappings as users
        on int_requests_merged.user_id = users.external_id
        and users.request_column = 'user_id'
        and int_requests_merged.event_date >= users.valid_from
        and int_requests_merged.event_date < users.valid_to
),

requests as (
    select
        attributed.*,
        customer_id <> '(unattributed)' as is_attributed,
    from attributed
)

select * from requests
