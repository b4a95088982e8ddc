-- test: entries are read line by line, a cost of 0 is unknown, and percents stand in for absent counts
-- given source_records
select
    'aider_polyglot_leaderboard.yml' as path,
    'f' as file_id,
    concat_ws(
        chr(10),
        '- dirname: 2024-12-21-18-41-18--polyglot-gpt-4o-mini', '  test_cases: 225', '  model: gpt-4o-mini-2024-07-18',
        '  pass_rate_2: 3.6', '  pass_num_2: 8', '  date: 2024-12-21', '  total_cost: 0.3236',
        '',
        '- dirname: a', '  test_cases: 225', '  model: "Gemini: pro"', '  pass_num_2: 80',
        '  total_cost: 0 # wrong: 6.3',
        '- dirname: b', '  test_cases: 133', '  model: claude-3-opus', '  _released: 2024-02-29',
        '  pass_rate_1: 53.4', '  pass_rate_2: 68.4', '  total_cost: 13.8395',
        '- dirname: c', '  model: m', '  test_cases: some',
        '- dirname: d', '  model: m', '  test_cases: 1', '  total_cost: free',
        '- model: m', '  test_cases: 1', ''
    ) as text
-- expect
from (values
    (1, 'aider_polyglot', 'gpt-4o-mini-2024-07-18', 225, 8, 0.3236::decimal(38, 18),
        timestamptz '2024-12-21 00:00:00+00', null),
    (9, 'aider_polyglot', 'Gemini: pro', 225, 80, null, null, null),
    (14, 'aider_polyglot', 'claude-3-opus', 133, 91, 13.8395, null, null),
    (21, 'aider_polyglot', 'm', null, null, null, null, 'bad_quantity'),
    (24, 'aider_polyglot', 'm', 1, null, null, null, 'bad_amount'),
    (28, 'aider_polyglot', 'm', 1, null, null, null, 'missing_value')
) as expected (line_no, feature, llm_model, tasks, resolved_tasks, cost, evaluated_at, reject_reason)
