-- grain: one row per task that was closed
-- key: file_id, line_no
-- units: human_minutes in minutes, human_cost and cost in currency, attempts as a count
-- source: the same fields as JSON lines, written by the system that knows whether a task was solved
-- why: a service appends an outcome when it is known, which a CSV file is no good for; fields and rules are those of
--      kind outcomes.
-- dataset: outcomes
-- version: 1
-- files: **/*.jsonl
-- format: ndjson
-- append: tail
-- rewrite: replace
-- requires: task_id, is_resolved
-- record:
--    task_id: VARCHAR
--    session_id: VARCHAR
--    request_id: VARCHAR
--    customer_id: VARCHAR
--    feature: VARCHAR
--    difficulty: VARCHAR
--    first_llm_model: VARCHAR
--    route: VARCHAR
--    is_resolved: VARCHAR
--    attempts: VARCHAR
--    human_minutes: VARCHAR
--    human_cost: VARCHAR
--    cost: VARCHAR
--    currency: VARCHAR
--    closed_at: VARCHAR
with judged as (
    select
        source,
        file_id,
        line_no,
        outcome_of(
            task_id, session_id, request_id, customer_id, feature, difficulty, first_llm_model, route, is_resolved,
            attempts, human_minutes, human_cost, cost, currency, closed_at
        ) as outcome,
    from source_records
    where coalesce(task_id, is_resolved, customer_id, closed_at) is not null
),

outcomes as (
    select
        source,
        file_id,
        line_no,
        unnest(outcome),
    from judged
)

select * from outcomes
