-- grain: one macro per statistic of how unevenly cost is spread; all are aggregates over points
-- key: none
-- units: a point stands for `members` members of the same `value`; `members_above` counts the members of greater value
-- source: Gini, Herfindahl, Rosenbluth, Atkinson and Lorenz asymmetry as in R's ineq 0.2-13; Hill 1975
-- why: points instead of rows let a histogram of millions of requests and a list of customers share one formula,
--      and the tests hold each of them to published values

-- Mean absolute difference over twice the mean: 0 = all equal, towards 1 = one member has everything.
create or replace macro gini(value, members, members_above) as
    1 - fsum(value * members * (2 * members_above + members)) / nullif(sum(members) * fsum(value * members), 0);

-- Gini without the bias of small samples, n / (n - 1); NULL for a single member.
create or replace macro gini_corrected(value, members, members_above) as
    gini(value, members, members_above) * sum(members) / nullif(sum(members) - 1, 0);

-- Sum of squared shares; its inverse is the number of equal members that would be as concentrated.
create or replace macro herfindahl(value, members) as
    fsum(value * value * members) / nullif(fsum(value * members) * fsum(value * members), 0);

-- Concentration by rank, 1 / (n * (1 - Gini)): weighs the many small members more than Herfindahl does.
create or replace macro rosenbluth(value, members, members_above) as
    1 / nullif(fsum(value * members * (2 * members_above + members + 1)) / nullif(fsum(value * members), 0) - 1, 0);

-- Share of the total that could be given up if the rest were spread evenly; aversion in (0, 1).
create or replace macro atkinson(value, members, aversion) as
    1 - power(fsum(power(value, 1 - aversion) * members) / sum(members), 1 / (1 - aversion))
    * sum(members) / nullif(fsum(value * members), 0);

-- Lorenz asymmetry (Damgaard and Weiner 2000): above 1 the inequality comes from the few largest members, below 1 from
-- the many smallest. Members exactly at the mean count half, as ineq does.
create or replace macro lorenz_asymmetry(value, members, mean_value) as
    case
        when coalesce(sum(members) filter (value = mean_value), 0) > 0 then
            (coalesce(sum(members) filter (value < mean_value), 0) + sum(members) filter (value = mean_value) / 2.0)
            / sum(members)
            + (coalesce(fsum(value * members) filter (value < mean_value), 0)
                + fsum(value * members) filter (value = mean_value) / 2.0) / fsum(value * members)
        else
            (sum(members) filter (value < mean_value)
                + (any_value(mean_value) - max(value) filter (value < mean_value))
                / (min(value) filter (value > mean_value) - max(value) filter (value < mean_value))) / sum(members)
            + (fsum(value * members) filter (value < mean_value)
                + (any_value(mean_value) - max(value) filter (value < mean_value))
                / (min(value) filter (value > mean_value) - max(value) filter (value < mean_value))
                * min(value) filter (value > mean_value)) / fsum(value * members)
    end;

-- How many members of a point stand within the top member_limit members; of a member, a fraction may.
create or replace macro members_within(members, members_above, member_limit) as
    least(members, greatest(0, member_limit - members_above));

-- Share of the total that the top member_limit members hold.
create or replace macro top_share(value, members, members_above, member_limit) as
    fsum(value * members_within(members, members_above, member_limit)) / nullif(fsum(value * members), 0);

-- Hill's estimate of the tail index over the points above floor_value: survival falls like value ^ -index.
create or replace macro hill_index(value, members, floor_value) as
    sum(members) / nullif(fsum(members * ln(value / floor_value)), 0);

-- A number in (0, 1) that depends on nothing but its two arguments, so that a repeated run draws the same sample. The
-- outer hash is needed: DuckDB combines two hashes linearly, which leaves neighbouring draws correlated.
create or replace macro uniform_of(seed, draw) as
    ((hash(hash(seed, draw)) >> 12)::double + 0.5) / 4503599627370496;

-- A standard normal draw (Box and Muller).
create or replace macro normal_of(seed, draw) as
    sqrt(-2 * ln(uniform_of(seed, draw))) * cos(2 * pi() * uniform_of(seed, -1 - draw));

-- A Poisson draw by inversion: how many of the first eight steps of the distribution function lie below a uniform draw;
-- ratio is the draw divided by the chance of none.
create or replace macro poisson_by_inversion(mean, ratio) as
    (ratio > 1)::integer
    + (ratio > 1 + mean)::integer
    + (ratio > 1 + mean * (1 + mean / 2))::integer
    + (ratio > 1 + mean * (1 + mean / 2 * (1 + mean / 3)))::integer
    + (ratio > 1 + mean * (1 + mean / 2 * (1 + mean / 3 * (1 + mean / 4))))::integer
    + (ratio > 1 + mean * (1 + mean / 2 * (1 + mean / 3 * (1 + mean / 4 * (1 + mean / 5)))))::integer
    + (ratio > 1 + mean * (1 + mean / 2 * (1 + mean / 3 * (1 + mean / 4 * (1 + mean / 5 * (1 + mean / 6))))))::integer
    + (ratio > 1 + mean * (1 + mean / 2 * (1 + mean / 3 * (1 + mean / 4 * (1 + mean / 5 * (1 + mean / 6
        * (1 + mean / 7)))))))::integer;

-- A Poisson draw of the given mean: by inversion below 2 (the part beyond 8 is less than 0.03 %), else by the
-- Cornish-Fisher expansion around a normal draw.
create or replace macro poisson_of(mean, seed, draw) as
    case
        when mean < 2 then poisson_by_inversion(mean, uniform_of(seed, draw) * exp(mean))
        else greatest(0, round(mean + sqrt(mean) * normal_of(seed, draw) + (power(normal_of(seed, draw), 2) - 1) / 6))
    end;

-- Number of the logarithmic bucket of an amount, each 2 % wide; -1 = nothing, -2 = a credit.
create or replace macro cost_bucket_of(amount) as
    case
        when amount > 0 then floor(ln(amount) / ln(1.02))::integer
        when amount = 0 then -1
        when amount < 0 then -2
    end;

-- Shape of the logarithms above a floor, from their standard deviation over their mean, which few members underrate:
-- 1 for a power law, whose logarithms are exponential. The exponent puts the dearest of lognormal costs where they are.
create or replace macro tail_shape_of(variation, tail_members) as
    least(1.3, greatest(0.3, power(variation * (1 + 3 / tail_members), 1.3)));

-- Members above a slot of a drawn tail: the first 100 stand alone, each later slot ends a tenth further down.
create or replace macro tail_slot_start(slot_no) as
    case when slot_no <= 101 then slot_no - 1 else floor(100 * power(1.1, slot_no - 101))::bigint end;

-- A sum of as many exponential draws as a slot has members: one exactly, many as the normal they come near to.
create or replace macro tail_step_of(members, seed, draw) as
    case
        when members = 1 then -ln(uniform_of(seed, draw))
        else greatest(members / 100, members + sqrt(members) * normal_of(seed, draw))
    end;

-- Logarithm of the odds of a share: a scale without ends, on which shares spread evenly.
create or replace macro log_odds_of(share) as
    ln(greatest(1e-9, least(1 - 1e-9, share)) / (1 - greatest(1e-9, least(1 - 1e-9, share))));

create or replace macro share_of_log_odds(log_odds) as 1 / (1 + exp(-log_odds));

-- Stretches of a tail that are tried: between and beyond them a statistic is read off the line through two.
create or replace macro tail_stretches() as [0.35, 0.6, 0.85, 1.15, 1.6, 2.4];

-- Height at x of the line through point number left_no of a curve and the next, drawn on for thrice their distance.
create or replace macro line_through(curve_x, curve_y, left_no, x) as
    curve_y[left_no] + (curve_y[left_no + 1] - curve_y[left_no]) * greatest(-3, least(
        4, (x - curve_x[left_no]) / nullif(curve_x[left_no + 1] - curve_x[left_no], 0)
    ));

-- Height at x of a rising curve through six points.
create or replace macro height_at(curve_x, curve_y, x) as
    line_through(
        curve_x, curve_y,
        1 + (x >= curve_x[2])::integer + (x >= curve_x[3])::integer + (x >= curve_x[4])::integer
        + (x >= curve_x[5])::integer,
        x
    );

-- Logarithmic mean of two positive amounts: the weight that turns logarithms of factors into parts of a difference.
-- NULL where one is 0.
create or replace macro logarithmic_mean(after, before) as
    case
        when after = before then nullif(after, 0)::double
        else (after - before)::double / ln(nullif(after, 0)::double / nullif(before, 0)::double)
    end;

-- Logarithm of how much amount / units grew; exactly 0 where it did not, which floating point would miss. NULL where
-- one of the four is 0.
create or replace macro log_growth(amount_after, units_after, amount_before, units_before) as
    case
        when amount_after::hugeint * units_before::hugeint = amount_before::hugeint * units_after::hugeint then 0
        else ln(
            nullif(amount_after, 0)::double / nullif(units_after, 0)
            * nullif(units_before, 0) / nullif(amount_before, 0)
        )
    end;

-- Bound of the 95 % interval of a share (Wilson); direction -1 = lower, 1 = upper.
create or replace macro share_bound(successes, trials, direction) as
    (successes + 1.96 * 1.96 / 2 + direction * 1.96 * sqrt(successes * (1 - successes / trials) + 1.96 * 1.96 / 4))
    / nullif(trials + 1.96 * 1.96, 0);

-- Variance of the mean of n values, or covariance of two means, from their sums.
create or replace macro mean_covariance(sum_of_products, first_sum, second_sum, n) as
    (sum_of_products - first_sum * second_sum / n) / nullif(n * (n - 1), 0);

-- 0 for what is below it; NULL stays NULL, which greatest() would skip.
create or replace macro at_least_zero(value) as case when value < 0 then 0 else value end;

-- Bound of the 95 % interval of a ratio of two means (Fieller); direction -1 = lower, 1 = upper. NULL where the data
-- allow any ratio however large, because the mean below may be 0.
create or replace macro ratio_bound(mean_above, mean_below, variance_above, variance_below, covariance, direction) as
    case
        when direction < 0 or mean_below * mean_below > 1.96 * 1.96 * variance_below then at_least_zero(
            (mean_above * mean_below - 1.96 * 1.96 * covariance + direction * sqrt(at_least_zero(
                power(mean_above * mean_below - 1.96 * 1.96 * covariance, 2)
                - (mean_below * mean_below - 1.96 * 1.96 * variance_below)
                * (mean_above * mean_above - 1.96 * 1.96 * variance_above)
            ))) / nullif(mean_below * mean_below - 1.96 * 1.96 * variance_below, 0)
        )
    end;

-- Relative variance of a ratio of two means, which is about the variance of its logarithm.
create or replace macro ratio_log_variance(mean_above, mean_below, variance_above, variance_below, covariance) as
    variance_above / nullif(mean_above * mean_above, 0)
    + variance_below / nullif(mean_below * mean_below, 0)
    - 2 * covariance / nullif(mean_above * mean_below, 0);

-- Share of the standard normal law above a score from 0 (Abramowitz and Stegun 26.2.17, exact to 7 digits).
create or replace macro normal_share_above(score) as
    exp(-score * score / 2) / sqrt(2 * pi()) * list_sum(list_transform(
        [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429],
        (factor, place) -> factor::double * power(1 + 0.2316419 * score, -place)
    ));

-- Basis and evidence of the costs that a spread is about, both from the name that int_member_costs_by_month gives them:
-- 'resource allocated'. Requests of buckets are no money.
create or replace macro basis_name_of(cost_basis) as split_part(cost_basis, ' ', 1);

create or replace macro basis_evidence_of(cost_basis) as
    case
        when cost_basis = 'bucket_requests' then null
        when contains(cost_basis, ' ') then split_part(cost_basis, ' ', 2)
        else 'modelled'
    end;
