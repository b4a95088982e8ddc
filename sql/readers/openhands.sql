-- grain: one row per model and benchmark instance
-- key: file_id, line_no
-- units: cost in USD
-- source: OpenHands/openhands-index-results, instances flattened to one per line
-- why: the same instances solved by many models, with the cost of each try. A cost of 0 is unknown, not free: solved
--      instances have it too, and no model answers for nothing. An empty resolved is neither yes nor no.
-- dataset: outcomes
-- version: 1
-- files: **/*openhands*instances*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    collection: VARCHAR required
--    model: VARCHAR required
--    benchmark: VARCHAR required
--    instance_id: VARCHAR required
--    resolved: VARCHAR required
--    cost_usd: VARCHAR required
with read_instances as (
    select
        *,
        case lower(resolved) when 'true' then true when 'false' then false end as is_resolved,
        rounded_decimal_of(cost_usd) as read_cost,
    from source_records
),

checked as (
    select
        *,
        case
            when model is null or benchmark is null or instance_id is null then 'missing_value'
            when resolved is not null and is_resolved is null then 'bad_flag'
            when cost_usd is not null and coalesce(read_cost not between 0 and 1000000, true) then 'bad_amount'
        end as reject_reason,
    from read_instances
),

instances as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'openhands', collection, model, benchmark, instance_id) as outcome_key,
        benchmark as feature,
        model as llm_model,
        'openhands' as benchmark,
        instance_id,
        'USD' as currency,
        1 as tasks,
        is_resolved::integer as resolved_tasks,
        nullif(read_cost, 0) as cost,
        is_resolved,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'model, benchmark or instance_id is empty, expected all three'
            when 'bad_flag' then concat('resolved is ', left(resolved, 100), ', expected true, false or nothing')
            when 'bad_amount' then concat('cost_usd is ', left(cost_usd, 100), ', expected USD from 0 to 10^6')
        end as reject_detail,
    from checked
)

select * from instances
