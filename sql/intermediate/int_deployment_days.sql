-- grain: one row per UTC day, from the first call in the lake to the last, and deployment rented by us on it
-- key: event_date, deployment
-- units: rent_picousd in 10^-12 USD; ratios of the low and the high price to it
-- source: int_servings, int_resource_costs_by_day, settings
-- why: rent runs on days without a call too, and no model by day ever sees those
with int_servings as (
    select * from int_servings where rental = 'dedicated'
),

settings as (
    select * from settings
),

first_days as (
    select min(event_date) as first_date from int_resource_costs_by_day
),

days as (
    select
        unnest(range(first_days.first_date, settings.as_of_date + 1, interval 1 day))::date as event_date,
    from first_days
    cross join settings
),

deployment_days as (
    select
        int_servings.deployment,
        any_value(coalesce(int_servings.provider, '(not reported)')) as provider,
        any_value(int_servings.llm_model) as llm_model,
        sum(rent_of(int_servings.rent_picousd_per_hour, overlap_us(
            epoch_us(days.event_date), epoch_us(days.event_date) + day_us(),
            int_servings.valid_from_us, int_servings.valid_to_us
        ))) as rent_picousd,
        least(min(int_servings.low_rent_ratio), 1) as low_rent_ratio,
        greatest(max(int_servings.high_rent_ratio), 1) as high_rent_ratio,
        days.event_date,
    from int_servings
    cross join days
    group by int_servings.deployment, days.event_date
    having sum(overlap_us(
        epoch_us(days.event_date), epoch_us(days.event_date) + day_us(),
        int_servings.valid_from_us, int_servings.valid_to_us
    )) > 0
)

select * from deployment_days
