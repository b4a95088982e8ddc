import { bars } from '../charts/ranking.ts';
import { rankPlot } from '../charts/concentration.ts';
import { colour } from '../charts/theme.ts';
import type { Query } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Tile, View } from '../frame/declare.ts';
import { count, money, number, plural, share, times } from '../format/text.ts';
import { absolute } from '../format/decimal.ts';
import { instant, month } from '../format/time.ts';

const tailsOf = { table: 'mart_tail_risk', month: 'month_date' } as const;
const all: Query = { ...tailsOf, where: { llm_model: 'eq.(all)' }, order: 'measure' };
const concentration: Query = { table: 'mart_cost_concentration', month: 'month_date', where: { dimension: 'eq.request' }, basis: 'list' };
const marginHours = { table: 'mart_margin_windows', month: 'month_date', basis: 'list' } as const;

const measures: Record<string, string> = {
  tokens: 'tokens',
  list_cost: 'list price',
  resource_cost: 'cost to serve',
  peak_cost_10s: 'peaks of 10 s',
  peak_cost_60s: 'peaks of 1 min',
  peak_cost_300s: 'peaks of 5 min',
};
const families: Record<string, string> = {
  power_law: 'a power law',
  truncated_power_law: 'a power law with an end',
  lognormal: 'a lognormal',
  lognormal_or_truncated: 'a lognormal or a power law with an end',
  none: 'none of the families',
};
const nameOf = (measure: string): string => {
  const own = measure.replace(/^customer_/, '');
  return (measure === own ? 'request: ' : 'customer: ') + (measures[own] ?? own);
};

export const tails: View = {
  id: 'tails',
  title: 'Tails',
  question: 'How far does the worst case reach, and is cost fatter than tokens?',
  group: 'Serving',
  controls: { time: 'month' },
  sections: () => [{ tiles: [dearest, top, cvar, wiped] }, { figures: [tailTable, shares, requestRanks, worstHours] }],
};

const listCost: Query = { ...tailsOf, where: { llm_model: 'eq.(all)', measure: 'eq.list_cost' } };
const dearest: Tile = {
  id: 'dearest',
  label: 'Dearest request',
  query: listCost,
  read: ({ rows }) => ({
    value: dollars(rows.first!.number('largest_value')),
    note: `the median costs ${dollars(rows.first!.number('p50_value'))}`,
  }),
};
const top: Tile = {
  id: 'request-top',
  label: 'The dearest 1 % of requests',
  query: listCost,
  read: ({ rows }) => ({ value: share(rows.first!.number('top_1_percent_share')), note: 'of what all requests cost' }),
};
const cvar: Tile = {
  id: 'cvar',
  label: 'Mean of the dearest 1 %',
  query: listCost,
  read: ({ rows }) => ({
    value: dollars(rows.first!.number('cvar_99_value')),
    note: `${times(rows.first!.number('cvar_99_ratio'))} the mean request`,
  }),
};
const wiped: Tile = {
  id: 'wiped',
  label: 'Margin wiped out by 1 % of hours',
  query: { ...marginHours, aggregate: ['worst_windows_wiped_share.max', 'is_loss.true', 'rows'] },
  read: ({ rows }) => {
    const lost = rows.first!.number('worst_windows_wiped_share_max');
    return {
      value: share(Number.isNaN(lost) ? null : lost),
      note: `of what all other hours earn; ${count(rows.first!.whole('is_loss_true'))} of ${count(rows.first!.whole('rows'))} hours and plans lost money`,
      tone: lost > 0.05 ? 'bad' : 'warn',
    };
  },
};

const dollars = (value: number): string => money(Number.isNaN(value) ? null : { unscaled: BigInt(Math.round(value * 1e6)), scale: 6 });

const valueOf =
  (column: string) =>
  (row: Row): string =>
    row.text('unit') === 'USD' ? dollars(row.number(column)) : number(row.number(column));

const tailTable: Figure = {
  id: 'tail-table',
  title: 'Every tail: family, weight and reach',
  wide: true,
  query: all,
  finding: ({ rows }) => {
    const list = [...rows].find(row => row.text('measure') === 'list_cost');
    const fatter = [...rows].filter(row => row.is('is_fatter_than_tokens')).map(row => nameOf(row.text('measure')!));
    return (
      `The list price of a request follows ${families[list?.text('tail_family') ?? ''] ?? 'no family that could be told'} in its tail; ` +
      (fatter.length > 0
        ? `fatter than that of tokens are: ${fatter.join(', ')}.`
        : 'no cost has a tail that is surely fatter than that of the tokens it comes from.')
    );
  },
  columns: [
    { name: 'measure', write: row => nameOf(row.text('measure')!) },
    { name: 'tail_family', label: 'Family', write: row => families[row.text('tail_family') ?? ''] ?? 'too few to tell' },
    { name: 'requests', label: 'Members' },
    { name: 'p50_value', label: 'Median', write: valueOf('p50_value') },
    { name: 'p99_value', label: '99 %', write: valueOf('p99_value') },
    { name: 'p999_value', label: '99.9 %', write: valueOf('p999_value') },
    { name: 'largest_value', label: 'Largest', write: valueOf('largest_value') },
    { name: 'cvar_99_value', label: 'Mean of worst 1 %', write: valueOf('cvar_99_value') },
    { name: 'top_1_percent_share', label: 'Share of worst 1 %' },
    'gini',
    { name: 'hill_index', label: 'Tail index' },
    { name: 'hill_index_low', label: 'At least' },
    { name: 'hill_index_high', label: 'At most' },
    'alpha',
    { name: 'bootstrap_p', label: 'p of the law' },
    'max_to_sum_ratio',
    { name: 'running_mean_drift', label: 'Drift of the mean' },
    { name: 'is_fatter_than_tokens', label: 'Fatter than tokens' },
  ],
  empty: 'The month has too few requests to speak of tails.',
};

const shares: Figure = {
  id: 'tail-shares',
  title: 'What the worst 1 % hold',
  query: { ...all, order: 'top_1_percent_share.desc' },
  finding: ({ rows }) =>
    `By ${nameOf(rows.first!.text('measure')!)} the first 1 % hold ${share(rows.first!.number('top_1_percent_share'))}; by request: tokens they hold ${share([...rows].find(row => row.text('measure') === 'tokens')?.number('top_1_percent_share') ?? null)}.`,
  draw: ({ rows }, width) =>
    bars(
      [...rows].map(row => ({
        name: nameOf(row.text('measure')!),
        value: row.number('top_1_percent_share'),
        text: share(row.number('top_1_percent_share')),
        ...(row.text('measure')!.endsWith('tokens') ? { colour: colour.other } : {}),
      })),
      width,
    ),
  columns: [
    { name: 'measure', write: row => nameOf(row.text('measure')!) },
    { name: 'top_1_percent_share', label: 'Share' },
    'requests',
    'cvar_99_ratio',
    'coefficient_of_variation',
  ],
};

const requestRanks: Figure = {
  id: 'request-ranks',
  title: 'Requests by rank',
  query: {
    table: 'mart_lorenz_points',
    month: 'month_date',
    basis: 'list',
    where: { dimension: 'eq.request', curve: 'eq.rank' },
    order: 'point',
    select: ['point', 'member_rank', 'member_id', 'cost_usd', 'cumulative_cost_share'],
    limit: 3_000,
  },
  more: { concentration },
  finding: ({ rows, more }) => {
    const members = more['concentration']!.first;
    return `${plural(rows.length, 'point')} stand for ${count(members?.whole('members') ?? null)} requests that cost something: all of the first thousand, then ever fewer; the dearest costs ${money(rows.first!.decimal('cost_usd'))}.`;
  },
  draw: ({ rows, more }, width) => {
    const row = more['concentration']!.first;
    const drawing = rankPlot(
      [...rows].map(point => ({
        rank: point.number('member_rank'),
        value: point.number('cost_usd'),
        name: '',
        text: money(point.decimal('cost_usd')),
      })),
      width,
      Number(row?.whole('zero_cost_members') ?? 0n),
      'requests',
    );
    return drawing;
  },
  columns: [{ name: 'member_rank', label: 'Rank' }, { name: 'member_id', label: 'Request' }, 'cost_usd', 'cumulative_cost_share'],
};

const worstHours: Figure = {
  id: 'worst-hours',
  title: 'The hours that cost the margin',
  wide: true,
  query: {
    ...marginHours,
    where: { is_worst_percent: 'eq.true' },
    order: 'loss_rank',
    limit: 200,
    select: [
      'loss_rank',
      'hour_start',
      'plan_id',
      'dearest_customer_id',
      'dearest_customer_share',
      'revenue_usd',
      'cost_usd',
      'margin_usd',
      'customers',
      'requests',
      'unpriced_requests',
      'worst_windows_wiped_share',
      'month_date',
    ],
  },
  totals: ['revenue_usd.sum', 'cost_usd.sum', 'margin_usd.sum', 'requests.sum'],
  finding: ({ rows, totals }) =>
    `${plural(rows.length, 'hour')} of ${month(rows.first!.number('month_date'))} lost ${money(absolute(totals!.decimal('margin_usd')))}, ${share(rows.first!.number('worst_windows_wiped_share'))} of what all others earned; the worst began at ${instant(rows.first!.number('hour_start')).slice(0, 16)} UTC with ${rows.first!.text('dearest_customer_id')}.`,
  columns: [
    { name: 'loss_rank', label: 'Rank' },
    { name: 'hour_start', label: 'Hour (UTC)' },
    { name: 'plan_id', label: 'Plan' },
    { name: 'dearest_customer_id', label: 'Dearest customer' },
    { name: 'dearest_customer_share', label: 'Its share' },
    'revenue_usd',
    'cost_usd',
    'margin_usd',
    'customers',
    'requests',
    'unpriced_requests',
  ],
  empty: 'No hour of the month has revenue or requests.',
};
