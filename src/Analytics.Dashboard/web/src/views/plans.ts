import { bars } from '../charts/ranking.ts';
import { colour } from '../charts/theme.ts';
import type { Query, Scope } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Tile, View } from '../frame/declare.ts';
import { count, money, plural, share, times } from '../format/text.ts';
import { linkTo } from '../state/state.ts';
import { partOf } from './parts.ts';

const replay = { table: 'mart_plan_replay', time: 'period_start_date' } as const;
const better: Query = { ...replay, where: { is_best_plan: 'eq.true', is_current_plan: 'eq.false', is_complete: 'eq.true' } };
const windows = { table: 'mart_plan_windows', time: 'window_start' } as const;
const batch = { table: 'mart_batch_savings', time: 'month_date' } as const;

export const plans: View = {
  id: 'plans',
  title: 'Plans',
  question: 'Who is on the wrong plan, and what could wait for a batch?',
  group: 'Decide',
  controls: { time: 'range' },
  sections: scope => [
    { tiles: [wrongPlan, overLimit, underPriced, batchSaving] },
    { figures: [savers(scope), limits(scope), markups(scope), batches] },
    { title: 'Contracts', figures: [contracts] },
  ],
};

const wrongPlan: Tile = {
  id: 'wrong-plan',
  label: 'Periods on another than the best plan',
  query: { ...better, aggregate: ['rows', 'saving_usd.sum', 'customer_id.distinct'] },
  read: ({ rows }) => ({
    value: count(rows.first!.whole('rows')),
    note: `${plural(rows.first!.whole('customer_id_distinct') ?? 0n, 'customer')} would pay ${money(rows.first!.decimal('saving_usd'))} less`,
  }),
};
const overLimit: Tile = {
  id: 'over-limit',
  label: 'Weeks beyond the limit',
  query: { ...windows, where: { window_kind: 'eq.week' }, aggregate: ['is_over_limit.true', 'rows', 'used_share.max'] },
  read: ({ rows }) => ({
    value: count(rows.first!.whole('is_over_limit_true')),
    note: `of ${count(rows.first!.whole('rows'))}; ${times(rows.first!.number('used_share_max'))} the limit at most`,
  }),
};
const underPriced: Tile = {
  id: 'under-priced',
  label: 'Weeks worth more than their price',
  query: {
    ...windows,
    where: { window_kind: 'eq.week', list_markup: 'lt.0' },
    aggregate: ['rows', 'list_cost_usd.sum', 'price_accrued_usd.sum'],
  },
  read: ({ rows }) => ({
    value: count(rows.first!.whole('rows')),
    note: `${money(rows.first!.decimal('list_cost_usd'))} at list prices for ${money(rows.first!.decimal('price_accrued_usd'))}`,
    tone: 'bad',
  }),
};
const batchSaving: Tile = {
  id: 'batch-saving',
  label: 'Saving by batches',
  query: { ...batch, aggregate: ['saving_usd.sum', 'saving_if_all_waited_usd.sum', 'tolerant_requests.sum'] },
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('saving_usd')),
    note: `${count(rows.first!.whole('tolerant_requests'))} calls could wait a day; ${money(rows.first!.decimal('saving_if_all_waited_usd'))} if all did`,
    tone: 'good',
  }),
};

const customerLink =
  (scope: Scope) =>
  (row: Row): string =>
    linkTo(scope.state, 'customers', { picks: { customer: row.text('customer_id')! } });

const savers = (scope: Scope): Figure => ({
  id: 'plan-replay',
  title: 'Who would pay less on another plan',
  wide: true,
  query: {
    ...better,
    order: 'saving_usd.desc',
    limit: 500,
    select: [
      'customer_id',
      'current_plan_id',
      'plan_id',
      'period_start_date',
      'saving_usd',
      'plan_price_usd',
      'fee_usd',
      'overage_blocks',
      'used_quantity',
      'included_quantity',
      'included_unit',
      'throttled_share',
      'list_cost_usd',
      'margin_usd',
      'requests',
      'unpriced_requests',
    ],
  },
  totals: ['saving_usd.sum', 'plan_price_usd.sum', 'requests.sum'],
  finding: ({ rows, totals }) => {
    const row = rows.first!;
    return `${plural(rows.length, 'period')} would have cost ${money(totals!.decimal('saving_usd'))} less on the best plan; most of it ${row.text('customer_id')}, ${money(row.decimal('saving_usd'))} by ${row.text('plan_id')} instead of ${row.text('current_plan_id')}.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 10).map(row => ({
        name: `${row.text('customer_id')}: ${row.text('current_plan_id')} → ${row.text('plan_id')}`,
        value: row.number('saving_usd'),
        text: money(row.decimal('saving_usd')),
        colour: colour.saving,
      })),
      width,
    ),
  columns: [
    { name: 'customer_id', href: customerLink(scope) },
    { name: 'current_plan_id', label: 'Has' },
    { name: 'plan_id', label: 'Best' },
    { name: 'period_start_date', label: 'Period from' },
    'saving_usd',
    { name: 'plan_price_usd', label: 'Would pay' },
    'fee_usd',
    'overage_blocks',
    'used_quantity',
    'included_quantity',
    { name: 'included_unit', label: 'Counts' },
    { name: 'throttled_share', label: 'Turned away' },
    { name: 'list_cost_usd', label: 'Worth at list prices' },
    'margin_usd',
    'requests',
    'unpriced_requests',
  ],
  empty: 'Everybody whose period has ended is on the plan that is cheapest for him.',
});

const limits = (scope: Scope): Figure => ({
  id: 'plan-limits',
  title: 'Who uses more than the plan allows',
  query: {
    ...windows,
    where: { window_kind: 'eq.week', is_over_limit: 'eq.true' },
    group: ['customer_id', 'plan_id'],
    aggregate: ['used_share.max', 'rows', 'list_cost_usd.sum', 'price_accrued_usd.sum'],
    order: 'used_share_max.desc',
  },
  finding: ({ rows }) =>
    `${plural(rows.length, 'customer')} went beyond the limit of a week; ${rows.first!.text('customer_id')} used ${times(rows.first!.number('used_share_max'))} what ${rows.first!.text('plan_id')} allows.`,
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 10).map(row => ({
        name: `${row.text('customer_id')} · ${row.text('plan_id')}`,
        value: row.number('used_share_max'),
        text: times(row.number('used_share_max')),
        goal: 1,
        colour: colour.warn,
      })),
      width,
    ),
  columns: [
    { name: 'customer_id', href: customerLink(scope) },
    { name: 'plan_id', label: 'Plan' },
    { name: 'used_share_max', label: 'Used at most', write: row => times(row.number('used_share_max')) },
    { name: 'rows', label: 'Weeks over' },
    'list_cost_usd',
    'price_accrued_usd',
  ],
  empty: 'Nobody went beyond the limit of a plan.',
});

const markups = (scope: Scope): Figure => ({
  id: 'plan-markups',
  title: 'What plans earn over their use, week by week',
  totals: ['price_accrued_usd.sum', 'list_cost_usd.sum', 'requests.sum'],
  query: {
    ...windows,
    where: { window_kind: 'eq.week', plan_id: 'is.notnull' },
    group: ['plan_id'],
    aggregate: [
      'price_accrued_usd.sum',
      'list_cost_usd.sum',
      'cost_to_serve_usd.sum',
      'customer_id.distinct',
      'requests.sum',
      'unpriced_requests.sum',
    ],
    order: 'list_cost_usd.desc',
  },
  finding: ({ rows }) => {
    const worst = [...rows].sort((left, right) => gain(left) - gain(right))[0]!;
    return `${worst.text('plan_id')} does worst: ${money(worst.decimal('price_accrued_usd'))} of price for use worth ${money(worst.decimal('list_cost_usd'))} at list prices, ${partOf(worst.decimal('list_cost_usd'), worst.decimal('price_accrued_usd'))} of it.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].map(row => ({
        name: `${row.text('plan_id')}`,
        value: gain(row),
        text: money(difference(row)),
        colour: gain(row) < 0 ? colour.loss : colour.revenue,
      })),
      width,
    ),
  columns: [
    { name: 'plan_id', label: 'Plan' },
    { name: 'customer_id_distinct', label: 'Customers' },
    { name: 'price_accrued_usd', label: 'Price' },
    { name: 'list_cost_usd', label: 'At list prices' },
    { name: 'cost_to_serve_usd', label: 'Cost to serve' },
    'requests',
    'unpriced_requests',
  ],
  empty: scope.catalogue.tables.some(table => table.name === 'mart_plan_windows' && table.rows > 0)
    ? 'No week of this period belongs to a plan.'
    : 'No subscriptions are known.',
});

const gain = (row: Row): number => row.number('price_accrued_usd') - row.number('list_cost_usd');

const difference = (row: Row) => {
  const [price, cost] = [row.decimal('price_accrued_usd'), row.decimal('list_cost_usd')];
  return price && cost ? { unscaled: price.unscaled - cost.unscaled, scale: price.scale } : null;
};

const batches: Figure = {
  id: 'batches',
  title: 'What could wait for half the price',
  wide: true,
  totals: ['saving_usd.sum', 'movable_cost_usd.sum', 'tolerant_requests.sum', 'requests.sum', 'saving_if_all_waited_usd.sum'],
  query: {
    ...batch,
    group: ['feature', 'llm_model'],
    aggregate: [
      'saving_usd.sum',
      'movable_cost_usd.sum',
      'batch_price_usd.sum',
      'tolerant_requests.sum',
      'batch_requests.sum',
      'unsold_requests.sum',
      'requests.sum',
      'saving_if_all_waited_usd.sum',
      'tolerance_basis.values',
    ],
    order: 'saving_usd.desc',
  },
  finding: ({ rows, totals }) => {
    const row = rows.first!;
    return row.number('saving_usd') > 0
      ? `${row.text('feature')} on ${row.text('llm_model')} saves most: ${money(row.decimal('saving_usd'))} of ${money(totals!.decimal('saving_usd'))}, because nobody waits for ${count(row.whole('tolerant_requests'))} of its ${count(row.whole('requests'))} calls.`
      : 'Every call that could wait is in a batch already.';
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows]
        .filter(row => row.number('saving_usd') > 0)
        .slice(0, 8)
        .map(row => ({
          name: `${row.text('feature')} · ${row.text('llm_model')}`,
          value: row.number('saving_usd'),
          text: money(row.decimal('saving_usd')),
          colour: colour.saving,
        })),
      width,
    ),
  columns: [
    'feature',
    'llm_model',
    'saving_usd',
    { name: 'movable_cost_usd', label: 'Cost now' },
    { name: 'batch_price_usd', label: 'As a batch' },
    'tolerant_requests',
    'batch_requests',
    'unsold_requests',
    'requests',
    { name: 'saving_if_all_waited_usd', label: 'If all waited' },
    { name: 'tolerance_basis_values', label: 'Known by' },
    { name: 'share', label: 'Can wait', write: row => share(row.number('tolerant_requests') / row.number('requests')) },
  ],
  empty: 'No call of this period could wait.',
};

const contracts: Figure = {
  id: 'contracts',
  title: 'Commitments and drift',
  wide: true,
  query: { table: 'mart_contract_drift', time: 'week_date', order: 'week_date.desc,contract_id', limit: 500 },
  finding: ({ rows }) => {
    const row = rows.first!;
    const alarms = [...rows].filter(week => week.is('is_drift_alarm')).length;
    return `${row.text('contract_id')} has used ${share(row.number('burned_share'))} of ${money(row.decimal('commitment_usd'))} after ${share(row.number('elapsed_share'))} of its time; ${alarms === 0 ? 'no week drifts' : `${plural(alarms, 'week')} drift`} from the ratio of input to output that was agreed.`;
  },
  columns: [
    { name: 'contract_id', label: 'Contract' },
    'week_date',
    'provider',
    'llm_model',
    { name: 'input_output_ratio', label: 'Input ÷ output' },
    { name: 'contracted_input_output_ratio', label: 'Agreed' },
    { name: 'ratio_drift', label: 'Drift' },
    { name: 'is_drift_alarm', label: 'Alarm' },
    'cost_usd',
    { name: 'burned_usd', label: 'Used' },
    { name: 'commitment_usd', label: 'Commitment' },
    { name: 'burned_share', label: 'Used' },
    { name: 'elapsed_share', label: 'Time passed' },
    { name: 'exhausted_date', label: 'Used up on' },
    { name: 'projected_shortfall_usd', label: 'Shortfall expected' },
    'unpriced_requests',
  ],
  empty: 'No contract is declared; a source of kind contracts does that.',
};
