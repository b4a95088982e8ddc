-- grain: one macro per formula of a power law fitted to the tail of a sample, from a floor value on
-- key: none
-- units: values in any unit; alpha is the exponent of the density, the tail index plus 1; mean_log is the mean of
--        ln(value) over the tail
-- source: Clauset, Shalizi and Newman 2009; Euler and Maclaurin for the zeta function
-- why: a tail index says how fat a tail is only if the tail is a power law from a floor on that was chosen and not
--      guessed: of all floors the one whose fit lies nearest to the data wins. Counts need the discrete law; the
--      continuous formula is wrong for floors of whole numbers below 6

-- Hurwitz's zeta, the sum of (q + k)^-s over k from 0; s > 1, q > 0. Twelve terms and three of Euler and Maclaurin's
-- remainder are exact to 10 digits.
create or replace macro hurwitz_zeta(s, q) as
    list_sum(list_transform(range(12), term -> power(q + term, -s)))
    + power(q + 12, 1 - s) / (s - 1)
    + power(q + 12, -s) / 2
    + s::double * power(q + 12, -s - 1) / 12
    - s::double * (s + 1) * (s + 2) * power(q + 12, -s - 3) / 720
    + s::double * (s + 1) * (s + 2) * (s + 3) * (s + 4) * power(q + 12, -s - 5) / 30240;

-- Minus the derivative of Hurwitz's zeta in s: the sum of ln(q + k) * (q + k)^-s.
create or replace macro hurwitz_zeta_log(s, q) as
    list_sum(list_transform(range(12), term -> ln(q + term) * power(q + term, -s)))
    + power(q + 12, 1 - s) * (ln(q + 12) / (s - 1) + 1 / ((s - 1) * (s - 1)))
    + ln(q + 12) * power(q + 12, -s) / 2
    + power(q + 12, -s - 1) * (s::double * ln(q + 12) - 1) / 12
    - power(q + 12, -s - 3) * (s::double * (s + 1) * (s + 2) * ln(q + 12)
        - (s::double * 3 * s + s::double * 6 + 2)) / 720;

-- Alpha of continuous values, by maximum likelihood.
create or replace macro continuous_alpha(mean_log, floor_value) as 1 + 1 / nullif(mean_log - ln(floor_value), 0);

-- Alpha of whole numbers, by maximum likelihood: where the law's mean logarithm is that of the tail. The mean falls
-- with alpha, so alpha grows by halved steps as long as the law's mean is above; the result lies between 1 and 9.
create or replace macro discrete_alpha(mean_log, floor_value) as
    list_reduce(
        list_prepend(1.0::double, list_transform(range(40), halving -> power(2, 2 - halving))),
        (alpha, step) -> alpha + if(
            hurwitz_zeta_log(alpha + step, floor_value) > mean_log * hurwitz_zeta(alpha + step, floor_value), step, 0)
    );

-- Standard error of either.
create or replace macro alpha_error(alpha, tail_members) as (alpha - 1) / sqrt(tail_members);

-- Share of the tail at or above a value, by either law.
create or replace macro continuous_survival(value, alpha, floor_value) as power(value / floor_value, 1 - alpha);
create or replace macro discrete_survival(value, alpha, floor_value) as
    hurwitz_zeta(alpha, value) / hurwitz_zeta(alpha, floor_value);
