-- grain: one row per provider call, with the customer it is for
-- key: dedupe_key
-- units: as stg_requests
-- source: stg_requests, int_customer_mappings
-- why: a call names its customer, or only a key, project or user that belongs to one; the mapping is dated, and what it
--      does not know keeps its own name, or stands as (unattributed): a named row, never dropped
with stg_requests as not materialized (
    select * from stg_requests
),

mappings as materialized (
    select * from int_customer_mappings
),

attributed as (
    select
        stg_requests.*,
        attributed_customer(
            customer_refs.customer_id, api_keys.customer_id, projects.customer_id, users.customer_id,
            stg_requests.customer_ref
        ) as customer_id,
    from stg_requests
    left join mappings as customer_refs
        on stg_requests.customer_ref = customer_refs.external_id
        and customer_refs.request_column = 'customer_ref'
        and stg_requests.event_date >= customer_refs.valid_from
        and stg_requests.event_date < customer_refs.valid_to
    left join mappings as api_keys
        on stg_requests.api_key_id = api_keys.external_id
        and api_keys.request_column = 'api_key_id'
        and stg_requests.event_date >= api_keys.valid_from
        and stg_requests.event_date < api_keys.valid_to
    left join mappings as projects
        on stg_requests.project_id = projects.external_id
        and projects.request_column = 'project_id'
        and stg_requests.event_date >= projects.valid_from
        and stg_requests.event_date < projects.valid_to
    left join mappings as users
        on stg_requests.user_id = users.external_id
        and users.request_column = 'user_id'
        and stg_requests.event_date >= users.valid_from
        and stg_requests.event_date < users.valid_to
),

requests as (
    select
        attributed.*,
        customer_id <> '(unattributed)' as is_attributed,
    from attributed
)

select * from requests
