-- why: a deployment without its architecture or its hardware would have no cost without a word, and two answers to the
--      question who serves a model would count its cost twice.
with stg_deployments as (
    select * from stg_deployments
),

stg_llm_architectures as (
    select * from stg_llm_architectures
),

stg_accelerators as (
    select * from stg_accelerators
),

stg_capacity as (
    select * from stg_capacity
),

problems as (
    select
        'a deployment names an architecture that no catalogue has; add it to a source of kind llm-architectures'
            as problem,
        concat_ws(' / ', deployment, architecture) as subject,
        concat_ws(', ', source, source_row) as stands_in,
    from stg_deployments
    anti join stg_llm_architectures using (architecture)
    union all
    select
        'a deployment names an accelerator that no catalogue has; add it to a source of kind accelerators' as problem,
        concat_ws(' / ', deployment, accelerator) as subject,
        concat_ws(', ', source, source_row) as stands_in,
    from stg_deployments
    anti join stg_accelerators using (accelerator)
    union all
    select
        'the roofline of one chip does not describe this accelerator, so nothing can be deployed on it' as problem,
        concat_ws(' / ', deployment, accelerator) as subject,
        concat_ws(', ', source, source_row) as stands_in,
    from stg_deployments
    semi join stg_accelerators
        on stg_deployments.accelerator = stg_accelerators.accelerator
        and not stg_accelerators.is_roofline
    union all
    select
        'an architecture needs either one known row, or low, mid and high' as problem,
        architecture as subject,
        min(concat_ws(', ', source, source_row)) as stands_in,
    from stg_llm_architectures
    group by architecture
    having list(estimate order by estimate) not in (['known'], ['high', 'low', 'mid'])
    union all
    select
        'two rows of an accelerator are in force at once; let one end where the other starts' as problem,
        concat_ws(' / ', earlier.accelerator, earlier.valid_from, later.valid_from) as subject,
        concat_ws(', ', later.source, later.source_row) as stands_in,
    from stg_accelerators as earlier
    inner join stg_accelerators as later
        on earlier.accelerator = later.accelerator
        and (earlier.valid_from, earlier.file_id, earlier.line_no) < (later.valid_from, later.file_id, later.line_no)
        and later.valid_from < coalesce(earlier.valid_to, 'infinity'::timestamptz)
    union all
    select
        'two rows of a deployment are in force at once; let one end where the other starts' as problem,
        concat_ws(' / ', earlier.deployment, earlier.valid_from, later.valid_from) as subject,
        concat_ws(', ', later.source, later.source_row) as stands_in,
    from stg_deployments as earlier
    inner join stg_deployments as later
        on earlier.deployment = later.deployment
        and (earlier.valid_from, earlier.file_id, earlier.line_no) < (later.valid_from, later.file_id, later.line_no)
        and later.valid_from < coalesce(earlier.valid_to, 'infinity'::timestamptz)
    union all
    select
        'a measurement is of a deployment that no catalogue has; correct its name or add the deployment' as problem,
        deployment as subject,
        min(concat_ws(', ', source, source_row)) as stands_in,
    from stg_capacity
    anti join stg_deployments using (deployment)
    group by deployment
)

select * from problems
