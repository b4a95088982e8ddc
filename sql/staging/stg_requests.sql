-- grain: one row per sighting of a provider call: a line, file or observer that saw it
-- key: file_id, line_no, span_id?
-- units: meters in Tokens or Requests; reported_cost_picousd in 10^-12 USD
-- source: raw_requests
-- why: one word per tier and region. What stands in a version of a file that a later one replaced does not count
with raw_requests_in_force as not materialized (
    select * from raw_requests where is_superseded is not true
),

sightings as (
    select
        * replace (
            coalesce(is_batch, false) or coalesce(lower(service_tier) = 'batch', false) as is_batch,
            case
                when lower(service_tier) in ('batch', 'default', 'on_demand', 'standard') then 'standard'
                else lower(service_tier)
            end as service_tier,
            lower(region) as region
        ),
    from raw_requests_in_force
)

select * from sightings
