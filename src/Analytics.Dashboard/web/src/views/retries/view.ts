import { linesOverTime } from '../../charts/columns.ts';
import { bars } from '../../charts/ranking.ts';
import { colour } from '../../charts/theme.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Row } from '../../data/rows.ts';
import type { Figure, Tile, View } from '../../frame/declare.ts';
import { count, money, number, plural } from '../../format/text.ts';
import { day, instant } from '../../format/time.ts';
import { partOf, requestsOf } from '../parts.ts';
import { arbitrage, resolvedCosts, tasks } from './resolved.ts';

const attempts = { table: 'mart_retry_overhead', time: 'event_date', basis: 'list' } as const;
const sums = [
  'wasted_cost_usd.sum',
  'failed_cost_usd.sum',
  'cost_usd.sum',
  'attempts.sum',
  'operations.sum',
  'failed_attempts.sum',
  'retried_operations.sum',
  'unlogged_attempts.sum',
];
const whole: Query = { ...attempts, aggregate: sums };
const declared = { chain_kind: 'eq.declared' };
const worstDay: Query = {
  ...attempts,
  where: { ...declared, error_type: 'neq.(none)' },
  group: ['event_date', 'llm_model', 'feature'],
  aggregate: sums,
  order: 'wasted_cost_usd.desc',
  limit: 1,
};
export const retries: View = {
  id: 'retries',
  title: 'Retries & resolved cost',
  question: 'What do failures cost, and what does a solved task cost?',
  group: 'Behaviour',
  controls: { time: 'range', grain: true },
  sections: scope => [
    { tiles: [wastedTile, amplification, failed, resolved] },
    { title: 'Retries', figures: [amplificationOverTime(scope), degraded(scope), errors] },
    {
      title: 'Resolved cost',
      text: 'A cheap call that does not solve the task is followed by others, and by people. What counts is the cost of a task that is solved.',
      figures: [resolvedCosts, arbitrage],
    },
  ],
};

const perOperation = (row: Row): number => row.number('attempts') / row.number('operations');
const hundredth = (value: number): string => number(Math.round(value * 100) / 100);

const wastedTile: Tile = {
  id: 'wasted',
  label: 'Paid for attempts that answered nothing',
  query: whole,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('wasted_cost_usd')),
    note: `${partOf(rows.first!.decimal('wasted_cost_usd'), rows.first!.decimal('cost_usd'))} of the spend`,
    ...(rows.first!.number('wasted_cost_usd') > 0 ? { tone: 'bad' as const } : {}),
  }),
};
const amplification: Tile = {
  id: 'amplification',
  label: 'Attempts per operation',
  query: { ...whole, where: declared },
  read: ({ rows }) => ({
    value: hundredth(perOperation(rows.first!)),
    note: `${count(rows.first!.whole('attempts'))} attempts whose log numbers them`,
  }),
};
const failed: Tile = {
  id: 'failed',
  label: 'Failed attempts',
  query: whole,
  read: ({ rows }) => ({
    value: count(rows.first!.whole('failed_attempts')),
    note: `${partOf(rows.first!.decimal('failed_attempts'), rows.first!.decimal('attempts'))} of all`,
  }),
};
const resolved: Tile = {
  id: 'resolved',
  label: 'Tasks resolved',
  query: { ...tasks, aggregate: ['tasks.sum', 'resolved_tasks.sum', 'human_minutes.sum'] },
  read: ({ rows }) => ({
    value: partOf(rows.first!.decimal('resolved_tasks'), rows.first!.decimal('tasks')),
    note: `of ${count(rows.first!.whole('tasks'))} tasks; people worked ${count(rows.first!.decimal('human_minutes'))} minutes on them`,
  }),
};

const amplificationOverTime = (scope: Scope): Figure => ({
  id: 'amplification-series',
  title: 'Attempts per operation, by feature',
  wide: true,
  totals: sums,
  query: { ...attempts, where: declared, group: [`event_date.${scope.state.grain}`, 'feature'], aggregate: sums, top: ['feature', 4] },
  more: { worstDay, degradedDays: degradedQuery },
  finding: ({ more, totals }) => {
    const worst = more['worstDay']!.first;
    return worst
      ? `On ${day(worst.number('event_date'))} ${worst.text('feature')} took ${hundredth(perOperation(worst))} attempts of ${worst.text('llm_model')} for each operation that failed at first; ${money(worst.decimal('failed_cost_usd'))} went into failed calls. Over all days it is ${hundredth(perOperation(totals!))}.`
      : `No operation failed; there were ${hundredth(perOperation(totals!))} attempts per operation.`;
  },
  draw: ({ rows, more }, width) =>
    linesOverTime({
      points: [...rows]
        .filter(row => row.number('operations') > 0)
        .map(row => ({ x: row.number('event_date'), y: perOperation(row), series: row.text('feature') ?? '' })),
      width,
      grain: scope.state.grain,
      tick: number,
      write: hundredth,
      label: 'attempts per operation',
      marks: [
        ...new Map(
          [...more['degradedDays']!].map(row => [
            row.number('event_date'),
            { x: row.number('event_date'), label: `degraded: ${row.text('llm_model')}` },
          ]),
        ).values(),
      ],
    }),
  columns: [
    { name: 'event_date', label: 'From' },
    { name: 'feature', href: row => requestsOf(scope, { feature: row.text('feature') }) },
    { name: 'per_operation', label: 'Attempts per operation', write: row => hundredth(perOperation(row)) },
    'operations',
    'attempts',
    'failed_attempts',
    'retried_operations',
    'unlogged_attempts',
    'cost_usd',
    'failed_cost_usd',
    'wasted_cost_usd',
  ],
  empty: 'No log of this period numbers the attempts of an operation.',
});

const degradedQuery: Query = {
  ...attempts,
  where: { degraded_hours: 'gt.0' },
  group: ['event_date', 'llm_model'],
  order: 'degraded_cost_usd.desc',
  aggregate: [
    'degraded_from_at.min',
    'degraded_to_at.max',
    'degraded_hours.max',
    'degraded_attempts.sum',
    'degraded_cost_usd.sum',
    'attempts.sum',
    'failed_attempts.sum',
    'usual_failed_share.max',
    'wasted_cost_usd.sum',
  ],
};

const degraded = (scope: Scope): Figure => ({
  id: 'degraded',
  title: 'Hours in which a model failed more than usual',
  query: degradedQuery,
  totals: ['degraded_attempts.sum', 'degraded_cost_usd.sum', 'failed_attempts.sum', 'wasted_cost_usd.sum'],
  finding: ({ rows }) => {
    const worst = rows.first!;
    return `${worst.text('llm_model')} was degraded from ${instant(worst.number('degraded_from_at_min')).slice(0, 16)} to ${instant(worst.number('degraded_to_at_max')).slice(11, 16)} UTC: ${count(worst.whole('degraded_attempts'))} attempts for ${money(worst.decimal('degraded_cost_usd'))}, ${count(worst.whole('failed_attempts'))} of that day failed.`;
  },
  columns: [
    'event_date',
    { name: 'llm_model', href: row => requestsOf(scope, { llm_model: row.text('llm_model') }) },
    { name: 'degraded_from_at_min', label: 'From (UTC)' },
    { name: 'degraded_to_at_max', label: 'To (UTC)' },
    { name: 'degraded_hours_max', label: 'Hours' },
    'degraded_attempts',
    'degraded_cost_usd',
    'failed_attempts',
    { name: 'usual_failed_share_max', label: 'Usually fails' },
    'wasted_cost_usd',
  ],
  empty: 'No model failed more than usual in this period.',
});

const errors: Figure = {
  id: 'errors',
  title: 'What the waste began with',
  totals: sums,
  query: {
    ...attempts,
    where: { failed_attempts: 'gt.0' },
    group: ['error_type', 'chain_kind'],
    aggregate: sums,
    order: 'wasted_cost_usd.desc',
  },
  finding: ({ rows, totals }) =>
    `${rows.first!.text('error_type')} begins ${partOf(rows.first!.decimal('wasted_cost_usd'), totals!.decimal('wasted_cost_usd'))} of the waste: ${plural(rows.first!.whole('failed_attempts') ?? 0n, 'failed attempt')} for ${money(rows.first!.decimal('wasted_cost_usd'))}.`,
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 8).map(row => ({
        name: `${row.text('error_type')}, ${row.text('chain_kind')}`,
        value: row.decimal('wasted_cost_usd') ? row.number('wasted_cost_usd') : 0,
        text: money(row.decimal('wasted_cost_usd')),
        colour: colour.loss,
      })),
      width,
    ),
  columns: [
    'error_type',
    { name: 'chain_kind', label: 'Chain' },
    'failed_attempts',
    'attempts',
    'operations',
    'cost_usd',
    'failed_cost_usd',
    'wasted_cost_usd',
  ],
  empty: 'No attempt failed in this period.',
};
