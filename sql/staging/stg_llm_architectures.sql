-- grain: one architecture in one estimate
-- key: architecture, estimate
-- units: parameters; FLOP per pair; bytes per token at one byte per element
-- source: raw_llm_architectures
-- why: rows of the user's own replace all shipped estimates of the same architecture, so that one estimate of the one
--      never stands beside another of the other
with raw_llm_architectures_in_force as (
    select * from raw_llm_architectures where is_superseded is not true
),

llm_architectures as (
    select raw_llm_architectures_in_force.* exclude (is_superseded),
    from raw_llm_architectures_in_force
    qualify rank() over (
        partition by architecture
        order by is_shipped(source)
    ) = 1
)

select * from llm_architectures
