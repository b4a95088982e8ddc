-- grain: one deployment in one validity of it and of its hardware's price, in one estimate
-- key: deployment, estimate, valid_from
-- units: as int_serving_constants
-- source: int_serving_constants, int_efficiency_fits
-- why: what the user measured goes before what the catalogue assumes. A measured speed holds uneven routing already and
--      is trusted within 15 %, the band in which fitted efficiencies predict other days. What is only offered
--      serves nobody
-- kept: build
with int_serving_constants as (
    select * from int_serving_constants
),

int_efficiency_fits as (
    select * from int_efficiency_fits
),

serving_estimates as (
    select
        constants.* replace (
            least(1, coalesce(
                round(fits.memory_efficiency * measured_factor(constants.estimate), 9), constants.memory_efficiency
            )) as memory_efficiency,
            least(1, coalesce(
                round(fits.compute_efficiency * measured_factor(constants.estimate), 9), constants.compute_efficiency
            )) as compute_efficiency,
            if(fits.memory_efficiency is null, constants.routing_penalty, 1) as routing_penalty
        ),
        if(fits.memory_efficiency is not null and fits.compute_efficiency is not null, 'measured', 'modelled')
            as cost_evidence,
    from int_serving_constants as constants
    left join int_efficiency_fits as fits
        on constants.deployment = fits.deployment
        and constants.estimate = fits.estimate
        and constants.valid_from = fits.valid_from
    where constants.rental <> 'offered'
)

select * from serving_estimates
