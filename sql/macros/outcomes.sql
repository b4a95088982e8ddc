-- grain: one macro per rule by which outcomes are read from our own format
-- key: none
-- units: human_minutes in minutes, human_cost and cost in currency, attempts as a count
-- source: texts of outcome files, CSV or JSON lines
-- why: the same fields come as CSV and as JSON lines; one macro reads and judges both

-- Reject reason of an outcome of our own format; NULL = none.
create or replace macro outcome_reject_reason(
    task_id, is_resolved, currency, attempts, human_minutes, human_cost, cost, closed_at
) as
    case
        when task_id is null or is_resolved is null then 'missing_value'
        when lower(is_resolved) not in ('true', 'false') then 'bad_flag'
        when is_bad_count(attempts) then 'bad_quantity'
        when is_bad_decimal12(human_minutes) or decimal12_of(human_minutes) < 0 then 'bad_quantity'
        when is_bad_decimal12(human_cost) or is_bad_decimal(cost) then 'bad_amount'
        when decimal12_of(human_cost) < 0 or decimal_of(cost) < 0 then 'bad_amount'
        when not coalesce(regexp_full_match(coalesce(currency, 'USD'), '[A-Z]{3}'), false) then 'bad_currency'
        when closed_at is not null then bad_time_reason(timestamp_of(closed_at))
    end;

-- Columns of dataset outcomes, reject_reason and reject_detail, as a structure. A file names the model asked first; the
-- whole route, the cost and what people did are known to few. No currency means USD.
create or replace macro outcome_of(
    task_id, session_id, request_id, customer_id, feature, difficulty, first_llm_model, route, is_resolved, attempts,
    human_minutes, human_cost, cost, currency, closed_at
) as
    struct_pack(
        outcome_key := concat('task|', task_id),
        operation_id := task_id,
        session_id := session_id,
        request_id := request_id,
        customer_ref := customer_id,
        feature := feature,
        difficulty := difficulty,
        llm_model := first_llm_model,
        route := route,
        currency := coalesce(currency, 'USD'),
        tasks := 1,
        resolved_tasks := case lower(is_resolved) when 'true' then 1 when 'false' then 0 end,
        attempts := count_of(attempts),
        human_minutes := decimal12_of(human_minutes),
        human_cost := decimal12_of(human_cost),
        cost := decimal_of(cost),
        is_resolved := case lower(is_resolved) when 'true' then true when 'false' then false end,
        evaluated_at := timestamp_of(closed_at),
        reject_reason := outcome_reject_reason(
            task_id, is_resolved, currency, attempts, human_minutes, human_cost, cost, closed_at),
        reject_detail := case
            outcome_reject_reason(
                task_id, is_resolved, currency, attempts, human_minutes, human_cost, cost, closed_at)
            when 'missing_value' then 'task_id or is_resolved is empty, expected both'
            when 'bad_flag' then concat('is_resolved is ', left(is_resolved, 100), ', expected true or false')
            when 'bad_quantity' then concat(
                'attempts, human_minutes are ', concat_ws(', ', attempts, human_minutes),
                '; expected a whole number and a decimal from 0')
            when 'bad_amount' then concat(
                'human_cost, cost are ', concat_ws(', ', human_cost, cost), '; expected decimals from 0')
            when 'bad_currency' then concat('currency is ', left(currency, 100), ', expected ISO 4217')
            when 'bad_timestamp' then bad_time_detail('closed_at', closed_at)
            when 'timestamp_out_of_range' then bad_time_detail('closed_at', closed_at)
        end
    );

-- true or false as an evaluation says it of a task, by its label, else by a score of 1 or 0; what cannot be told is
-- given back as it stands and refused later. NULL = it does not judge whether a task was solved, or failed itself.
create or replace macro resolution_of_evaluation(evaluation_name, label, score) as
    case
        when regexp_replace(lower(evaluation_name), '[^a-z]', '', 'g') not in (
            'resolved', 'resolution', 'taskresolved', 'taskresolution', 'tasksuccess', 'taskcompleted',
            'taskcompletion', 'intentresolution'
        ) then null
        when lower(label) in (
            'pass', 'passed', 'true', 'yes', 'success', 'resolved', 'correct', 'complete', 'completed'
        ) then 'true'
        when lower(label) in (
            'fail', 'failed', 'false', 'no', 'failure', 'unresolved', 'not_resolved', 'incorrect', 'incomplete'
        ) then 'false'
        when label is null and try_cast(score as double) = 1 then 'true'
        when label is null and try_cast(score as double) = 0 then 'false'
        else coalesce(label, score)
    end;

-- Fewest customer weeks, or tasks, from which an interval is drawn.
create or replace macro least_resampled_units() as 20;

-- Fewest tasks of a route that a comparison of two routes should stand on.
create or replace macro least_compared_tasks() as 200;
