-- grain: one row per benchmark run on the board
-- key: file_id, line_no
-- units: cost in USD over all tasks of the run
-- source: Aider-AI/aider, aider/website/_data/*leaderboard*.yml: a YAML list of flat entries
-- why: cost per solved task over many models. The file is read by its lines, since each entry is a list of plain
--      values; '- ' starts an entry. total_cost 0 is unknown, not free. Boards without counts of solved tasks give
--      percents of test_cases. The last try counts: pass_2 where there are two.
-- dataset: outcomes
-- version: 1
-- files: **/*leaderboard*.yml, **/*leaderboard*.yaml
-- format: text
-- append: whole
-- rewrite: replace
-- record:
--    text: VARCHAR
with file_lines as (
    select * from text_lines('source_records')
),

fields as (
    select
        source,
        file_id,
        path,
        -- a filter on a running count would look at all lines before, for each line
        count(if(starts_with(text, '- '), 1, null)) over (partition by file_id order by line_no) as entry_no,
        regexp_extract(text, '^(?:- |  )([A-Za-z_0-9]+):', 1) as field,
        nullif(trim(regexp_extract(text, '^(?:- |  )[A-Za-z_0-9]+:(.*?)(?:\s#.*)?$', 1), e' \t\r"\''), '') as written,
        line_no,
    from file_lines
),

entries as (
    select
        source,
        file_id,
        min(line_no) as line_no,
        coalesce(nullif(regexp_extract(file_name_of(any_value(path)), '^(.*?)_?leaderboard', 1), ''), 'aider')
            as benchmark,
        any_value(written) filter (field = 'dirname') as dirname,
        any_value(written) filter (field = 'model') as model,
        any_value(written) filter (field = 'reasoning_effort') as reasoning_effort,
        any_value(written) filter (field = 'date') as run_date,
        any_value(written) filter (field = 'test_cases') as test_cases,
        any_value(written) filter (field = 'pass_num_2') as pass_num_2,
        any_value(written) filter (field = 'pass_rate_1') as pass_rate_1,
        any_value(written) filter (field = 'pass_rate_2') as pass_rate_2,
        any_value(written) filter (field = 'total_cost') as total_cost,
    from fields
    where entry_no > 0
    group by source, file_id, entry_no
),

checked as (
    select
        *,
        count_of(test_cases) as tasks,
        coalesce(
            count_of(pass_num_2),
            round(count_of(test_cases) * try_cast(coalesce(pass_rate_2, pass_rate_1) as double) / 100)::bigint
        ) as resolved_tasks,
        decimal_of(total_cost) as run_cost,
        case
            when dirname is null or model is null then 'missing_value'
            when count_of(test_cases) is null or is_bad_count(pass_num_2) then 'bad_quantity'
            when is_bad_decimal(total_cost) or decimal_of(total_cost) < 0 then 'bad_amount'
            when run_date is not null and date_of(run_date) is null then 'bad_date'
        end as reject_reason,
    from entries
),

runs as (
    select
        source,
        file_id,
        line_no,
        concat_ws('|', 'aider', benchmark, dirname, model) as outcome_key,
        benchmark as feature,
        model as llm_model,
        reasoning_effort,
        'aider' as benchmark,
        dirname as instance_id,
        'USD' as currency,
        tasks,
        resolved_tasks,
        nullif(run_cost, 0) as cost,
        date_of(run_date)::timestamp at time zone 'UTC' as evaluated_at,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'dirname or model is empty, expected both'
            when 'bad_quantity' then concat(
                'test_cases, pass_num_2 are ', concat_ws(', ', coalesce(test_cases, 'absent'), pass_num_2),
                '; expected whole numbers')
            when 'bad_amount' then concat('total_cost is ', total_cost, ', expected USD from 0')
            when 'bad_date' then concat('date is ', run_date, ', expected YYYY-MM-DD')
        end as reject_detail,
    from checked
    order by file_id, line_no
)

select * from runs
