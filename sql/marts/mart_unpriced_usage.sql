-- grain: one row per month of the reporting time zone, provider, model, meter and reason
-- key: month_date, provider, llm_model, meter, unpriced_reason
-- units: quantity in Tokens, of web_search and tool_call in Requests; _usd in USD; shares from 0 to 1
-- source: int_unpriced_meters_by_day, int_nearest_prices, int_costs_by_day
-- why: usage without a price is missing from every cost; here it stands with its reason, and with what it would cost at
--      the nearest known prices. Coverage is the month's, the same on each of its rows
with int_unpriced_meters_by_day as (
    select * from int_unpriced_meters_by_day
),

int_nearest_prices as (
    select * from int_nearest_prices
),

int_costs_by_day as (
    select * from int_costs_by_day
),

month_usage as (
    select
        provider,
        llm_model,
        meter,
        unpriced_reason,
        sum(unpriced_requests) as requests,
        sum(unpriced_quantity) as quantity,
        month_of(reporting_date) as month_date,
    from int_unpriced_meters_by_day
    group by provider, llm_model, meter, unpriced_reason, month_of(reporting_date)
    having sum(unpriced_requests) > 0
),

expected as (
    select
        month_usage.*,
        int_nearest_prices.nearest_llm_models,
        month_usage.quantity * int_nearest_prices.least_picousd as least_picousd,
        month_usage.quantity * int_nearest_prices.most_picousd as most_picousd,
    from month_usage
    left join int_nearest_prices
        on month_usage.provider = int_nearest_prices.provider
        and month_usage.llm_model = int_nearest_prices.llm_model
        and month_usage.meter = int_nearest_prices.meter
),

month_known_costs as (
    select
        sum(total_tokens) as total_tokens,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_costs_by_day
    group by month_of(reporting_date)
),

-- The meters that do have a price, of requests that have none as a whole.
month_known_parts as (
    select
        coalesce(sum(known_cost_picousd), 0) as cost_picousd,
        month_of(reporting_date) as month_date,
    from int_unpriced_meters_by_day
    group by month_of(reporting_date)
),

coverage as (
    select
        any_value(month_known_costs.total_tokens) as total_tokens,
        any_value(month_known_costs.cost_picousd + month_known_parts.cost_picousd) as known_picousd,
        sum(expected.quantity) filter (expected.meter not in ('web_search', 'tool_call')) as unpriced_tokens,
        sum(expected.least_picousd) as least_picousd,
        -- A single meter without any known price leaves the expected cost open.
        case
            when bool_and(expected.most_picousd is not null or expected.quantity = 0) then sum(expected.most_picousd)
        end as most_picousd,
        expected.month_date,
    from expected
    inner join month_known_costs
        on expected.month_date = month_known_costs.month_date
    inner join month_known_parts
        on expected.month_date = month_known_parts.month_date
    group by expected.month_date
),

unpriced_usage as (
    select
        expected.provider,
        expected.llm_model,
        expected.meter,
        expected.unpriced_reason,
        expected.nearest_llm_models,
        'modelled' as cost_evidence,
        expected.requests::bigint as requests,
        expected.quantity::bigint as quantity,
        usd(expected.least_picousd) as expected_cost_lower_usd,
        usd(expected.most_picousd) as expected_cost_upper_usd,
        case
            when expected.meter not in ('web_search', 'tool_call')
                then expected.quantity / nullif(coverage.total_tokens, 0)
        end as unpriced_token_share,
        1 - coalesce(coverage.unpriced_tokens, 0) / nullif(coverage.total_tokens, 0) as coverage_token_share,
        coverage.known_picousd / nullif(coverage.known_picousd + coverage.most_picousd, 0) as coverage_cost_low_share,
        coverage.known_picousd / nullif(coverage.known_picousd + coverage.least_picousd, 0) as coverage_cost_high_share,
        expected.month_date,
    from expected
    inner join coverage
        on expected.month_date = coverage.month_date
)

select * from unpriced_usage
