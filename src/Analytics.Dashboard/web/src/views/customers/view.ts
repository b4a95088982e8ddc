import { bars } from '../../charts/ranking.ts';
import { colour } from '../../charts/theme.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Row } from '../../data/rows.ts';
import type { Figure, Tile, View } from '../../frame/declare.ts';
import { count, money, moneyRound, number, plural, share } from '../../format/text.ts';

import { address } from '../../state/state.ts';
import { requestsOf } from '../parts.ts';
import { concentration, curve, monthly, ranks, round } from './curves.ts';
import { inDepth } from './depth.ts';

const losers: Query = {
  ...monthly,
  where: { is_underwater: 'eq.true' },
  aggregate: ['rows', 'margin_usd.sum', 'cost_usd.sum', 'revenue_usd.sum'],
};
export const customers: View = {
  id: 'customers',
  title: 'Customers',
  question: 'Who are the few that cost most, and do they pay for it?',
  group: 'Money',
  controls: { time: 'month', basis: 'mart_customer_costs' },
  sections: scope => [{ tiles: [inAll, underwater, top, gini] }, ...inDepth(scope), { figures: [margins(scope), ranks(scope), curve] }],
};

const inAll: Tile = {
  id: 'customers',
  label: 'Customers with requests',
  query: { ...monthly, aggregate: ['rows', 'cost_usd.sum', 'revenue_usd.sum'] },
  read: ({ rows }) => ({
    value: count(rows.first!.whole('rows')),
    note: `cost ${moneyRound(rows.first!.decimal('cost_usd'))}, pay ${moneyRound(rows.first!.decimal('revenue_usd'))}`,
  }),
};

const underwater: Tile = {
  id: 'underwater',
  label: 'Cost more than they pay',
  query: losers,
  read: ({ rows }) => {
    const lost = rows.first!.whole('rows') ?? 0n;
    return {
      value: count(lost),
      note: lost > 0n ? `together ${money(rows.first!.decimal('margin_usd'))}` : 'none',
      tone: lost > 0n ? 'bad' : 'good',
    };
  },
};

const top: Tile = {
  id: 'top-share',
  label: 'Share of the dearest 1 %',
  query: concentration,
  read: ({ rows }) => {
    const row = rows.first!;
    return {
      value: share(row.number('top_1_percent_share')),
      note: `95 % of months like it: ${share(row.number('top_1_percent_low_share'))} to ${share(row.number('top_1_percent_high_share'))}`,
    };
  },
};

const gini: Tile = {
  id: 'gini',
  label: 'Gini of cost',
  query: concentration,
  read: ({ rows }) => ({
    value: number(round(rows.first!.number('gini_corrected'))),
    note: `as if ${number(round(rows.first!.number('effective_members')))} customers of ${count(rows.first!.whole('members'))} shared the cost evenly`,
  }),
};

const margins = (scope: Scope): Figure => ({
  id: 'margins',
  title: 'Who pays what, and costs what',
  wide: true,
  opens: true,
  query: {
    ...monthly,
    order: 'loss_rank,customer_id',
    limit: 5_000,
    select: [
      'customer_id',
      'customer_name',
      'plan_id',
      'revenue_usd',
      'cost_usd',
      'margin_usd',
      'cost_to_revenue_ratio',
      'requests',
      'unpriced_requests',
      'cost_share',
      'main_driver',
      'request_cost_p50_usd',
      'request_cost_max_usd',
      'cost_change_usd',
      'is_underwater',
      'loss_rank',
      'cost_rank',
    ],
  },
  more: { losers },
  totals: ['revenue_usd.sum', 'cost_usd.sum', 'margin_usd.sum', 'requests.sum', 'unpriced_requests.sum'],
  finding: ({ rows, more }) => {
    const worst = rows.first!;
    const lost = more['losers']!.first!.whole('rows') ?? 0n;
    return lost === 0n
      ? 'Every customer whose revenue is known pays more than it costs.'
      : `${nameOf(worst)} pays ${money(worst.decimal('revenue_usd'))} and costs ${money(worst.decimal('cost_usd'))}${driver(worst)}; ` +
          `${plural(lost, 'customer')} of ${count(rows.length)} ${lost === 1n ? 'costs' : 'cost'} more than ${lost === 1n ? 'it pays' : 'they pay'}.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 10).map(row => ({
        name: nameOf(row),
        value: row.decimal('margin_usd') ? row.number('margin_usd') : 0,
        text: money(row.decimal('margin_usd')),
        colour: row.number('margin_usd') < 0 ? colour.loss : colour.revenue,
      })),
      width,
    ),
  columns: [
    {
      name: 'customer_id',
      label: 'Customer',
      write: nameOf,
      href: row => address({ ...scope.state, picks: { customer: row.text('customer_id')! } }),
    },
    'plan_id',
    { name: 'revenue_usd', label: 'Pays' },
    { name: 'cost_usd', label: 'Costs' },
    { name: 'margin_usd', label: 'Margin' },
    { name: 'cost_to_revenue_ratio', label: 'Cost ÷ pay' },
    'requests',
    'unpriced_requests',
    'cost_share',
    'main_driver',
    { name: 'request_cost_p50_usd', label: 'Median request' },
    { name: 'request_cost_max_usd', label: 'Dearest request' },
    { name: 'cost_change_usd', label: 'Against the month before' },
    { name: 'is_underwater', label: 'Underwater' },
    {
      name: 'requests_link',
      label: 'Calls',
      write: () => 'Requests',
      href: row => requestsOf(scope, { customer_id: row.text('customer_id') }),
    },
  ],
});

const nameOf = (row: Row): string => row.text('customer_name') ?? row.text('customer_id') ?? '(not reported)';

const driver = (row: Row): string => {
  const name = row.text('main_driver');
  return name === null
    ? ''
    : name === 'requests'
      ? ', most of it for the number of its requests'
      : `, most of it for ${name.replaceAll('_', ' ')}`;
};
