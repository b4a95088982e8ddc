-- grain: one accelerator in one validity of its price
-- key: accelerator, valid_from
-- units: bytes, bytes per second, FLOP per second; prices in 10^-12 USD per GPU-hour
-- source: raw_accelerators
-- why: a row of the user's own replaces the shipped rows of the same accelerator, so that a negotiated price or a
--      better data sheet needs no copy of the whole catalogue
with raw_accelerators_in_force as (
    select * from raw_accelerators where is_superseded is not true
),

accelerators as (
    select raw_accelerators_in_force.* exclude (is_superseded),
    from raw_accelerators_in_force
    qualify rank() over (
        partition by accelerator
        order by is_shipped(source)
    ) = 1
)

select * from accelerators
