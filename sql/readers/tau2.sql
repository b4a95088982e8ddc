-- grain: one row per submission and domain of the leaderboard
-- key: file_id, line_no
-- units: cost in USD over all tries of the row; tasks are tries
-- source: sierra-research/tau2-bench, submissions flattened to one domain per line
-- why: the board gives shares and a mean cost per try. With the number of tasks of a domain and the tries of each (as
--      many as pass_k are given) they are counts again, which an interval needs. A mean cost of 0 is unknown, not free.
-- dataset: outcomes
-- version: 1
-- files: **/*tau2*.csv
-- format: csv
-- append: whole
-- rewrite: replace
-- record:
--    submission: VARCHAR required
--    model: VARCHAR required
--    submission_date: VARCHAR
--    reasoning_effort: VARCHAR
--    domain: VARCHAR required
--    pass_1: VARCHAR required
--    pass_2: VARCHAR
--    pass_3: VARCHAR
--    pass_4: VARCHAR
--    cost_per_trajectory_usd: VARCHAR
with read_runs as (
    select
        *,
        case "domain"
            when 'airline' then 50
            when 'retail' then 114
            when 'telecom' then 114
            when 'banking_knowledge' then 97
        end as domain_tasks,
        1 + (pass_2 is not null)::integer + (pass_3 is not null)::integer + (pass_4 is not null)::integer as tries,
        try_cast(pass_1 as double) as pass_percent,
        rounded_decimal_of(cost_per_trajectory_usd) as mean_cost,
        date_of(submission_date) as submission_day,
    from source_records
),

checked as (
    select
        *,
        domain_tasks * tries as trajectories,
        case
            when submission is null or model is null then 'missing_value'
            when domain_tasks is null then 'unknown_domain'
            when pass_percent is null or not coalesce(pass_percent between 0 and 100, false) then 'bad_share'
            when cost_per_trajectory_usd is not null and coalesce(mean_cost not between 0 and 1000000, true)
                then 'bad_amount'
            when submission_date is not null and submission_day is null then 'bad_date'
        end as reject_reason,
    from read_runs
),

runs as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'tau2', submission, "domain") as outcome_key,
        "domain" as feature,
        model as llm_model,
        reasoning_effort,
        'tau2' as benchmark,
        submission as instance_id,
        'USD' as currency,
        trajectories as tasks,
        if(reject_reason is null, round(pass_percent / 100 * trajectories)::bigint, null) as resolved_tasks,
        if(reject_reason is null, nullif(mean_cost, 0) * trajectories, null)::decimal(38, 18) as cost,
        submission_day::timestamp at time zone 'UTC' as evaluated_at,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'submission or model is empty, expected both'
            when 'unknown_domain' then concat(
                'domain is ', coalesce("domain", 'absent'), ', expected airline, retail, telecom or banking_knowledge')
            when 'bad_share' then concat('pass_1 is ', coalesce(pass_1, 'absent'), ', expected 0 to 100 percent')
            when 'bad_amount' then concat(
                'cost_per_trajectory_usd is ', cost_per_trajectory_usd, ', expected USD from 0 to 10^6')
            when 'bad_date' then concat('submission_date is ', submission_date, ', expected YYYY-MM-DD')
        end as reject_detail,
    from checked
)

select * from runs
