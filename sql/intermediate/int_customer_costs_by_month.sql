-- grain: one row per month of the reporting time zone, customer, cost basis and evidence
-- key: month_date, customer_id, cost_basis, cost_evidence
-- units: _picousd in 10^-12 USD, of fully priced requests; NULL = none of the customer's requests is priced; requests
--        NULL where a bill is shared out, which counts none
-- source: int_costs_by_day, int_effective_costs_by_day, int_loaded_costs_by_day, int_customer_bills_by_month,
--         int_reconciled_costs_by_day
-- why: what a customer cost in a month, at list prices meter by meter, for rank, margin and the search for what drives
--      it. What rent of our GPUs was divided and what serving elsewhere is thought to cost stay apart
-- kept: build
with int_costs_by_day as (
    select * from int_costs_by_day
),

list_months as (
    select
        customer_id,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(unbounded_requests) as unbounded_requests,
        sum(uncached_input_cost_picousd) as uncached_input_cost_picousd,
        sum(cache_read_cost_picousd) as cache_read_cost_picousd,
        sum(cache_write_5m_cost_picousd) as cache_write_5m_cost_picousd,
        sum(cache_write_1h_cost_picousd) as cache_write_1h_cost_picousd,
        sum(cache_write_unknown_ttl_cost_picousd) as cache_write_unknown_ttl_cost_picousd,
        sum(visible_output_cost_picousd) as visible_output_cost_picousd,
        sum(reasoning_cost_picousd) as reasoning_cost_picousd,
        sum(input_audio_cost_picousd) as input_audio_cost_picousd,
        sum(output_audio_cost_picousd) as output_audio_cost_picousd,
        sum(image_cost_picousd) as image_cost_picousd,
        sum(web_search_cost_picousd) as web_search_cost_picousd,
        sum(tool_call_cost_picousd) as tool_call_cost_picousd,
        sum(list_cost_picousd) as cost_picousd,
        sum(list_cost_picousd) as cost_lower_picousd,
        sum(list_cost_picousd) as cost_upper_picousd,
        sum(unpriced_lower_picousd) as unpriced_lower_picousd,
        sum(unpriced_upper_picousd) as unpriced_upper_picousd,
        month_of(reporting_date) as month_date,
    from int_costs_by_day
    group by customer_id, month_of(reporting_date)
),

effective_months as (
    select
        customer_id,
        'effective' as cost_basis,
        'modelled' as cost_evidence,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(unpriced_requests) as unbounded_requests,
        sum(effective_cost_picousd) as cost_picousd,
        sum(effective_cost_picousd) as cost_lower_picousd,
        sum(effective_cost_picousd) as cost_upper_picousd,
        month_of(reporting_date) as month_date,
    from int_effective_costs_by_day
    group by customer_id, month_of(reporting_date)
),

resource_months as (
    select
        customer_id,
        'resource' as cost_basis,
        cost_evidence,
        sum(requests) as requests,
        sum(uncosted_requests) as unpriced_requests,
        sum(uncosted_requests) as unbounded_requests,
        sum(resource_cost_picousd + idle_cost_picousd) as cost_picousd,
        sum(loaded_cost_lower_picousd) as cost_lower_picousd,
        sum(loaded_cost_upper_picousd) as cost_upper_picousd,
        month_of(reporting_date) as month_date,
    from int_loaded_costs_by_day
    group by customer_id, cost_evidence, month_of(reporting_date)
),

billed_months as (
    select
        customer_id,
        cost_basis,
        cost_evidence,
        0 as unpriced_requests,
        cost_picousd,
        cost_picousd as cost_lower_picousd,
        cost_picousd as cost_upper_picousd,
        month_date,
    from int_customer_bills_by_month
),

reconciled_months as (
    select
        customer_id,
        'list' as cost_basis,
        reconciled_share(reconciled_cost_picousd, list_cost_picousd) as reconciled_cost_share,
        month_of(reporting_date) as month_date,
    from int_reconciled_costs_by_day
    group by customer_id, month_of(reporting_date)
),

months as (
    select *
    from list_months
    left join reconciled_months using (customer_id, cost_basis, month_date)
    union all by name
    select * from effective_months
    union all by name
    select * from resource_months
    union all by name
    select * from billed_months
)

select * from months
