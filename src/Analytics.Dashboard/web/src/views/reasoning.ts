import { columnsOverTime, linesOverTime } from '../charts/columns.ts';
import { bars } from '../charts/ranking.ts';
import type { Query, Scope } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Tile, View } from '../frame/declare.ts';
import { count, money, moneyTick, number, plural, share, tick, times } from '../format/text.ts';
import { day, dayTick } from '../format/time.ts';
import { linkTo } from '../state/state.ts';
import { greatest, partOf, points, requestsOf } from './parts.ts';

const daily = { table: 'mart_reasoning_daily', time: 'event_date', where: { reported_requests: 'gt.0' } } as const;
const sums = ['reasoning_tokens.sum', 'visible_output_tokens.sum', 'reasoning_cost_usd.sum', 'visible_output_cost_usd.sum', 'requests.sum'];
const anyShift = { table: 'mart_reasoning_regressions', time: 'start_date' } as const;
const shifts: Query = { ...anyShift, order: 'cost_per_day_usd.desc' };
const hiddenTokens: Query = {
  table: 'mart_hidden_tokens',
  time: 'event_date',
  aggregate: [
    'hidden_tokens.sum',
    'hidden_cost_usd.sum',
    'hidden_cost_lower_usd.sum',
    'hidden_cost_upper_usd.sum',
    'billed_output_tokens.sum',
  ],
};

export const reasoning: View = {
  id: 'reasoning',
  title: 'Reasoning',
  question: 'Where did thinking blow up the bill, and who can see it?',
  group: 'Behaviour',
  controls: { time: 'range', grain: true },
  sections: scope => [
    { tiles: [reasoningCost, ratio, found, hidden] },
    { figures: [ratioOverTime(scope), shiftTable, hiddenOverTime(scope), byFeature(scope)] },
  ],
};

const perVisible = (row: Row): number => row.number('reasoning_tokens') / row.number('visible_output_tokens');

const reasoningCost: Tile = {
  id: 'reasoning-cost',
  label: 'Cost of reasoning',
  query: { ...daily, aggregate: sums },
  read: ({ rows }) => {
    const row = rows.first!;
    return {
      value: money(row.decimal('reasoning_cost_usd')),
      note: `${times(row.number('reasoning_cost_usd') / row.number('visible_output_cost_usd'))} what the visible output of these calls cost`,
    };
  },
};

const ratio: Tile = {
  id: 'reasoning-ratio',
  label: 'Reasoning per visible token',
  query: { ...daily, aggregate: sums },
  read: ({ rows }) => ({
    value: number(Math.round(perVisible(rows.first!) * 100) / 100),
    note: `${count(rows.first!.whole('reasoning_tokens'))} tokens nobody reads`,
  }),
};

const found: Tile = {
  id: 'reasoning-shifts',
  label: 'Shifts found',
  query: { ...anyShift, aggregate: ['rows', 'is_visible_in_logs.true', 'is_alarm.true'] },
  read: ({ rows }, scope) => {
    const row = rows.first!;
    const all = row.whole('rows') ?? 0n;
    const blind = all - (row.whole('is_visible_in_logs_true') ?? 0n);
    return {
      value: count(all),
      note: `${count(blind)} only on the invoice; ${count(row.whole('is_alarm_true'))} worth an alarm`,
      tone: all > 0n ? 'warn' : 'good',
      href: linkTo(scope.state, 'alerts'),
    };
  },
};

const hidden: Tile = {
  id: 'hidden-cost',
  label: 'Billed, in no log',
  query: hiddenTokens,
  read: ({ rows }) => {
    const row = rows.first!;
    return {
      value: money(row.decimal('hidden_cost_usd')),
      note: `${count(row.whole('hidden_tokens'))} output tokens; between ${money(row.decimal('hidden_cost_lower_usd'))} and ${money(row.decimal('hidden_cost_upper_usd'))}`,
      ...(row.number('hidden_cost_usd') > 0 ? { tone: 'bad' as const } : {}),
    };
  },
};

const nameOf = (row: Row): string =>
  row.text('feature') === '(all)' ? row.text('llm_model')! : `${row.text('llm_model')} in ${row.text('feature')}`;

const ratioOverTime = (scope: Scope): Figure => ({
  id: 'reasoning-series',
  title: 'Reasoning tokens per visible token',
  wide: true,
  totals: sums,
  query: {
    ...daily,
    group: [`event_date.${scope.state.grain}`, 'feature'],
    aggregate: ['reasoning_cost_usd.sum', ...sums.filter(sum => sum !== 'reasoning_cost_usd.sum')],
    top: ['feature', 5],
  },
  more: { shifts },
  finding: ({ more }) => {
    const shown = [...more['shifts']!].find(row => row.is('is_visible_in_logs'));
    return shown
      ? `${nameOf(shown)} reasons ${number(Math.round(shown.number('ratio_after') * 100) / 100)} tokens for each visible one since ${day(shown.number('start_date'))}, ` +
          `${times(shown.number('size'))} as many as before; that costs ${money(shown.decimal('cost_per_day_usd'))} a day more.`
      : 'No feature reasons lastingly more than it did.';
  },
  draw: ({ rows, more }, width) =>
    linesOverTime({
      points: [...rows]
        .filter(row => row.text('feature') !== '(other)')
        .map(row => ({ x: row.number('event_date'), y: perVisible(row), series: row.text('feature') ?? '' })),
      width,
      grain: scope.state.grain,
      tick: number,
      write: value => number(Math.round(value * 100) / 100),
      label: 'reasoning per visible token',
      marks: [...more['shifts']!].map(row => ({
        x: row.number('start_date'),
        label: `${row.is('is_visible_in_logs') ? row.text('feature') : row.text('llm_model')}, ${dayTick(row.number('start_date'))}`,
      })),
    }),
  columns: [
    { name: 'event_date', label: 'From' },
    { name: 'feature', href: row => requestsOf(scope, { feature: row.text('feature') }) },
    { name: 'per_visible', label: 'Reasoning ÷ visible', write: row => number(Math.round(perVisible(row) * 1000) / 1000) },
    'reasoning_tokens',
    'visible_output_tokens',
    'reasoning_cost_usd',
    'visible_output_cost_usd',
    'requests',
  ],
  empty: 'No source reports reasoning tokens in this period.',
});

const shiftTable: Figure = {
  id: 'reasoning-shift-table',
  title: 'Lasting shifts, and what moved with them',
  wide: true,
  query: shifts,
  finding: ({ rows }) => {
    const blind = [...rows].find(row => !row.is('is_visible_in_logs'));
    return (
      `${plural(rows.length, 'shift')} found` +
      (blind
        ? `; ${nameOf(blind)} bills ${times(blind.number('ratio_after'))} the logged output since ${day(blind.number('start_date'))}, and only its invoice shows it.`
        : ', all of them in the logs.')
    );
  },
  columns: [
    'start_date',
    'llm_model',
    'feature',
    { name: 'is_visible_in_logs', label: 'In the logs' },
    { name: 'ratio_before', label: 'Ratio before' },
    { name: 'ratio_after', label: 'Ratio after' },
    { name: 'size', label: 'Times' },
    { name: 'confidence_share', label: 'Confidence' },
    { name: 'cost_per_day_usd', label: 'Cost a day' },
    { name: 'cause_candidates', label: 'What else moved' },
    { name: 'mix_share', label: 'Part of mix' },
    'requests_before',
    'requests_after',
    { name: 'is_alarm', label: 'Alarm' },
  ],
  empty: 'No lasting shift of reasoning begins in this period.',
};

const hiddenOverTime = (scope: Scope): Figure => ({
  id: 'hidden-tokens',
  title: 'Output that is billed and in no log',
  totals: hiddenTokens.aggregate!,
  query: { ...hiddenTokens, group: [`event_date.${scope.state.grain}`, 'llm_model'] },
  more: {
    certain: {
      ...hiddenTokens,
      where: { is_hidden_certain: 'eq.true' },
      group: ['llm_model'],
      aggregate: ['hidden_tokens.sum', 'hidden_cost_usd.sum', 'event_date.min'],
    },
  },
  finding: ({ totals, more }) => {
    const most = greatest(more['certain']!, 'hidden_tokens');
    return most
      ? `${count(totals!.whole('hidden_tokens'))} output tokens for ${money(totals!.decimal('hidden_cost_usd'))} stand on invoices and in no log: ${most.text('llm_model')} thinks unseen since ${day(most.number('event_date_min'))}.`
      : 'All billed output is in the logs, or may be that of calls that no log has.';
  },
  draw: ({ rows }, width) =>
    columnsOverTime({
      points: points(rows, 'event_date', 'llm_model', 'hidden_tokens').filter(point => point.y !== 0),
      width,
      grain: scope.state.grain,
      tick,
      write: tick,
      label: 'Tokens',
    }),
  columns: [
    { name: 'event_date', label: 'From' },
    'llm_model',
    'hidden_tokens',
    'hidden_cost_usd',
    'hidden_cost_lower_usd',
    'hidden_cost_upper_usd',
    'billed_output_tokens',
  ],
  empty: 'No invoice with output tokens covers this period.',
});

const byFeature = (scope: Scope): Figure => ({
  id: 'reasoning-features',
  title: 'Who reasons most',
  totals: sums,
  query: { ...daily, group: ['llm_model', 'feature'], aggregate: sums, order: 'reasoning_cost_usd.desc' },
  finding: ({ rows, totals }) => {
    const most = rows.first!;
    return `${nameOf(most)} makes ${partOf(most.decimal('reasoning_cost_usd'), totals!.decimal('reasoning_cost_usd'))} of the cost of reasoning: ${share(most.number('reasoning_tokens') / (most.number('reasoning_tokens') + most.number('visible_output_tokens')))} of its output is never seen.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 8).map(row => ({
        name: `${row.text('feature')} · ${row.text('llm_model')}`,
        value: row.decimal('reasoning_cost_usd') ? row.number('reasoning_cost_usd') : 0,
        text: moneyTick(Math.round(row.number('reasoning_cost_usd') * 100) / 100),
      })),
      width,
    ),
  columns: [
    'llm_model',
    { name: 'feature', href: row => requestsOf(scope, { feature: row.text('feature'), llm_model: row.text('llm_model') }) },
    ...sums.map(sum => sum.replace('.sum', '')),
  ],
});
