import { projection as projectionChart } from '../charts/curves.ts';
import { bars } from '../charts/ranking.ts';
import { colour } from '../charts/theme.ts';
import type { Query, Scope } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Tile, View } from '../frame/declare.ts';
import { count, money, moneyRound, number, share, tick } from '../format/text.ts';
import { day, month } from '../format/time.ts';
import { address } from '../state/state.ts';

const table = 'mart_spend_projection';
const altogether = { table, where: { provider: 'eq.(all)' }, order: 'days_ahead' } as const;
const nextDay: Query = { ...altogether, limit: 1 };
const spent: Query = { table: 'mart_daily_costs', basis: 'list', group: ['reporting_date'], aggregate: ['cost_usd.sum'] };
const scenarios = { table: 'mart_what_if', month: 'month_date' } as const;

export const projection: View = {
  id: 'projection',
  title: 'Projection & what-if',
  question: 'What will the month come to, and what would change it?',
  group: 'Decide',
  controls: { time: 'month', filters: false },
  sections: scope => [
    { tiles: [monthEnd, tomorrow, backtest, coverage] },
    { figures: [ahead, byModel] },
    { title: `What if, on the requests of ${month(scope.month)}`, figures: [whatIf(scope), whatIfCustomers(scope), fourNumbers] },
  ],
};

const monthEnd: Tile = {
  id: 'month-end',
  label: 'Expected for the running month',
  query: nextDay,
  read: ({ rows }) => ({
    value: moneyRound(rows.first!.decimal('month_end_usd')),
    note: `eight of ten cases: ${moneyRound(rows.first!.decimal('month_end_p10_usd'))} to ${moneyRound(rows.first!.decimal('month_end_p90_usd'))}; ${moneyRound(rows.first!.decimal('month_to_date_usd'))} spent`,
  }),
};
const tomorrow: Tile = {
  id: 'next-day',
  label: 'Next day',
  query: nextDay,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('p50_usd')),
    note: `${day(rows.first!.number('projected_date'))}: ${money(rows.first!.decimal('p10_usd'))} to ${money(rows.first!.decimal('p90_usd'))}`,
  }),
};
const backtest: Tile = {
  id: 'backtest',
  label: 'Error in the backtest',
  query: nextDay,
  read: ({ rows }) => ({
    value: share(known(rows.first!, 'backtest_error_share')),
    note: `of the cost of ${count(rows.first!.whole('backtest_days'))} days; ${number(known(rows.first!, 'error_per_naive_error'))} of what the naive guess is off`,
  }),
};
const coverage: Tile = {
  id: 'coverage',
  label: 'Days within the band',
  query: nextDay,
  read: ({ rows }) => ({ value: share(known(rows.first!, 'backtest_coverage_share')), note: '80 % is meant' }),
};

const known = (row: Row, column: string): number | null =>
  Number.isNaN(row.number(column)) ? null : Math.round(row.number(column) * 1000) / 1000;

const ahead: Figure = {
  id: 'projection',
  title: 'The next ninety days',
  wide: true,
  query: altogether,
  more: { spent },
  finding: ({ rows }) => {
    const first = rows.first!;
    return `${month(first.number('projected_date'))} is expected to end at ${money(first.decimal('month_end_usd'))}, in eight of ten cases between ${money(first.decimal('month_end_p10_usd'))} and ${money(first.decimal('month_end_p90_usd'))}; such projections were off by ${share(known(first, 'backtest_error_share'))} before.`;
  },
  draw: ({ rows, more }, width) =>
    projectionChart(
      [...more['spent']!].map(row => ({ x: row.number('reporting_date'), y: row.number('cost_usd') })),
      [...rows].map(row => ({
        x: row.number('projected_date'),
        low: row.number('p10_usd'),
        middle: row.number('p50_usd'),
        high: row.number('p90_usd'),
      })),
      width,
    ),
  columns: [
    { name: 'projected_date', label: 'Day' },
    { name: 'expected_usd', label: 'Mean' },
    { name: 'p10_usd', label: '10 %' },
    { name: 'p50_usd', label: 'Median' },
    { name: 'p90_usd', label: '90 %' },
    { name: 'month_end_usd', label: 'Month' },
    { name: 'month_end_p10_usd', label: 'Month, 10 %' },
    { name: 'month_end_p90_usd', label: 'Month, 90 %' },
    { name: 'backtest_error_share', label: 'Error before' },
    { name: 'backtest_coverage_share', label: 'Within the band before' },
  ],
  empty: 'Two weeks of history are needed to project anything.',
};

const byModel: Figure = {
  id: 'projection-models',
  title: 'The running month, by model',
  wide: true,
  query: { table, where: { provider: 'neq.(all)', days_ahead: 'eq.1' }, order: 'month_end_usd.desc' },
  finding: ({ rows }) =>
    `${rows.first!.text('llm_model')} is expected to make ${money(rows.first!.decimal('month_end_usd'))} of it. Models are projected one by one, so that their bands do not add up to that of all.`,
  draw: ({ rows }, width) =>
    bars(
      [...rows]
        .filter(row => row.decimal('month_end_usd') !== null)
        .slice(0, 8)
        .map(row => ({ name: row.text('llm_model') ?? '', value: row.number('month_end_usd'), text: money(row.decimal('month_end_usd')) })),
      width,
    ),
  columns: [
    'provider',
    'llm_model',
    { name: 'month_to_date_usd', label: 'Spent' },
    { name: 'month_end_usd', label: 'Month' },
    { name: 'month_end_p10_usd', label: '10 %' },
    { name: 'month_end_p90_usd', label: '90 %' },
    { name: 'backtest_error_share', label: 'Error before' },
    { name: 'error_per_naive_error', label: 'Against naive' },
  ],
};

const causes = ['model_swap_usd', 'price_change_usd', 'cache_policy_usd', 'growth_usd'];
const sums = [
  'cost_usd.sum',
  ...causes.map(cause => `${cause}.sum`),
  'scenario_cost_usd.sum',
  'cost_change_usd.sum',
  'margin_usd.sum',
  'scenario_margin_usd.sum',
  'unpriced_requests.sum',
  'unreplayed_requests.sum',
];

const whatIf = (scope: Scope): Figure => ({
  id: 'what-if',
  title: 'What each scenario would have changed',
  wide: true,
  query: { ...scenarios, group: ['scenario_id', 'scenario_title'], aggregate: sums, order: 'cost_change_usd.desc' },
  finding: ({ rows }) => {
    const [most, least] = [rows.first!, rows.row(rows.length - 1)];
    const verb = (row: Row): string => (row.number('cost_change_usd') >= 0 ? 'more' : 'less');
    return `${most.text('scenario_title')}: ${money(most.decimal('cost_change_usd'))} ${verb(most)} than ${money(most.decimal('cost_usd'))}. ${least.text('scenario_title')}: ${money(least.decimal('cost_change_usd'))} ${verb(least)}.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].map(row => ({
        name: row.text('scenario_title') ?? '',
        value: row.number('cost_change_usd'),
        text: money(row.decimal('cost_change_usd')),
        colour: row.number('cost_change_usd') > 0 ? colour.loss : colour.saving,
      })),
      width,
    ),
  columns: [
    { name: 'scenario_title', label: 'Scenario', href: row => address({ ...scope.state, picks: { scenario: row.text('scenario_id')! } }) },
    { name: 'cost_usd', label: 'As it was' },
    ...causes,
    { name: 'scenario_cost_usd', label: 'In the scenario' },
    { name: 'cost_change_usd', label: 'Change' },
    { name: 'margin_usd', label: 'Margin' },
    { name: 'scenario_margin_usd', label: 'Margin then' },
    'unpriced_requests',
    'unreplayed_requests',
  ],
  empty: 'No scenario is declared; files in jobs/scenarios do that.',
});

const whatIfCustomers = (scope: Scope): Figure => {
  const chosen = scope.state.picks['scenario'];
  return {
    id: 'what-if-customers',
    title: 'Whom it would hit',
    wide: true,
    // Sums over several scenarios would mean nothing.
    ...(chosen ? { totals: ['cost_usd.sum', 'scenario_cost_usd.sum', 'cost_change_usd.sum'] } : {}),
    query: {
      ...scenarios,
      ...(chosen ? { where: { scenario_id: `eq.${chosen}` } } : {}),
      order: 'cost_change_usd.desc',
      limit: 400,
      select: [
        'scenario_id',
        'customer_id',
        'cost_usd',
        'scenario_cost_usd',
        'cost_change_usd',
        'cost_change_share',
        'margin_usd',
        'scenario_margin_usd',
        'scenario_plan_id',
        'requests',
      ],
    },
    finding: ({ rows }) =>
      `${rows.first!.text('customer_id')} changes most: ${money(rows.first!.decimal('cost_change_usd'))} in ${rows.first!.text('scenario_id')}.`,
    columns: [
      { name: 'scenario_id', label: 'Scenario' },
      'customer_id',
      { name: 'cost_usd', label: 'As it was' },
      { name: 'scenario_cost_usd', label: 'In the scenario' },
      { name: 'cost_change_usd', label: 'Change' },
      { name: 'cost_change_share', label: 'Change' },
      'margin_usd',
      { name: 'scenario_margin_usd', label: 'Margin then' },
      { name: 'scenario_plan_id', label: 'Plan then' },
      'requests',
    ],
  };
};

const fourNumbers: Figure = {
  id: 'four-numbers',
  title: 'The four numbers of a capacity plan',
  wide: true,
  query: {
    table: 'mart_four_numbers',
    where: { feature: 'eq.(all)' },
    order: 'week_date.desc,cost_usd.desc',
    limit: 300,
    select: [
      'week_date',
      'provider',
      'llm_model',
      'requests',
      'input_tokens_per_request',
      'output_tokens_per_request',
      'requests_per_second',
      'requests_per_second_p95',
      'p95_per_mean',
      'failed_share',
      'retry_rate',
      'prompt_tokens_p50',
      'prompt_tokens_p99',
      'context_over_128k_share',
      'cost_usd',
    ],
  },
  finding: ({ rows }) =>
    `In the week from ${day(rows.first!.number('week_date'))} a call of ${rows.first!.text('llm_model')} took ${tick(rows.first!.number('input_tokens_per_request'))} tokens in and ${tick(rows.first!.number('output_tokens_per_request'))} out; its busiest minutes ran at ${number(rows.first!.number('p95_per_mean'))} times the mean rate.`,
  columns: [
    'week_date',
    'llm_model',
    'requests',
    { name: 'input_tokens_per_request', label: 'Tokens in' },
    { name: 'output_tokens_per_request', label: 'Tokens out' },
    'requests_per_second',
    { name: 'requests_per_second_p95', label: 'Rate, 95 %' },
    { name: 'p95_per_mean', label: '95 % ÷ mean' },
    'failed_share',
    'retry_rate',
    { name: 'prompt_tokens_p50', label: 'Prompt, median' },
    { name: 'prompt_tokens_p99', label: 'Prompt, 99 %' },
    { name: 'context_over_128k_share', label: 'Above 128k' },
    'cost_usd',
  ],
};
