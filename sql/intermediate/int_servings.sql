-- grain: one deployment in one validity of it and of its hardware's price
-- key: serving_no
-- units: _us in microseconds since 1970 UTC; rents of all instances for an hour in 10^-12 USD
-- source: int_serving_estimates
-- why: the low, mid and high estimate of a deployment side by side, under a number that sorts fast
with int_serving_estimates as (
    select * from int_serving_estimates
),

servings as (
    select
        row_number() over (order by mid.deployment, mid.valid_from) as serving_no,
        mid.deployment,
        mid.provider,
        mid.llm_model,
        mid.rental,
        mid.instance_count,
        mid.price_picousd_per_gpu_hour,
        round(mid.price_picousd_per_gpu_hour::double * mid.gpu_count)::hugeint * mid.instance_count
            as rent_picousd_per_hour,
        low.price_picousd_per_gpu_hour / nullif(mid.price_picousd_per_gpu_hour, 0) as low_rent_ratio,
        high.price_picousd_per_gpu_hour / nullif(mid.price_picousd_per_gpu_hour, 0) as high_rent_ratio,
        mid.is_assumed,
        step_serving(low) as low_serving,
        step_serving(mid) as mid_serving,
        step_serving(high) as high_serving,
        epoch_us(mid.valid_from) as valid_from_us,
        coalesce(epoch_us(mid.valid_to), epoch_us(timestamptz '2111-01-01')) as valid_to_us,
    from int_serving_estimates as mid
    inner join int_serving_estimates as low
        on mid.deployment = low.deployment
        and mid.valid_from = low.valid_from
        and low.estimate = 'low'
    inner join int_serving_estimates as high
        on mid.deployment = high.deployment
        and mid.valid_from = high.valid_from
        and high.estimate = 'high'
    where mid.estimate = 'mid'
)

select * from servings
