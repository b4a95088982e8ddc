import { columnsOverTime } from '../../charts/columns.ts';
import { bars } from '../../charts/ranking.ts';
import { colour } from '../../charts/theme.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Row } from '../../data/rows.ts';
import type { Figure, Tile, View } from '../../frame/declare.ts';
import { count, money, moneyTick, number, plural, share } from '../../format/text.ts';
import { asNumber } from '../../data/rows.ts';
import { requestsOf } from '../parts.ts';
import { bestPolicies, policyCosts } from './policies.ts';

const causes: readonly (readonly [column: string, name: string])[] = [
  ['expired', 'used again too late: it had expired'],
  ['one_shot', 'never used again'],
  ['prefix_changed', 'the next call had another prefix'],
  ['model_switch', 'the next call went to another model'],
];
const uses = { table: 'mart_cache_economics', time: 'reporting_date', basis: 'list' } as const;
const sums = [
  'net_saving_usd.sum',
  'read_saving_usd.sum',
  'write_premium_usd.sum',
  'writes.sum',
  'reads.sum',
  'write_tokens.sum',
  'read_tokens.sum',
];
const wasted = causes.map(([name]) => `${name}_premium_usd.sum`);
const whole: Query = { ...uses, aggregate: [...sums, ...wasted, ...causes.map(([name]) => `${name}_writes.sum`)] };
export const cache: View = {
  id: 'cache',
  title: 'Cache',
  question: 'Did writing to the cache pay off?',
  group: 'Behaviour',
  controls: { time: 'range', grain: true },
  sections: scope => [
    { tiles: [net, saved, premium, unread] },
    { figures: [overTime(scope), members(scope), unreadCauses, breakEven, policyCosts, bestPolicies] },
  ],
};

const net: Tile = {
  id: 'cache-net',
  label: 'Net saving',
  query: whole,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('net_saving_usd')),
    note: 'reads saved, less what writes cost more',
    tone: rows.first!.number('net_saving_usd') < 0 ? 'bad' : 'good',
  }),
};
const saved: Tile = {
  id: 'cache-saved',
  label: 'Saved by reads',
  query: whole,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('read_saving_usd')),
    note: `${count(rows.first!.whole('read_tokens'))} tokens read`,
  }),
};
const premium: Tile = {
  id: 'cache-premium',
  label: 'Premium of writes',
  query: whole,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('write_premium_usd')),
    note: `${count(rows.first!.whole('write_tokens'))} tokens written`,
  }),
};
const unread: Tile = {
  id: 'cache-unread',
  label: 'Writes nobody read',
  query: whole,
  read: ({ rows }) => {
    const row = rows.first!;
    const writes = causes.reduce((sum, [name]) => sum + (row.whole(`${name}_writes`) ?? 0n), 0n);
    return { value: count(writes), note: `of ${count(row.whole('writes'))} writes`, ...(writes > 0n ? { tone: 'warn' as const } : {}) };
  },
};

const overTime = (scope: Scope): Figure => ({
  id: 'cache-over-time',
  title: 'What reads saved against what writes cost',
  wide: true,
  totals: sums,
  query: { ...uses, group: [`reporting_date.${scope.state.grain}`], aggregate: sums },
  finding: ({ totals, rows }) => {
    const lost = [...rows].filter(row => row.number('net_saving_usd') < 0).length;
    return (
      `Reads saved ${money(totals!.decimal('read_saving_usd'))} and writes cost ${money(totals!.decimal('write_premium_usd'))} more than plain input: the cache ${totals!.number('net_saving_usd') < 0 ? 'lost' : 'earned'} ${money(totals!.decimal('net_saving_usd'))}` +
      (lost > 0 ? `, and lost money on ${plural(lost, scope.state.grain)}.` : ', and lost money at no time.')
    );
  },
  draw: ({ rows }, width) =>
    columnsOverTime({
      points: [...rows].flatMap(row => [
        { x: row.number('reporting_date'), y: row.number('read_saving_usd'), series: 'saved by reads' },
        { x: row.number('reporting_date'), y: -row.number('write_premium_usd'), series: 'premium of writes' },
      ]),
      width,
      grain: scope.state.grain,
      tick: moneyTick,
      write: moneyTick,
      label: 'USD',
      meanings: [
        ['saved by reads', colour.saving],
        ['premium of writes', colour.loss],
      ],
    }),
  columns: [
    { name: 'reporting_date', label: 'From' },
    'read_saving_usd',
    'write_premium_usd',
    'net_saving_usd',
    'reads',
    'writes',
    'read_tokens',
    'write_tokens',
  ],
  empty: 'No call read from a cache or wrote to one in this period.',
});

const members = (scope: Scope): Figure => ({
  id: 'cache-members',
  title: 'Who loses money on the cache',
  totals: [...sums, ...wasted],
  query: {
    ...uses,
    group: ['customer_id', 'llm_model', 'ttl'],
    aggregate: [...sums, ...wasted, ...causes.map(([name]) => `${name}_writes.sum`)],
    order: 'net_saving_usd.asc',
  },
  finding: ({ rows }) => {
    const worst = rows.first!;
    const cause = greatestCause(worst);
    return worst.number('net_saving_usd') < 0
      ? `${worst.text('customer_id')} lost ${money(negated(worst))} on ${worst.text('llm_model')}: ${count(worst.whole(`${cause[0]}_writes`))} of ${count(worst.whole('writes'))} writes were paid for nothing, because ${because(cause[0])}.`
      : 'Nobody loses money on the cache.';
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows]
        .filter(row => row.decimal('net_saving_usd') !== null)
        .slice(0, 10)
        .map(row => ({
          name: `${row.text('customer_id')} · ${row.text('llm_model')}`,
          value: row.number('net_saving_usd'),
          text: money(row.decimal('net_saving_usd')),
          colour: row.number('net_saving_usd') < 0 ? colour.loss : colour.saving,
        })),
      width,
    ),
  columns: [
    { name: 'customer_id', href: row => requestsOf(scope, { customer_id: row.text('customer_id'), llm_model: row.text('llm_model') }) },
    'llm_model',
    { name: 'ttl', label: 'Lifetime' },
    'net_saving_usd',
    'read_saving_usd',
    'write_premium_usd',
    'reads',
    'writes',
    'read_tokens',
    'write_tokens',
    ...causes.map(([name]) => `${name}_premium_usd`),
  ],
});

const negated = (row: Row) => {
  const value = row.decimal('net_saving_usd')!;
  return { ...value, unscaled: -value.unscaled };
};

const greatestCause = (row: Row) =>
  [...causes].sort(([left], [right]) => asNumber(row.value(`${right}_writes`)) - asNumber(row.value(`${left}_writes`)))[0]!;

const because = (cause: string): string =>
  ({
    expired: 'the prefix came again after the entry had expired',
    one_shot: 'the prefix never came again',
    prefix_changed: 'the next call had another prefix',
    model_switch: 'the next call went to another model',
  })[cause] ?? cause;

const unreadCauses: Figure = {
  id: 'cache-causes',
  title: 'Why writes were never read',
  query: whole,
  finding: ({ rows }) => {
    const row = rows.first!;
    const [name, story] = greatestCause(row);
    const all = causes.reduce((sum, [cause]) => sum + asNumber(row.value(`${cause}_writes`)), 0);
    return all === 0
      ? 'Every write was read within its lifetime.'
      : `${share(asNumber(row.value(`${name}_writes`)) / all)} of the writes that nobody read: ${story}; their premium was ${money(row.decimal(`${name}_premium_usd`))}.`;
  },
  draw: ({ rows }, width) =>
    bars(
      causes.map(([name, story]) => ({
        name: story,
        value: asNumber(rows.first!.value(`${name}_writes`)) || 0,
        text: `${count(rows.first!.whole(`${name}_writes`))} · ${money(rows.first!.decimal(`${name}_premium_usd`))}`,
        colour: colour.warn,
      })),
      width,
    ),
  columns: causes.flatMap(([name]) => [`${name}_writes`, `${name}_premium_usd`]),
};

const breakEven: Figure = {
  id: 'cache-break-even',
  title: 'Reads per write against the break-even',
  query: {
    ...uses,
    where: { writes: 'gt.0' },
    group: ['llm_model', 'ttl'],
    aggregate: ['reads.sum', 'writes.sum', 'break_even_reads.max', 'break_even_whole_reads.max', 'net_saving_usd.sum'],
    order: 'writes.desc',
  },
  finding: ({ rows }) => {
    const row = rows.first!;
    return `A write to the ${row.text('ttl')} cache of ${row.text('llm_model')} pays off after ${number(row.number('break_even_reads_max'))} reads; it got ${number(Math.round((row.number('reads') / row.number('writes')) * 100) / 100)}.`;
  },
  draw: ({ rows }, width) => ({
    ...bars(
      [...rows].map(row => ({
        name: `${row.text('llm_model')} · ${row.text('ttl')}`,
        value: row.number('reads') / row.number('writes'),
        text: number(Math.round((row.number('reads') / row.number('writes')) * 100) / 100),
        goal: row.number('break_even_reads_max'),
        colour: row.number('reads') / row.number('writes') < row.number('break_even_reads_max') ? colour.loss : colour.saving,
      })),
      width,
    ),
    legend: [
      ['reads per write, enough', colour.saving],
      ['too few', colour.loss],
      ['break-even', colour.ink],
    ],
  }),
  columns: [
    'llm_model',
    { name: 'ttl', label: 'Lifetime' },
    'reads',
    'writes',
    { name: 'per_write', label: 'Reads per write', write: row => number(row.number('reads') / row.number('writes')) },
    { name: 'break_even_reads_max', label: 'Break-even reads' },
    { name: 'break_even_whole_reads_max', label: 'In whole reads' },
    'net_saving_usd',
  ],
  empty: 'No provider in this period sells cache writes.',
};
