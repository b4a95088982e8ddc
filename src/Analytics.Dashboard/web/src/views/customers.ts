import { columnsOverTime } from '../charts/columns.ts';
import { lorenz, rankPlot } from '../charts/concentration.ts';
import { bars } from '../charts/ranking.ts';
import { colour } from '../charts/theme.ts';
import type { Query, Scope } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Section, Tile, View } from '../frame/declare.ts';
import { divide } from '../format/decimal.ts';
import { count, money, moneyRound, moneyTick, number, plural, share, times } from '../format/text.ts';
import { month } from '../format/time.ts';
import { address, linkTo } from '../state/state.ts';
import { partOf, points, requestsOf } from './parts.ts';

const monthly = { table: 'mart_customer_costs', month: 'month_date', basis: 'chosen' } as const;
const losers: Query = { ...monthly, where: { is_underwater: 'eq.true' }, aggregate: ['rows', 'margin_usd.sum', 'cost_usd.sum', 'revenue_usd.sum'] };
const concentration: Query = { table: 'mart_cost_concentration', month: 'month_date', basis: 'chosen', where: { dimension: 'eq.customer' } };

export const customers: View = {
  id: 'customers',
  title: 'Customers',
  question: 'Who are the few that cost most, and do they pay for it?',
  group: 'Money',
  controls: { time: 'month', basis: true },
  sections: scope => [
    { tiles: [inAll, underwater, top, gini] },
    ...inDepth(scope),
    { figures: [margins(scope), ranks(scope), curve] },
  ],
};

const inAll: Tile = {
  id: 'customers', label: 'Customers with requests', query: { ...monthly, aggregate: ['rows', 'cost_usd.sum', 'revenue_usd.sum'] },
  read: ({ rows }) => ({
    value: count(rows.first!.whole('rows')),
    note: `cost ${moneyRound(rows.first!.decimal('cost_usd'))}, pay ${moneyRound(rows.first!.decimal('revenue_usd'))}`,
  }),
};

const underwater: Tile = {
  id: 'underwater', label: 'Cost more than they pay', query: losers,
  read: ({ rows }) => {
    const lost = rows.first!.whole('rows') ?? 0n;
    return { value: count(lost), note: lost > 0n ? `together ${money(rows.first!.decimal('margin_usd'))}` : 'none', tone: lost > 0n ? 'bad' : 'good' };
  },
};

const top: Tile = {
  id: 'top-share', label: 'Share of the dearest 1 %', query: concentration,
  read: ({ rows }) => {
    const row = rows.first!;
    return {
      value: share(row.number('top_1_percent_share')),
      note: `95 % of months like it: ${share(row.number('top_1_percent_low_share'))} to ${share(row.number('top_1_percent_high_share'))}`,
    };
  },
};

const gini: Tile = {
  id: 'gini', label: 'Gini of cost', query: concentration,
  read: ({ rows }) => ({
    value: number(round(rows.first!.number('gini_corrected'))),
    note: `as if ${number(round(rows.first!.number('effective_members')))} customers of ${count(rows.first!.whole('members'))} shared the cost evenly`,
  }),
};

const round = (value: number): number => Math.round(value * 100) / 100;

const margins = (scope: Scope): Figure => ({
  id: 'margins', title: 'Who pays what, and costs what', wide: true, opens: true,
  query: {
    ...monthly, order: 'loss_rank,customer_id', limit: 5_000,
    select: [
      'customer_id', 'customer_name', 'plan_id', 'revenue_usd', 'cost_usd', 'margin_usd', 'cost_to_revenue_ratio', 'requests', 'unpriced_requests',
      'cost_share', 'main_driver', 'request_cost_p50_usd', 'request_cost_max_usd', 'cost_change_usd', 'is_underwater', 'loss_rank', 'cost_rank',
    ],
  },
  more: { losers },
  totals: ['revenue_usd.sum', 'cost_usd.sum', 'margin_usd.sum', 'requests.sum', 'unpriced_requests.sum'],
  finding: ({ rows, more }) => {
    const worst = rows.first!;
    const lost = more['losers']!.first!.whole('rows') ?? 0n;
    return lost === 0n
      ? 'Every customer whose revenue is known pays more than it costs.'
      : `${nameOf(worst)} pays ${money(worst.decimal('revenue_usd'))} and costs ${money(worst.decimal('cost_usd'))}, most of it ${driver(worst)}; `
        + `${plural(lost, 'customer')} of ${count(rows.length)} ${lost === 1n ? 'costs' : 'cost'} more than ${lost === 1n ? 'it pays' : 'they pay'}.`;
  },
  draw: ({ rows }, width) => bars([...rows].slice(0, 10).map(row => ({
    name: nameOf(row), value: row.decimal('margin_usd') ? row.number('margin_usd') : 0, text: money(row.decimal('margin_usd')),
    colour: row.number('margin_usd') < 0 ? colour.loss : colour.revenue,
  })), width),
  columns: [
    { name: 'customer_id', label: 'Customer', write: nameOf, href: row => address({ ...scope.state, picks: { customer: row.text('customer_id')! } }) },
    'plan_id', { name: 'revenue_usd', label: 'Pays' }, { name: 'cost_usd', label: 'Costs' }, { name: 'margin_usd', label: 'Margin' },
    { name: 'cost_to_revenue_ratio', label: 'Cost ÷ pay' }, 'requests', 'unpriced_requests', 'cost_share', 'main_driver',
    { name: 'request_cost_p50_usd', label: 'Median request' }, { name: 'request_cost_max_usd', label: 'Dearest request' },
    { name: 'cost_change_usd', label: 'Against the month before' }, { name: 'is_underwater', label: 'Underwater' },
    { name: 'requests_link', label: 'Calls', write: () => 'Requests', href: row => requestsOf(scope, { customer_id: row.text('customer_id') }) },
  ],
});

const nameOf = (row: Row): string => row.text('customer_name') ?? row.text('customer_id') ?? '(not reported)';

const driver = (row: Row): string => {
  const name = row.text('main_driver');
  return name === null ? 'spread over all meters' : name === 'requests' ? 'for the number of its requests' : `for ${name.replaceAll('_', ' ')}`;
};

const curveOf = (kind: string): Query => ({
  table: 'mart_lorenz_points', month: 'month_date', basis: 'chosen', where: { dimension: 'eq.customer', curve: `eq.${kind}` }, order: 'point',
});

const ranks = (scope: Scope): Figure => ({
  id: 'ranks', title: 'The hockey stick: cost by rank',
  query: { ...curveOf('rank'), select: ['point', 'member_id', 'cost_usd', 'member_rank', 'cumulative_cost_share'] },
  more: { concentration, marked: { ...monthly, where: { is_underwater: 'eq.true' }, select: ['customer_id'] } },
  finding: ({ rows, more }) => {
    const row = more['concentration']!.first;
    const [first, second] = [rows.first, rows.length > 1 ? rows.row(1) : null];
    const ratio = first && second && first.decimal('cost_usd') && second.decimal('cost_usd') && divide(first.decimal('cost_usd')!, second.decimal('cost_usd')!);
    return `${first?.text('member_id')} alone makes ${share(row?.number('largest_member_share') ?? null)} of what customers cost`
      + (ratio ? `, ${times(first!.number('cost_usd') / second!.number('cost_usd'))} the second.` : '.');
  },
  draw: ({ rows, more }, width) => {
    const marked = new Set([...more['marked']!].map(row => row.text('customer_id')));
    const row = more['concentration']!.first;
    return rankPlot([...rows].map(point => ({
      rank: point.number('member_rank'), value: point.number('cost_usd'), name: point.text('member_id') ?? '', text: money(point.decimal('cost_usd')),
      isMarked: marked.has(point.text('member_id')),
    })), width, Number((row?.whole('zero_cost_members') ?? 0n) + (row?.whole('negative_cost_members') ?? 0n)), 'customers');
  },
  columns: [
    { name: 'member_rank', label: 'Rank' }, { name: 'member_id', label: 'Customer', href: row => address({ ...scope.state, picks: { customer: row.text('member_id') ?? '' } }) },
    'cost_usd', 'cumulative_cost_share',
  ],
});

const curve: Figure = {
  id: 'lorenz', title: 'How unequal: the Lorenz curve',
  query: { ...curveOf('lorenz'), select: ['point', 'member_share', 'cumulative_cost_share', 'cost_usd'] },
  more: { concentration },
  finding: ({ more }) => {
    const row = more['concentration']!.first!;
    return `The dearest tenth of ${count(row.whole('members'))} customers makes ${share(row.number('top_10_percent_share'))} of the cost; `
      + `the Gini coefficient is ${number(round(row.number('gini_corrected')))}, where 0 is equal and 1 is one customer alone`
      + (row.decimal('negative_cost_usd')?.unscaled === 0n ? '.' : `; ${count(row.whole('negative_cost_members'))} with a negative cost are left out.`);
  },
  draw: ({ rows }, width) => lorenz([...rows].map(row => ({ members: row.number('member_share'), cost: row.number('cumulative_cost_share') })), width, 'customers'),
  columns: [{ name: 'member_share', label: 'Share of customers' }, 'cumulative_cost_share', { name: 'cost_usd', label: 'Cost of this one' }],
};

/** One customer: what it costs day by day and model by model, and the way to its requests. */
function inDepth(scope: Scope): Section[] {
  const id = scope.state.picks['customer'];
  if (!id) {
    return [];
  }
  const daily: Query = {
    table: 'mart_daily_costs', basis: 'chosen', where: { customer_id: `eq.${id}` }, ignores: ['customer_id'],
    aggregate: ['cost_usd.sum', 'requests.sum', 'total_tokens.sum', 'unpriced_requests.sum'],
  };
  const overTime: Figure = {
    id: 'customer-days', title: `${id}: spend by day and model`, query: { ...daily, group: ['reporting_date', 'llm_model'] }, totals: daily.aggregate!,
    finding: ({ totals }) => `${id} cost ${money(totals!.decimal('cost_usd'))} in all for ${plural(totals!.whole('requests') ?? 0n, 'request')}.`,
    draw: ({ rows }, width) => columnsOverTime({
      points: points(rows, 'reporting_date', 'llm_model', 'cost_usd'), width, grain: 'day', tick: moneyTick, write: moneyTick, label: 'USD',
    }),
    columns: ['reporting_date', { name: 'llm_model', href: row => requestsOf(scope, { customer_id: id, llm_model: row.text('llm_model') }) }, 'cost_usd', 'requests', 'total_tokens', 'unpriced_requests'],
  };
  const byFeature: Figure = {
    id: 'customer-features', title: `${id}: what for`, query: { ...daily, group: ['feature', 'llm_model'], order: 'cost_usd.desc' }, totals: daily.aggregate!,
    finding: ({ rows, totals }) => `${rows.first!.text('feature')} with ${rows.first!.text('llm_model')} makes ${partOf(rows.first!.decimal('cost_usd'), totals!.decimal('cost_usd'))} of it.`,
    draw: ({ rows }, width) => bars([...rows].slice(0, 8).map(row => ({
      name: `${row.text('feature')} · ${row.text('llm_model')}`, value: row.decimal('cost_usd') ? row.number('cost_usd') : 0, text: money(row.decimal('cost_usd')),
    })), width),
    columns: [{ name: 'feature', href: row => requestsOf(scope, { customer_id: id, feature: row.text('feature') }) }, 'llm_model', 'cost_usd', 'requests', 'total_tokens'],
  };
  const byMonth: Figure = {
    id: 'customer-months', title: `${id}: what it pays, month by month`,
    query: { table: 'mart_customer_costs', basis: 'chosen', where: { customer_id: `eq.${id}` }, ignores: ['customer_id'], order: 'month_date' },
    finding: ({ rows }) => [...rows].map(row => `${month(row.number('month_date'))}: pays ${money(row.decimal('revenue_usd'))}, costs ${money(row.decimal('cost_usd'))}`).join('; ') + '.',
    columns: ['month_date', 'plan_id', 'revenue_usd', 'cost_usd', 'margin_usd', 'requests', 'cost_rank', 'loss_rank', 'main_driver', 'main_driver_excess_usd', 'request_cost_p50_usd', 'request_cost_p99_usd', 'request_cost_max_usd'],
  };
  return [{
    title: 'One customer in depth',
    figures: [overTime, byFeature, byMonth],
    custom: {
      id: 'customer-close',
      mount: () => {
        const link = document.createElement('a');
        link.textContent = 'Back to all customers';
        return { root: link, update: current => { link.href = linkTo(current.state, 'customers'); } };
      },
    },
  }];
}
