import { bars } from '../../charts/ranking.ts';
import { colour } from '../../charts/theme.ts';
import type { Figure } from '../../frame/declare.ts';
import { money } from '../../format/text.ts';

const policies = { table: 'mart_cache_policies', time: 'month_date', basis: 'list' } as const;

const policyNames: Record<string, string> = { none: 'no cache', '5m': 'all for 5 minutes', '1h': 'all for an hour', as_is: 'as it was' };

export const policyCosts: Figure = {
  id: 'cache-policies',
  title: 'The same calls under other policies',
  query: {
    ...policies,
    group: ['policy'],
    aggregate: ['cost_usd.sum', 'saving_usd.sum', 'reads.sum', 'writes.sum', 'unread_writes.sum', 'unpriced_uses.sum'],
    order: 'cost_usd',
  },
  finding: ({ rows }) => {
    const asIs = [...rows].find(row => row.text('policy') === 'as_is');
    const none = [...rows].find(row => row.text('policy') === 'none');
    return `What can be cached cost ${money(asIs?.decimal('cost_usd') ?? null)} as it was and would have cost ${money(none?.decimal('cost_usd') ?? null)} without a cache; a policy that is not sold for a model has no cost for its calls here.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].map(row => ({
        name: policyNames[row.text('policy')!] ?? row.text('policy')!,
        value: row.decimal('cost_usd') ? row.number('cost_usd') : 0,
        text: money(row.decimal('cost_usd')),
        colour: row.text('policy') === 'as_is' ? colour.cost : colour.other,
      })),
      width,
    ),
  columns: ['policy', 'cost_usd', 'saving_usd', 'reads', 'writes', 'unread_writes', 'unpriced_uses'],
};

export const bestPolicies: Figure = {
  id: 'cache-best',
  title: 'Where another policy would have been cheaper',
  wide: true,
  query: {
    ...policies,
    where: { policy: 'neq.as_is', saving_usd: 'gt.0', best_policy: 'is.notnull', is_sample_small: 'eq.false' },
    order: 'saving_usd.desc',
    limit: 200,
    select: [
      'month_date',
      'customer_id',
      'feature',
      'llm_model',
      'policy',
      'best_policy',
      'saving_usd',
      'saving_low_usd',
      'saving_high_usd',
      'cost_usd',
      'uses',
      'reads',
      'writes',
      'unread_writes',
      'is_inferred',
    ],
  },
  finding: ({ rows }) => {
    const row = rows.first!;
    return `${row.text('customer_id')} in ${row.text('feature')} would save most: ${money(row.decimal('saving_usd'))} with ${policyNames[row.text('policy')!]} (95 % interval ${money(row.decimal('saving_low_usd'))} to ${money(row.decimal('saving_high_usd'))}).`;
  },
  columns: [
    'month_date',
    'customer_id',
    'feature',
    'llm_model',
    'policy',
    { name: 'best_policy', label: 'Best' },
    'saving_usd',
    { name: 'saving_low_usd', label: 'At least' },
    { name: 'saving_high_usd', label: 'At most' },
    'cost_usd',
    'uses',
    'reads',
    'writes',
    'unread_writes',
    { name: 'is_inferred', label: 'Inferred' },
  ],
  empty: 'No other policy would have been cheaper where there are enough calls to tell.',
};
