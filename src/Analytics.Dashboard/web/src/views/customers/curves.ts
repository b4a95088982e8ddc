import { lorenz, rankPlot } from '../../charts/concentration.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Figure } from '../../frame/declare.ts';
import { divide } from '../../format/decimal.ts';
import { count, money, number, share, times } from '../../format/text.ts';

import { address } from '../../state/state.ts';

export const monthly = { table: 'mart_customer_costs', month: 'month_date', basis: 'chosen' } as const;
export const concentration: Query = {
  table: 'mart_cost_concentration',
  month: 'month_date',
  basis: 'chosen',
  where: { dimension: 'eq.customer' },
};

export const round = (value: number): number => Math.round(value * 100) / 100;

const curveOf = (kind: string): Query => ({
  table: 'mart_lorenz_points',
  month: 'month_date',
  basis: 'chosen',
  where: { dimension: 'eq.customer', curve: `eq.${kind}` },
  order: 'point',
});

export const ranks = (scope: Scope): Figure => ({
  id: 'ranks',
  title: 'The hockey stick: cost by rank',
  query: { ...curveOf('rank'), select: ['point', 'member_id', 'cost_usd', 'member_rank', 'cumulative_cost_share'] },
  more: { concentration, marked: { ...monthly, where: { is_underwater: 'eq.true' }, select: ['customer_id'] } },
  finding: ({ rows, more }) => {
    const row = more['concentration']!.first;
    const [first, second] = [rows.first, rows.length > 1 ? rows.row(1) : null];
    const ratio =
      first &&
      second &&
      first.decimal('cost_usd') &&
      second.decimal('cost_usd') &&
      divide(first.decimal('cost_usd')!, second.decimal('cost_usd')!);
    return (
      `${first?.text('member_id')} alone makes ${share(row?.number('largest_member_share') ?? null)} of what customers cost` +
      (ratio ? `, ${times(first!.number('cost_usd') / second!.number('cost_usd'))} the second.` : '.')
    );
  },
  draw: ({ rows, more }, width) => {
    const marked = new Set([...more['marked']!].map(row => row.text('customer_id')));
    const row = more['concentration']!.first;
    return rankPlot(
      [...rows].map(point => ({
        rank: point.number('member_rank'),
        value: point.number('cost_usd'),
        name: point.text('member_id') ?? '',
        text: money(point.decimal('cost_usd')),
        isMarked: marked.has(point.text('member_id')),
      })),
      width,
      Number((row?.whole('zero_cost_members') ?? 0n) + (row?.whole('negative_cost_members') ?? 0n)),
      'customers',
    );
  },
  columns: [
    { name: 'member_rank', label: 'Rank' },
    { name: 'member_id', label: 'Customer', href: row => address({ ...scope.state, picks: { customer: row.text('member_id') ?? '' } }) },
    'cost_usd',
    'cumulative_cost_share',
  ],
});

export const curve: Figure = {
  id: 'lorenz',
  title: 'How unequal: the Lorenz curve',
  query: { ...curveOf('lorenz'), select: ['point', 'member_share', 'cumulative_cost_share', 'cost_usd'] },
  more: { concentration },
  finding: ({ more }) => {
    const row = more['concentration']!.first!;
    return (
      `The dearest tenth of ${count(row.whole('members'))} customers makes ${share(row.number('top_10_percent_share'))} of the cost; ` +
      `the Gini coefficient is ${number(round(row.number('gini_corrected')))}, where 0 is equal and 1 is one customer alone` +
      (row.decimal('negative_cost_usd')?.unscaled === 0n
        ? '.'
        : `; ${count(row.whole('negative_cost_members'))} with a negative cost are left out.`)
    );
  },
  draw: ({ rows }, width) =>
    lorenz(
      [...rows].map(row => ({ members: row.number('member_share'), cost: row.number('cumulative_cost_share') })),
      width,
      'customers',
    ),
  columns: [
    { name: 'member_share', label: 'Share of customers' },
    'cumulative_cost_share',
    { name: 'cost_usd', label: 'Cost of this one' },
  ],
};
