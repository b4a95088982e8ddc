-- grain: one deployment in one validity
-- key: deployment, valid_from
-- units: GPUs per instance; sequences; price in 10^-12 USD per GPU-hour
-- source: raw_deployments
-- why: what the user says of a model replaces the shipped assumption on the same model: a model is not served twice
with raw_deployments_in_force as (
    select * from raw_deployments where is_superseded is not true
),

deployments as (
    select raw_deployments_in_force.* exclude (is_superseded),
    from raw_deployments_in_force
    qualify rank() over (
        partition by llm_model
        order by is_shipped(source)
    ) = 1
)

select * from deployments
