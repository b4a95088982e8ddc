import { bars } from '../../charts/ranking.ts';
import { heatMap } from '../../charts/heat.ts';
import { colour } from '../../charts/theme.ts';
import type { Scope } from '../../data/query.ts';
import type { Figure } from '../../frame/declare.ts';
import { money, plural, share } from '../../format/text.ts';
import { dayMilliseconds, instant } from '../../format/time.ts';

export const minutes = { table: 'mart_capacity_windows', time: 'minute_start' } as const;
const peaks = { table: 'mart_peak_responsibility', month: 'month_date' } as const;

export const heat = (scope: Scope): Figure => ({
  id: 'capacity-heat',
  title: 'How full the memory was, hour by hour',
  wide: true,
  query: {
    ...minutes,
    group: ['minute_start.hour'],
    aggregate: ['kv_peak_share.max', 'rows', 'is_over_capacity.true', 'sequences_max.max', 'deployment.values', 'top_customer_id.values'],
  },
  finding: ({ rows }) => {
    const worst = [...rows].reduce((best, row) => (row.number('kv_peak_share_max') > best.number('kv_peak_share_max') ? row : best));
    const hours = [...rows].filter(row => row.number('kv_peak_share_max') > 1).length;
    return hours === 0
      ? `Memory was never full: ${share(worst.number('kv_peak_share_max'))} at most.`
      : `Long contexts collided in the hour from ${instant(worst.number('minute_start')).slice(0, 16)} UTC: they needed ${share(worst.number('kv_peak_share_max'))} of the memory; ${plural(hours, 'hour')} in all went beyond it.`;
  },
  draw: ({ rows }, width) => {
    const { from, to } = scope.span;
    const days = Array.from(
      { length: Math.min(120, Math.round((to - from) / dayMilliseconds)) },
      (_, index) => from + index * dayMilliseconds,
    );
    return heatMap(
      [...rows].map(row => {
        const at = row.number('minute_start');
        const start = Math.floor(at / dayMilliseconds) * dayMilliseconds;
        return {
          day: start,
          hour: (at - start) / 3_600_000,
          value: row.number('kv_peak_share_max'),
          text: `${instant(at).slice(0, 16)} UTC\nmemory ${share(row.number('kv_peak_share_max'))} full\n${row.text('top_customer_id_values')}`,
        };
      }),
      days,
      width,
      [0.01, 0.05, 0.25, 0.5, 1],
      share,
    );
  },
  columns: [
    { name: 'minute_start', label: 'Hour (UTC)' },
    { name: 'kv_peak_share_max', label: 'Memory full' },
    { name: 'is_over_capacity_true', label: 'Minutes over' },
    { name: 'rows', label: 'Minutes with calls' },
    { name: 'sequences_max_max', label: 'Most at once' },
    { name: 'deployment_values', label: 'Deployment' },
    { name: 'top_customer_id_values', label: 'Held most' },
  ],
  empty: 'No GPUs of our own served a call in this period.',
});

export const windows: Figure = {
  id: 'capacity-windows',
  title: 'The fullest minutes',
  query: {
    ...minutes,
    order: 'kv_peak_share.desc',
    limit: 60,
    select: [
      'minute_start',
      'deployment',
      'kv_peak_share',
      'headroom_share',
      'sequences_max',
      'top_customer_id',
      'top_customer_kv_share',
      'customers',
      'regime',
      'context_tokens',
      'efficiency_share',
      'is_over_capacity',
    ],
  },
  finding: ({ rows }) =>
    `${rows.first!.text('top_customer_id')} held ${share(rows.first!.number('top_customer_kv_share'))} of the memory in the fullest minute, ${instant(rows.first!.number('minute_start')).slice(0, 16)} UTC, among ${plural(rows.first!.whole('customers') ?? 0n, 'customer')}.`,
  columns: [
    { name: 'minute_start', label: 'Minute (UTC)' },
    'deployment',
    { name: 'kv_peak_share', label: 'Memory full' },
    { name: 'headroom_share', label: 'Buffer left' },
    { name: 'sequences_max', label: 'Most at once' },
    { name: 'top_customer_id', label: 'Held most' },
    { name: 'top_customer_kv_share', label: 'Share of it' },
    'customers',
    'regime',
    'context_tokens',
    { name: 'efficiency_share', label: 'Efficiency' },
    'is_over_capacity',
  ],
  empty: 'No GPUs of our own served a call in this period.',
};

export const responsibility: Figure = {
  id: 'responsibility',
  title: 'Who pays for the peaks',
  query: {
    ...peaks,
    where: { slot_seconds: 'eq.60' },
    order: 'peak_less_token_cost_usd.desc',
    select: [
      'deployment',
      'customer_id',
      'peak_cost_usd',
      'token_cost_usd',
      'loaded_cost_usd',
      'peak_less_token_cost_usd',
      'peak_cost_share',
      'token_cost_share',
      'peak_kv_share',
      'tokens',
      'month_date',
      'slot_seconds',
    ],
  },
  totals: ['peak_cost_usd.sum', 'token_cost_usd.sum', 'loaded_cost_usd.sum', 'peak_less_token_cost_usd.sum', 'tokens.sum'],
  finding: ({ rows, totals }) =>
    `By presence at the peaks ${rows.first!.text('customer_id')} would bear ${money(rows.first!.decimal('peak_cost_usd'))} of the month’s rent of ${money(totals!.decimal('peak_cost_usd'))}, by tokens ${money(rows.first!.decimal('token_cost_usd'))}: others pay the difference.`,
  draw: ({ rows }, width) => {
    // What rounding left is in the table.
    const all = [...rows].filter(row => Math.abs(row.number('peak_less_token_cost_usd')) >= 0.005);
    const shown = all.length > 10 ? [...all.slice(0, 5), ...all.slice(-5)] : all;
    return bars(
      shown.map(row => ({
        name: row.text('customer_id') ?? '',
        value: row.number('peak_less_token_cost_usd'),
        text: money(row.decimal('peak_less_token_cost_usd')),
        colour: row.number('peak_less_token_cost_usd') > 0 ? colour.loss : colour.saving,
      })),
      width,
    );
  },
  columns: [
    'month_date',
    'deployment',
    'customer_id',
    { name: 'peak_cost_usd', label: 'By peaks' },
    { name: 'token_cost_usd', label: 'By tokens' },
    { name: 'loaded_cost_usd', label: 'By use' },
    { name: 'peak_less_token_cost_usd', label: 'Peaks − tokens' },
    'peak_cost_share',
    'token_cost_share',
    { name: 'peak_kv_share', label: 'Memory at the peak' },
    'tokens',
  ],
  empty: 'No GPUs of our own were rented in this month.',
};
