-- grain: one row per month, model (and all together), measure and point of the fitted tail
-- key: none
-- units: excess is ln(value / floor), 0 at the floor; tail_index without unit
-- source: int_tail_points, int_tail_fits
-- why: every family is compared on the same members, as logarithms above the floor that fits a power law best
with int_tail_points as (
    select * from int_tail_points
),

int_tail_fits as (
    select * from int_tail_fits
),

excesses as (
    select
        fits.month_date,
        fits.llm_model,
        fits.measure,
        fits.alpha - 1 as tail_index,
        points.members,
        ln(points.value / fits.floor_value) as excess,
    from int_tail_fits as fits
    inner join int_tail_points as points
        on fits.month_date = points.month_date
        and fits.llm_model = points.llm_model
        and fits.measure = points.measure
        and points.value >= fits.floor_value
)

select * from excesses
