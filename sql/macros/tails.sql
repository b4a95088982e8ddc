-- grain: one macro per formula of the tail of a sample beyond its index
-- key: none
-- units: log excess is ln(value / floor), 0 at the floor; probabilities from 0 to 1
-- source: Clauset, Shalizi and Newman 2009; Vuong 1989; Press et al. for erfc
-- why: power law, truncated power law and lognormal have densities exp(-slope * excess - bend * shape(excess)) over the
--      log excess, with bend 0 in the power law: one fit by the same few sums serves both alternatives

-- Fewest requests whose tail is fitted at all, and fewest in a tail.
create or replace macro least_tail_sample() as 100;
create or replace macro least_tail_members() as 50;

-- Floors are tried at most this often per sample; 2 % buckets make finer steps pointless.
create or replace macro most_tail_floors() as 150;

-- erfc of a value from 0 on, to 1.2e-7 of itself.
create or replace macro erfc_of(value) as
    erfc_by_series(value::double, 1 / (1 + value::double / 2));
create or replace macro erfc_by_series(value, ratio) as
    ratio * exp(
        -value * value - 1.26551223 + ratio * (1.00002368 + ratio * (0.37409196 + ratio * (0.09678418
        + ratio * (-0.18628806 + ratio * (0.27886807 + ratio * (-1.13520398 + ratio * (1.48851587
        + ratio * (-0.82215223 + ratio * 0.17087277))))))))
    );

-- What bends the density away from a straight line: the square of the excess, or the amount itself.
create or replace macro tail_shape(family, excess) as
    case family when 'lognormal' then excess * excess else exp(least(excess, 300)) - 1 end;

-- Places and weights of a quadrature over all excesses; scale is their mean. The integrand is even in the root of the
-- place, so equal steps of that root leave no error worth a name.
create or replace macro tail_nodes(scale) as
    list_transform(range(160), node ->
        3 * scale * power((node + 0.5) / 160, 2) / (1 - power((node + 0.5) / 160, 2)));
create or replace macro tail_weights(scale) as
    list_transform(range(160), node ->
        3 * scale * (node + 0.5) / 12800 / power(1 - power((node + 0.5) / 160, 2), 2));

-- Density at the nodes, not yet of sum 1.
create or replace macro tail_density(slope, bend, nodes, shapes, weights) as
    list_transform(nodes, (node, place) ->
        weights[place] * exp(least(600, -slope * node - bend * shapes[place])));

-- Product of three lists, summed.
create or replace macro sum_of_products(first_list, second_list, third_list) as
    list_dot_product(list_transform(first_list, (item, place) -> item * second_list[place]), third_list);

-- How far counts in bins a twentieth wide lie from the law that starts at a floor, in a bin from there on.
create or replace macro binned_distance_of(steepness, floor_no, floor_members, bin_no, members_to) as
    abs(exp(-steepness * (bin_no - floor_no) / 20) - members_to / floor_members);

-- Samples drawn to judge a power law: p is then known to 0.05 where it matters.
create or replace macro bootstrap_samples() as 200;
