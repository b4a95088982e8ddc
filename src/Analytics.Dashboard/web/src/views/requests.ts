import type { Query, Scope } from '../data/query.ts';
import type { Figure, View } from '../frame/declare.ts';
import { filterLabel } from '../controls/chips.ts';
import { count, money, plural } from '../format/text.ts';

const requestsShown = 500;

/** Where drilling down ends: single requests with their ids. It has no place in the menu, only ways that lead to it. */
export const requests: View = {
  id: 'requests',
  title: 'Requests',
  question: 'Which calls stand behind the figure?',
  group: '',
  controls: { time: 'range' },
  sections: scope => [{ figures: [dearest(scope), unpriced(scope)] }],
};

const dearest = (scope: Scope): Figure => {
  const calls: Query = { table: 'priced_requests', time: 'event_date' };
  return {
    id: 'requests',
    title: 'The dearest requests',
    wide: true,
    query: {
      ...calls,
      order: 'list_cost_picousd.desc,dedupe_key',
      limit: requestsShown,
      select: [
        'started_at',
        'request_id',
        'customer_id',
        'provider',
        'llm_model',
        'feature',
        'list_cost_picousd',
        'prompt_tokens',
        'cache_read_tokens',
        'visible_output_tokens',
        'reasoning_tokens',
        'session_id',
        'operation_id',
        'attempt_no',
        'status_code',
        'error_type',
        'unpriced_reason',
        'source',
        'dedupe_key',
      ],
    },
    totals: [
      'rows',
      'list_cost_picousd.sum',
      'prompt_tokens.sum',
      'cache_read_tokens.sum',
      'visible_output_tokens.sum',
      'reasoning_tokens.sum',
    ],
    finding: ({ totals }) => {
      const requests = totals!.whole('rows') ?? 0n;
      const cost = totals!.whole('list_cost_picousd');
      const filters = scope.state.filters.map(filter => `, ${filterLabel(filter.column).toLowerCase()} ${filter.value}`).join('');
      return (
        `${plural(requests, 'request')}${filters}, cost ${money(cost === null ? null : { unscaled: cost, scale: 12 })} at list prices; ` +
        `the ${count(Math.min(requestsShown, Number(requests)))} dearest are listed, totals are those of all.`
      );
    },
    columns: [
      { name: 'started_at', label: 'Started (UTC)' },
      'request_id',
      'customer_id',
      'llm_model',
      'feature',
      { name: 'list_cost_picousd', label: 'List price' },
      'prompt_tokens',
      { name: 'cache_read_tokens', label: 'Of it cached' },
      { name: 'visible_output_tokens', label: 'Output' },
      { name: 'reasoning_tokens', label: 'Reasoning' },
      { name: 'status_code', label: 'Status', write: row => row.text('status_code') ?? '—' },
      'error_type',
      { name: 'attempt_no', label: 'Attempt' },
      'session_id',
      'operation_id',
      'source',
      { name: 'unpriced_reason', label: 'No price because' },
    ],
  };
};

const unpriced = (_: Scope): Figure => ({
  id: 'requests-unpriced',
  title: 'Without a price',
  wide: true,
  query: {
    table: 'priced_requests',
    time: 'event_date',
    where: { unpriced_reason: 'is.notnull' },
    group: ['llm_model', 'unpriced_reason'],
    aggregate: ['rows', 'prompt_tokens.sum', 'visible_output_tokens.sum'],
    order: 'rows.desc',
  },
  finding: ({ rows }) =>
    `${plural(rows.first!.whole('rows') ?? 0n, 'request')} of ${rows.first!.text('llm_model')} ${rows.first!.whole('rows') === 1n ? 'has' : 'have'} no price (${rows.first!.text('unpriced_reason')!.replaceAll('_', ' ')}) and ${rows.first!.whole('rows') === 1n ? 'is' : 'are'} in no cost.`,
  columns: [
    'llm_model',
    { name: 'unpriced_reason', label: 'Reason' },
    { name: 'rows', label: 'Requests' },
    'prompt_tokens',
    'visible_output_tokens',
  ],
  empty: 'Every one of these requests has a price.',
});
