import { waterfall } from '../../charts/waterfall.ts';
import type { Figure } from '../../frame/declare.ts';
import { absolute } from '../../format/decimal.ts';
import { money } from '../../format/text.ts';
import { day } from '../../format/time.ts';

const parts: readonly (readonly [column: string, name: string, story: string])[] = [
  ['volume_usd', 'volume', 'more or fewer calls'],
  ['mix_usd', 'mix', 'calls that moved to other models, tiers and features'],
  ['new_usd', 'new', 'segments that are new'],
  ['ended_usd', 'ended', 'segments that ended'],
  ['price_usd', 'price', 'prices'],
  ['input_usd', 'input', 'longer or shorter prompts'],
  ['cache_usd', 'cache', 'caching'],
  ['visible_output_usd', 'output', 'longer or shorter answers'],
  ['reasoning_usd', 'reasoning', 'reasoning'],
  ['fees_usd', 'fees', 'fees'],
  ['retries_usd', 'retries', 'failed calls'],
];

export const change: Figure = {
  id: 'bill-change',
  title: 'Why the bill changed, week on week',
  wide: true,
  query: {
    table: 'mart_bill_change',
    time: 'period_date',
    where: { period_kind: 'eq.week' },
    group: ['period_date'],
    order: 'period_date.desc',
    aggregate: ['previous_cost_usd.sum', ...parts.map(([column]) => `${column}.sum`), 'cost_usd.sum', 'change_usd.sum', 'period_days.max'],
  },
  finding: ({ rows }) => {
    const week = rows.first!;
    const main = parts
      .map(([column, , story]) => ({ story, size: Math.abs(week.number(column)), value: week.decimal(column) }))
      .sort((left, right) => right.size - left.size)
      .slice(0, 2);
    const verb = week.number('change_usd') >= 0 ? 'rose' : 'fell';
    return (
      `In the week from ${day(week.number('period_date'))} the bill ${verb} by ${money(absolute(week.decimal('change_usd')))} to ${money(week.decimal('cost_usd'))}; ` +
      `the largest parts are ${main.map(part => `${part.story} (${money(part.value)})`).join(' and ')}.`
    );
  },
  draw: ({ rows }, width) => {
    const week = rows.first!;
    const step = (column: string, name: string, isTotal = false) => ({ name, amount: week.decimal(column), isTotal });
    return waterfall(
      [
        step('previous_cost_usd', 'week before', true),
        ...parts.map(([column, name]) => step(column, name)),
        step('cost_usd', 'this week', true),
      ],
      width,
    );
  },
  columns: [
    'period_date',
    'previous_cost_usd',
    ...parts.map(([column, name]) => ({ name: column, label: name })),
    'cost_usd',
    'change_usd',
    'period_days_max',
  ],
  empty: 'Two weeks with requests in one period are needed to tell a change.',
};
