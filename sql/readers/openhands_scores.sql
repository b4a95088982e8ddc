-- grain: one row per model and benchmark with a published cost
-- key: file_id, line_no
-- units: cost_per_task in USD
-- source: OpenHands/openhands-index-results, scores flattened to one model and benchmark per line
-- why: a board publishes what a task costs on average, and the costs of the tasks stand elsewhere; whether one follows
--      from the other is the same question as that of an invoice. The mean may be taken over all tasks or over those
--      whose cost is stated, so both counts are kept
-- dataset: published_costs
-- version: 1
-- files: **/*openhands*published_scores*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    collection: VARCHAR required
--    model: VARCHAR required
--    benchmark: VARCHAR required
--    instances: VARCHAR required
--    instances_with_cost: VARCHAR required
--    published_cost_per_instance: VARCHAR required
--    submission_time: VARCHAR
with read_scores as (
    select
        *,
        try_cast(instances as bigint) as tasks,
        try_cast(instances_with_cost as bigint) as costed_tasks,
        rounded_decimal_of(published_cost_per_instance) as read_cost,
    from source_records
),

checked as (
    select
        *,
        case
            when model is null or benchmark is null then 'missing_value'
            when coalesce(tasks < 1 or costed_tasks not between 0 and tasks, true) then 'bad_count'
            when coalesce(read_cost not between 0 and 1000000, true) then 'bad_amount'
        end as reject_reason,
    from read_scores
),

scores as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'openhands', collection, model, benchmark) as published_key,
        'openhands' as benchmark,
        benchmark as feature,
        model as llm_model,
        'USD' as currency,
        tasks,
        costed_tasks,
        read_cost as cost_per_task,
        timestamp_of(submission_time) as published_at,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'model or benchmark is empty, expected both'
            when 'bad_count' then concat(
                'instances is ', left(coalesce(instances, 'empty'), 100), ', instances_with_cost ',
                left(coalesce(instances_with_cost, 'empty'), 100), ', expected counts from 1 and up to it')
            when 'bad_amount' then concat(
                'published_cost_per_instance is ', left(coalesce(published_cost_per_instance, 'empty'), 100),
                ', expected USD from 0 to 10^6')
        end as reject_detail,
    from checked
)

select * from scores
