import { bars } from '../charts/ranking.ts';
import { colour } from '../charts/theme.ts';
import type { Query, Scope } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Tile, View } from '../frame/declare.ts';
import { count, number, plural } from '../format/text.ts';
import { day, instant } from '../format/time.ts';
import { linkTo, type Filter } from '../state/state.ts';

const table = 'mart_alerts';
const open: Query = { table, where: { is_open: 'eq.true' }, aggregate: ['rows'] };

export const alerts: View = {
  id: 'alerts',
  title: 'Alerts',
  question: 'What left its limits, since when, and was somebody told?',
  group: 'Decide',
  controls: { filters: false },
  sections: scope => [{ tiles: [openTile, untold, closed] }, { figures: [beyond, list(scope)] }],
};

const openTile: Tile = {
  id: 'alerts-open',
  label: 'Open',
  query: open,
  read: ({ rows }) => ({
    value: count(rows.first!.whole('rows')),
    note: 'not back within their limits',
    tone: (rows.first!.whole('rows') ?? 0n) > 0n ? 'warn' : 'good',
  }),
};
const untold: Tile = {
  id: 'alerts-untold',
  label: 'Told to nobody',
  query: { table, where: { delivered_at: 'is.null' }, aggregate: ['rows'] },
  read: ({ rows }) => ({ value: count(rows.first!.whole('rows')), note: 'no receiver is set, or none answered' }),
};
const closed: Tile = {
  id: 'alerts-closed',
  label: 'Closed',
  query: { table, where: { is_open: 'eq.false' }, aggregate: ['rows', 'is_withdrawn.true'] },
  read: ({ rows }) => ({
    value: count(rows.first!.whole('rows')),
    note: `${count(rows.first!.whole('is_withdrawn_true'))} withdrawn, because corrected data no longer show them`,
  }),
};

const excess = (row: Row): number => row.number('worst_value') / row.number('limit_value');

const whom = (row: Row): string => row.text('subject') || 'all';

const beyond: Figure = {
  id: 'alerts-beyond',
  title: 'How far beyond the limit, at worst',
  wide: true,
  query: { table, where: { is_open: 'eq.true' }, order: 'opened_at.desc', limit: 200 },
  finding: ({ rows }) => {
    const worst = [...rows].filter(row => excess(row) > 0).sort((left, right) => excess(right) - excess(left))[0] ?? rows.first!;
    return `${plural(rows.length, 'alert')} ${rows.length === 1 ? 'is' : 'are'} open; furthest beyond is: ${worst.text('rule_title')} (${whom(worst)}), ${number(worst.number('worst_value'))} where ${number(worst.number('limit_value'))} is the limit, since ${day(worst.number('opened_at'))}.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows]
        .filter(row => excess(row) > 0)
        .slice(0, 12)
        .map(row => ({
          name: `${row.text('mart_column')?.replaceAll('_', ' ')}, ${whom(row)}`,
          value: excess(row),
          text: `${number(Number(excess(row).toPrecision(3)))}× the limit`,
          goal: 1,
          colour: colour.warn,
        })),
      width,
    ),
  columns: ['rule_title', 'subject', 'worst_value', 'limit_value', 'opened_at'],
  empty: 'Everything that is watched is within its limits.',
};

/** The view that shows what an alert is about, filtered to its subject as far as filters go. */
const viewOf: Record<string, string> = {
  mart_customer_costs: 'customers',
  mart_cost_concentration: 'customers',
  mart_reasoning_daily: 'reasoning',
  mart_reasoning_regressions: 'reasoning',
  mart_hidden_tokens: 'reasoning',
  mart_cache_economics: 'cache',
  mart_retry_overhead: 'retries',
  mart_invoice_reconciliation: 'invoices',
  mart_capacity_windows: 'serving',
  mart_plan_windows: 'plans',
  mart_data_quality: 'overview',
  mart_daily_costs: 'overview',
  mart_spend_projection: 'projection',
};
const filterColumns = ['customer_id', 'llm_model', 'provider', 'feature'];

const behind =
  (scope: Scope) =>
  (row: Row): string => {
    const filters: Filter[] = (row.text('subject') ?? '')
      .split(', ')
      .map(part => part.split('=', 2))
      .filter(([column]) => filterColumns.includes(column!))
      .map(([column, value]) => ({ column: column!, value: value ?? '' }));
    return linkTo(scope.state, viewOf[row.text('mart') ?? ''] ?? 'data', {
      filters,
      ...(viewOf[row.text('mart') ?? ''] ? {} : { picks: { table: row.text('mart') ?? '' } }),
    });
  };

const list = (scope: Scope): Figure => ({
  id: 'alerts-list',
  title: 'All alerts',
  wide: true,
  query: { table, order: 'is_open.desc,opened_at.desc,rule_id,subject', limit: 500 },
  finding: ({ rows }) =>
    `${plural(rows.length, 'alert')} on record, the latest from ${instant([...rows].reduce((latest, row) => Math.max(latest, row.number('opened_at')), 0)).slice(0, 10)}.`,
  columns: [
    { name: 'rule_title', label: 'Alert', href: behind(scope) },
    { name: 'subject', label: 'About' },
    { name: 'mart_column', label: 'Watches' },
    { name: 'comparison', label: 'Opens' },
    { name: 'limit_value', label: 'Limit' },
    { name: 'opened_value', label: 'Opened at' },
    { name: 'worst_value', label: 'Worst' },
    { name: 'latest_value', label: 'Latest' },
    { name: 'is_open', label: 'Open' },
    { name: 'is_withdrawn', label: 'Withdrawn' },
    { name: 'opened_at', label: 'Since (UTC)' },
    { name: 'closed_at', label: 'Until (UTC)' },
    { name: 'delivered_at', label: 'Told (UTC)' },
  ],
  empty: 'No alert was ever opened.',
});
