import { bars } from '../../charts/ranking.ts';
import type { Figure } from '../../frame/declare.ts';
import { divide, subtract, toNumber } from '../../format/decimal.ts';
import { money, share } from '../../format/text.ts';
import { month } from '../../format/time.ts';

export const tasks = { table: 'mart_resolved_costs', time: 'month_date' } as const;

export const resolvedCosts: Figure = {
  id: 'resolved-costs',
  title: 'Cost per resolved task, by route',
  wide: true,
  totals: ['tasks.sum', 'resolved_tasks.sum', 'requests.sum', 'human_minutes.sum', 'model_cost_usd.sum', 'human_cost_usd.sum'],
  query: {
    ...tasks,
    order: 'month_date.desc,feature,cost_per_resolved_usd.desc',
    select: [
      'month_date',
      'benchmark',
      'feature',
      'difficulty',
      'route',
      'tasks',
      'resolved_tasks',
      'resolved_share',
      'resolved_low_share',
      'resolved_high_share',
      'requests',
      'human_minutes',
      'model_cost_usd',
      'human_cost_usd',
      'model_cost_per_task_usd',
      'model_cost_per_resolved_usd',
      'cost_per_resolved_usd',
      'cost_per_resolved_low_usd',
      'cost_per_resolved_high_usd',
      'unknown_outcome_tasks',
      'unknown_cost_tasks',
    ],
  },
  finding: ({ rows }) => {
    const [dear, cheap] = [...rows]
      .filter(row => row.decimal('cost_per_resolved_usd') !== null)
      .sort((left, right) => right.number('cost_per_resolved_usd') - left.number('cost_per_resolved_usd'))
      .flatMap((row, index, all) => (index === 0 || index === all.length - 1 ? [row] : []));
    return cheap && dear
      ? `A resolved task costs ${money(dear.decimal('cost_per_resolved_usd'))} with ${dear.text('route')} (${month(dear.number('month_date'))}) and ${money(cheap.decimal('cost_per_resolved_usd'))} with ${cheap.text('route')} (${month(cheap.number('month_date'))}), people included; they resolve ${share(dear.number('resolved_share'))} and ${share(cheap.number('resolved_share'))}.`
      : 'For no route are both cost and outcome known.';
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows]
        .filter(row => row.decimal('cost_per_resolved_usd') !== null)
        .map(row => ({
          name: `${row.text('feature')}, ${row.text('route')}, ${month(row.number('month_date'))}`,
          value: row.number('cost_per_resolved_usd'),
          text: money(row.decimal('cost_per_resolved_usd')),
        })),
      width,
    ),
  columns: [
    'month_date',
    'feature',
    { name: 'difficulty', label: 'Slice' },
    'route',
    'tasks',
    'resolved_tasks',
    'resolved_share',
    { name: 'resolved_low_share', label: 'At least' },
    { name: 'resolved_high_share', label: 'At most' },
    'requests',
    'human_minutes',
    'model_cost_usd',
    'human_cost_usd',
    { name: 'model_cost_per_task_usd', label: 'Models per task' },
    { name: 'model_cost_per_resolved_usd', label: 'Models per resolved' },
    { name: 'cost_per_resolved_usd', label: 'All per resolved' },
    { name: 'cost_per_resolved_low_usd', label: 'At least' },
    { name: 'cost_per_resolved_high_usd', label: 'At most' },
    'unknown_outcome_tasks',
    'unknown_cost_tasks',
  ],
  empty: 'No outcomes of tasks are known in this period; a source of kind outcomes brings them.',
};

export const arbitrage: Figure = {
  id: 'arbitrage',
  title: 'Cheap model or strong model?',
  wide: true,
  query: { table: 'mart_model_arbitrage', time: 'month_date', order: 'saving_per_resolved_usd.desc' },
  finding: ({ rows }) => {
    const row = rows.first!;
    const gap =
      row.decimal('strong_model_cost_per_task_usd') &&
      row.decimal('cheap_model_cost_per_task_usd') &&
      divide(
        subtract(row.decimal('strong_model_cost_per_task_usd')!, row.decimal('cheap_model_cost_per_task_usd')!),
        row.decimal('strong_model_cost_per_task_usd')!,
      );
    return `In ${row.text('feature')} ${row.text('cheap_route')} is ${share(gap ? toNumber(gap) : null)} cheaper per task, and ${row.text('cheaper_route')} is cheaper per resolved task, by ${money(row.decimal('saving_per_resolved_usd'))}: the cheap one would have to resolve ${share(row.number('break_even_resolved_share'))} and resolves ${share(row.number('cheap_resolved_share'))}.`;
  },
  columns: [
    'month_date',
    'feature',
    { name: 'cheap_route', label: 'Cheap' },
    { name: 'strong_route', label: 'Strong' },
    { name: 'cheaper_route', label: 'Cheaper per resolved' },
    { name: 'cheap_resolved_share', label: 'Cheap resolves' },
    { name: 'strong_resolved_share', label: 'Strong resolves' },
    { name: 'break_even_resolved_share', label: 'Break-even' },
    { name: 'cheap_model_cost_per_task_usd', label: 'Cheap per task' },
    { name: 'strong_model_cost_per_task_usd', label: 'Strong per task' },
    { name: 'cheap_cost_per_resolved_usd', label: 'Cheap per resolved' },
    { name: 'strong_cost_per_resolved_usd', label: 'Strong per resolved' },
    { name: 'saving_per_resolved_usd', label: 'Saving' },
    { name: 'confidence_share', label: 'Confidence' },
    { name: 'break_even_first_share', label: 'Cheap first from' },
    { name: 'is_cheap_first_worth', label: 'Cheap first' },
    { name: 'has_enough_tasks', label: 'Enough tasks' },
  ],
  empty: 'No two routes worked on tasks of one slice in this period.',
};
