-- grain: one macro per rule of how a declared change meets what was
-- key: none
-- units: factors in millionths, so that a product is a whole number; amounts in picodollars
-- source: scenario files of the product (jobs/scenarios)
-- why: models by day and marts must mean the same calls by the same filter

-- Whether a filter of a change lets a value pass; an absent filter lets all pass.
create or replace macro is_meant(filter_value, actual_value) as
    filter_value is null or filter_value = coalesce(actual_value, '(not reported)');

-- A quantity times a factor, rounded to whole units.
create or replace macro grown_quantity(quantity, factor_millionths) as
    (quantity::hugeint * factor_millionths + 500000) // 1000000;

-- An amount times factors, one after the other; the amount itself where there are none.
create or replace macro multiplied(amount, factors) as
    list_reduce(
        list_concat([amount::hugeint], coalesce(factors, [])),
        lambda product, factor: product * factor // 1000000
    );

-- Aggregates: the cost of a meter by its name, and what a swap took off it here and put on it there.
create or replace macro meter_total(meter_name, cost_picousd) as
    struct_pack(meter := meter_name, cost := sum(cost_picousd));
create or replace macro moved_meter(meter_name, old_picousd, new_picousd) as
    struct_pack(meter := meter_name, old_cost := sum(old_picousd), new_cost := sum(new_picousd));
