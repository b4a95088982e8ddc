-- grain: one measured operating point of a deployment
-- key: file_id, line_no
-- units: sequences, Tokens, Tokens per second of one instance
-- source: raw_capacity
-- why: points of a corrected file replace those of the file before
with raw_capacity_in_force as (
    select * from raw_capacity where is_superseded is not true
),

capacity as (
    select raw_capacity_in_force.* exclude (is_superseded),
    from raw_capacity_in_force
)

select * from capacity
