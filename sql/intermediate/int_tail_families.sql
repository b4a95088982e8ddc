-- grain: one row per month, model (and all together), measure and alternative to the power law
-- key: month_date, llm_model, measure, family
-- units: log_ratio in natural logarithms of likelihood, power law less alternative; probabilities from 0 to 1
-- source: int_tail_excesses
-- why: a straight line on paper with two logarithmic axes is what a lognormal looks like too. Both alternatives are
--      fitted to the same tail by maximum likelihood (Newton's steps; the likelihood is concave). The lognormal is told
--      apart by Vuong's test, whose sign decides only at a small p; the truncated power law has the pure one as border
-- kept: build
with recursive int_tail_excesses as (
    select * from int_tail_excesses
),

tails as (
    select
        month_date,
        llm_model,
        measure,
        families.family,
        any_value(tail_index) as tail_index,
        sum(members) as members,
        sum(members * excess) / sum(members) as mean_excess,
        sum(members * tail_shape(families.family, excess)) / sum(members) as mean_shape,
        tail_nodes(mean_excess) as nodes,
        tail_weights(mean_excess) as weights,
        list_transform(nodes, node -> tail_shape(families.family, node)) as shapes,
    from int_tail_excesses
    cross join (values ('lognormal'), ('truncated_power_law')) as families (family)
    group by month_date, llm_model, measure, families.family
),

-- One step of Newton per round, kept short enough not to leave the half-plane in which the density can be summed.
steps as (
    select
        *,
        0 as round_no,
        tail_index::double as slope,
        0.1 / greatest(mean_shape, 1e-9) as bend,
        null::double as fitted_slope,
        null::double as fitted_bend,
        null::double as log_norm,
    from tails
    union all
    select
        * exclude (
            round_no, slope, bend, fitted_slope, fitted_bend, log_norm, norm, mean_y, mean_g, var_y, var_g, cov_yg,
            newton_bend, next_bend, density
        ),
        round_no + 1 as round_no,
        slope + greatest(-1.0, least(1.0,
            (mean_y - mean_excess - cov_yg * (next_bend - bend)) / greatest(var_y, 1e-300))) as slope,
        next_bend as bend,
        slope as fitted_slope,
        bend as fitted_bend,
        ln(norm) as log_norm,
    from (
        select
            *,
            tail_density(slope, bend, nodes, shapes, weights) as density,
            list_sum(density) as norm,
            list_dot_product(density, nodes) / norm as mean_y,
            list_dot_product(density, shapes) / norm as mean_g,
            sum_of_products(density, nodes, nodes) / norm - mean_y * mean_y as var_y,
            sum_of_products(density, shapes, shapes) / norm - mean_g * mean_g as var_g,
            sum_of_products(density, nodes, shapes) / norm - mean_y * mean_g as cov_yg,
            bend + (var_y * (mean_g - mean_shape) - cov_yg * (mean_y - mean_excess))
                / greatest(var_y * var_g - cov_yg * cov_yg, 1e-300) as newton_bend,
            greatest(bend / 4, least(bend * 4, newton_bend)) as next_bend,
        from steps
        where round_no < 30
    ) as moments
),

fitted as (
    select * replace (fitted_slope as slope, fitted_bend as bend) from steps where round_no = 30
),

compared as (
    select
        fitted.month_date,
        fitted.llm_model,
        fitted.measure,
        fitted.family,
        fitted.slope,
        fitted.bend,
        fitted.mean_shape,
        excesses.members,
        ln(fitted.tail_index) + fitted.log_norm + (fitted.slope - fitted.tail_index) * excesses.excess
        + fitted.bend * tail_shape(fitted.family, excesses.excess) as member_ratio,
    from fitted
    inner join int_tail_excesses as excesses
        on fitted.month_date = excesses.month_date
        and fitted.llm_model = excesses.llm_model
        and fitted.measure = excesses.measure
),

-- A bend of nothing is the power law itself.
families as (
    select
        month_date,
        llm_model,
        measure,
        family,
        round(any_value(slope), 6) as slope,
        round(any_value(bend), 9) as bend,
        any_value(bend * mean_shape) < 1e-4 as is_power_law,
        if(is_power_law, 0, round(sum(members * member_ratio), 6)) as log_ratio,
        if(is_power_law, 0, round(sum(members * member_ratio)
            / nullif(sqrt(sum(members * member_ratio * member_ratio)
                - power(sum(members * member_ratio), 2) / sum(members)), 0), 6)) as vuong_z,
        case
            when is_power_law then 1
            when family = 'lognormal' then round(erfc_of(abs(vuong_z) / sqrt(2)), 6)
            else round(0.5 * erfc_of(sqrt(greatest(0, -log_ratio))), 6)
        end as p_value,
        log_ratio < 0 and p_value < 0.1 as is_better,
    from compared
    group by month_date, llm_model, measure, family
)

select * from families
