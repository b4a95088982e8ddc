import type { Query } from '../../data/query.ts';
import type { Row } from '../../data/rows.ts';
import type { Tile } from '../../frame/declare.ts';
import { divide, type Decimal } from '../../format/decimal.ts';
import { count, money, moneyRound, plural } from '../../format/text.ts';

import { daysOf } from '../../state/period.ts';
import { linkTo } from '../../state/state.ts';
import { amountTile, partOf } from '../parts.ts';

export const costs = { table: 'mart_daily_costs', time: 'reporting_date', basis: 'chosen' } as const;
export const sums = ['cost_usd.sum', 'requests.sum', 'total_tokens.sum', 'unpriced_requests.sum'];
export const totals: Query = { ...costs, aggregate: sums };

export const spend: Tile = {
  id: 'spend',
  label: 'Spend',
  query: totals,
  compares: true,
  read: ({ rows, before }, scope) => {
    const cost = rows.first!.decimal('cost_usd');
    return amountTile(moneyRound(cost), cost, before?.first ?? null, 'cost_usd', `in ${plural(daysOf(scope.span), 'day')}`);
  },
};

export const requests: Tile = {
  id: 'requests',
  label: 'Requests',
  query: totals,
  compares: true,
  read: ({ rows, before }) =>
    amountTile(
      count(rows.first!.whole('requests')),
      rows.first!.decimal('requests'),
      before?.first ?? null,
      'requests',
      `${count(rows.first!.whole('total_tokens'))} tokens`,
    ),
};

export const perRequest: Tile = {
  id: 'per-request',
  label: 'Cost per request',
  query: totals,
  read: ({ rows }) => ({ value: money(perPriced(rows.first!)), note: 'spend ÷ priced requests' }),
};

export const perMillion: Tile = {
  id: 'per-million',
  label: 'Cost per million tokens',
  query: totals,
  read: ({ rows }) => {
    const cost = rows.first!.decimal('cost_usd');
    const tokens = rows.first!.whole('total_tokens');
    return {
      value: money(cost && tokens ? divide({ unscaled: cost.unscaled * 1_000_000n, scale: cost.scale }, tokens) : null),
      note: 'all meters together',
    };
  },
};

export const unpriced: Tile = {
  id: 'unpriced',
  label: 'Requests without a price',
  query: totals,
  read: ({ rows }) => {
    const unpricedRequests = rows.first!.whole('unpriced_requests') ?? 0n;
    return unpricedRequests === 0n
      ? { value: '0', note: 'every request is in the spend', tone: 'good' }
      : { value: count(unpricedRequests), note: 'in no cost on this page', tone: 'warn' };
  },
};

export const agreed: Tile = {
  id: 'agreed',
  label: 'Agreed by invoices',
  query: { table: 'mart_daily_costs', time: 'reporting_date', basis: 'list', aggregate: ['cost_usd.sum'] },
  more: {
    reconciled: {
      table: 'mart_daily_costs',
      time: 'reporting_date',
      basis: 'list',
      where: { cost_evidence: 'eq.reconciled' },
      aggregate: ['cost_usd.sum'],
    },
  },
  read: ({ rows, more }) => ({
    value: partOf(more['reconciled']!.first!.decimal('cost_usd'), rows.first!.decimal('cost_usd')),
    note: 'of the spend at list prices: the invoice of the day and model says the same',
  }),
};

export const invoices: Tile = {
  id: 'invoiced',
  label: 'Billed beyond the logs',
  query: {
    table: 'mart_invoice_reconciliation',
    time: 'period_start_date',
    aggregate: ['residual_usd.sum', 'billed_cost_usd.sum', 'unknown_usd.sum', 'absolute_residual_usd.sum'],
  },
  read: ({ rows }, scope) => {
    const row = rows.first!;
    const unexplained = row.decimal('unknown_usd');
    return row.decimal('billed_cost_usd') === null
      ? { value: 'No invoice' }
      : {
          value: money(row.decimal('residual_usd')),
          note: `of ${moneyRound(row.decimal('billed_cost_usd'))} billed; ${money(unexplained)} of it unexplained`,
          ...(unexplained?.unscaled === 0n ? {} : { tone: 'warn' as const }),
          href: linkTo(scope.state, 'invoices'),
        };
  },
};

export const alerts: Tile = {
  id: 'alerts',
  label: 'Open alerts',
  query: { table: 'mart_alerts', aggregate: ['rows', 'is_open.true'] },
  read: ({ rows }, scope) => {
    const open = rows.first!.whole('is_open_true') ?? 0n;
    return {
      value: count(open),
      note: `of ${count(rows.first!.whole('rows'))} on record`,
      tone: open > 0n ? 'warn' : 'good',
      href: linkTo(scope.state, 'alerts'),
    };
  },
};

export const perPriced = (row: Row): Decimal | null => {
  const cost = row.decimal('cost_usd');
  const priced = (row.whole('requests') ?? 0n) - (row.whole('unpriced_requests') ?? 0n);
  return cost && divide(cost, priced);
};
