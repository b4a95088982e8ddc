-- grain: one row per task that was closed
-- key: file_id, line_no
-- units: human_minutes in minutes, human_cost and cost in currency, attempts as a count
-- source: outcomes.csv, written by the system that knows whether a task was solved
-- why: what a call costs says little; what a solved task costs needs to know which tasks were. task_id is what requests
--      call the operation.
-- dataset: outcomes
-- version: 1
-- files: **/*.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    task_id: VARCHAR required
--    session_id: VARCHAR
--    request_id: VARCHAR
--    customer_id: VARCHAR
--    feature: VARCHAR
--    difficulty: VARCHAR
--    first_llm_model: VARCHAR
--    route: VARCHAR
--    is_resolved: VARCHAR required
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
