import { columnsOverTime } from '../../charts/columns.ts';
import { bars } from '../../charts/ranking.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Figure, Section } from '../../frame/declare.ts';
import { money, moneyTick, plural } from '../../format/text.ts';
import { month } from '../../format/time.ts';
import { linkTo } from '../../state/state.ts';
import { partOf, points, requestsOf } from '../parts.ts';

/** One customer: what it costs day by day and model by model, and the way to its requests. */
export function inDepth(scope: Scope): Section[] {
  const id = scope.state.picks['customer'];
  if (!id) {
    return [];
  }
  const daily: Query = {
    table: 'mart_daily_costs',
    basis: 'chosen',
    where: { customer_id: `eq.${id}` },
    ignores: ['customer_id'],
    aggregate: ['cost_usd.sum', 'requests.sum', 'total_tokens.sum', 'unpriced_requests.sum'],
  };
  const overTime: Figure = {
    id: 'customer-days',
    title: `${id}: spend by day and model`,
    query: { ...daily, group: ['reporting_date', 'llm_model'] },
    totals: daily.aggregate!,
    finding: ({ totals }) =>
      `${id} cost ${money(totals!.decimal('cost_usd'))} in all for ${plural(totals!.whole('requests') ?? 0n, 'request')}.`,
    draw: ({ rows }, width) =>
      columnsOverTime({
        points: points(rows, 'reporting_date', 'llm_model', 'cost_usd'),
        width,
        grain: 'day',
        tick: moneyTick,
        write: moneyTick,
        label: 'USD',
      }),
    columns: [
      'reporting_date',
      { name: 'llm_model', href: row => requestsOf(scope, { customer_id: id, llm_model: row.text('llm_model') }) },
      'cost_usd',
      'requests',
      'total_tokens',
      'unpriced_requests',
    ],
  };
  const byFeature: Figure = {
    id: 'customer-features',
    title: `${id}: what for`,
    query: { ...daily, group: ['feature', 'llm_model'], order: 'cost_usd.desc' },
    totals: daily.aggregate!,
    finding: ({ rows, totals }) =>
      `${rows.first!.text('feature')} with ${rows.first!.text('llm_model')} makes ${partOf(rows.first!.decimal('cost_usd'), totals!.decimal('cost_usd'))} of it.`,
    draw: ({ rows }, width) =>
      bars(
        [...rows].slice(0, 8).map(row => ({
          name: `${row.text('feature')} · ${row.text('llm_model')}`,
          value: row.decimal('cost_usd') ? row.number('cost_usd') : 0,
          text: money(row.decimal('cost_usd')),
        })),
        width,
      ),
    columns: [
      { name: 'feature', href: row => requestsOf(scope, { customer_id: id, feature: row.text('feature') }) },
      'llm_model',
      'cost_usd',
      'requests',
      'total_tokens',
    ],
  };
  const byMonth: Figure = {
    id: 'customer-months',
    title: `${id}: what it pays, month by month`,
    query: {
      table: 'mart_customer_costs',
      basis: 'chosen',
      where: { customer_id: `eq.${id}` },
      ignores: ['customer_id'],
      order: 'month_date',
    },
    finding: ({ rows }) =>
      [...rows]
        .map(
          row => `${month(row.number('month_date'))}: pays ${money(row.decimal('revenue_usd'))}, costs ${money(row.decimal('cost_usd'))}`,
        )
        .join('; ') + '.',
    columns: [
      'month_date',
      'plan_id',
      'revenue_usd',
      'cost_usd',
      'margin_usd',
      'requests',
      'cost_rank',
      'loss_rank',
      'main_driver',
      'main_driver_excess_usd',
      'request_cost_p50_usd',
      'request_cost_p99_usd',
      'request_cost_max_usd',
    ],
  };
  return [
    {
      title: 'One customer in depth',
      figures: [overTime, byFeature, byMonth],
      custom: {
        id: 'customer-close',
        mount: () => {
          const link = document.createElement('a');
          link.textContent = 'Back to all customers';
          return {
            root: link,
            update: current => {
              link.href = linkTo(current.state, 'customers');
            },
          };
        },
      },
    },
  ];
}
