import { bars } from '../../charts/ranking.ts';
import { columnsOverTime, linesOverTime } from '../../charts/columns.ts';
import { colour, otherName } from '../../charts/theme.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Row, Rows } from '../../data/rows.ts';
import type { Figure, View } from '../../frame/declare.ts';
import { toNumber } from '../../format/decimal.ts';
import { count, money, moneyTick, number, plural, share, times } from '../../format/text.ts';
import { day } from '../../format/time.ts';
import { daysOf } from '../../state/period.ts';
import { greatest, partOf, points, requestsOf } from '../parts.ts';
import { change } from './change.ts';
import { agreed, alerts, costs, invoices, perMillion, perPriced, perRequest, requests, spend, sums, totals, unpriced } from './tiles.ts';

export const overview: View = {
  id: 'overview',
  title: 'Overview',
  question: 'What was spent, on what, and is it true?',
  group: 'Money',
  controls: {
    time: 'range',
    grain: true,
    compare: true,
    basis: 'mart_daily_costs',
    groups: ['llm_model', 'provider', 'customer_id', 'feature', 'service_tier'],
  },
  sections: scope => [
    { tiles: [spend, requests, perRequest, perMillion, unpriced, agreed, invoices, alerts] },
    { figures: [spendOverTime(scope), topMembers(scope), unitCost(scope), change, withoutPrice, sources] },
  ],
};

const spendOverTime = (scope: Scope): Figure => {
  const { group, grain } = scope.state;
  const over: Query = { ...costs, group: [`reporting_date.${grain}`, group], aggregate: sums, top: [group, 7] };
  const whole: Query = { ...costs, group: [`reporting_date.${grain}`], aggregate: ['cost_usd.sum'] };
  return {
    id: 'spend-over-time',
    title: 'Spend over time',
    wide: true,
    query: over,
    compares: true,
    totals: sums,
    more: { members: { ...costs, group: [group], aggregate: ['cost_usd.sum'], order: 'cost_usd.desc', limit: 1 }, all: totals, whole },
    finding: ({ more }) => {
      const most = more['members']?.first;
      const all = more['all']!.first!.decimal('cost_usd');
      const dearest = greatest(more['whole']!, 'cost_usd');
      return (
        `${money(all)} in ${plural(daysOf(scope.span), 'day')}` +
        (most ? `: ${most.text(group)} makes ${partOf(most.decimal('cost_usd'), all)} of it` : '') +
        (dearest
          ? `; the dearest ${grain} ${grain === 'day' ? 'was' : 'began on'} ${day(dearest.number('reporting_date'))} with ${money(dearest.decimal('cost_usd'))}.`
          : '.')
      );
    },
    draw: ({ rows, before }, width) =>
      columnsOverTime({
        points: points(rows, 'reporting_date', group, 'cost_usd'),
        width,
        grain,
        tick: moneyTick,
        write: moneyTick,
        label: 'USD',
        ...(before && scope.previous ? { before: shifted(before, scope.span.from - scope.previous.from) } : {}),
      }),
    columns: [
      { name: 'reporting_date', label: grain === 'day' ? 'Day' : `First day of the ${grain}` },
      { name: group, href: row => requestsOf(scope, { [group]: row.text(group) }) },
      'cost_usd',
      'requests',
      'total_tokens',
      'unpriced_requests',
    ],
  };
};

/** Sums of the period before by day, laid over this one; a point, not a sum of what is shown. */
function shifted(before: Rows, by: number): { x: number; y: number }[] {
  const sumsByDay = new Map<number, number>();
  for (const row of before) {
    const at = row.number('reporting_date') + by;
    sumsByDay.set(at, (sumsByDay.get(at) ?? 0) + (row.decimal('cost_usd') ? row.number('cost_usd') : 0));
  }
  return [...sumsByDay].sort(([left], [right]) => left - right).map(([x, y]) => ({ x, y }));
}

const topMembers = (scope: Scope): Figure => {
  const { group } = scope.state;
  return {
    id: 'top-members',
    title: 'Who makes the spend',
    totals: sums,
    query: { ...costs, group: [group], aggregate: sums, top: [group, 12], order: 'cost_usd.desc' },
    finding: ({ rows, totals: all }) => {
      const named = [...rows].filter(row => row.text(group) !== otherName);
      const most = greatest(named, 'cost_usd');
      return most
        ? `${most.text(group)} comes first with ${money(most.decimal('cost_usd'))}, ${partOf(most.decimal('cost_usd'), all!.decimal('cost_usd'))} of the spend, for ${partOf(most.decimal('requests'), all!.decimal('requests'))} of the requests.`
        : 'Nothing that has a price.';
    },
    draw: ({ rows }, width) =>
      bars(
        [...rows].sort(otherLast(group)).map(row => ({
          name: row.text(group) ?? '(not reported)',
          value: row.decimal('cost_usd') ? row.number('cost_usd') : 0,
          text: money(row.decimal('cost_usd')),
          ...(row.text(group) === otherName ? { colour: colour.other } : {}),
        })),
        width,
      ),
    columns: [
      { name: group, href: row => requestsOf(scope, { [group]: row.text(group) }) },
      'cost_usd',
      'requests',
      'total_tokens',
      { name: 'cost_per_request', label: 'Cost per request', write: row => money(perPriced(row)) },
    ],
  };
};

const otherLast =
  (group: string) =>
  (left: Row, right: Row): number =>
    Number(left.text(group) === otherName) - Number(right.text(group) === otherName);

const unitCost = (scope: Scope): Figure => {
  const { grain } = scope.state;
  const of = (row: Row): number => {
    const value = perPriced(row);
    return value ? toNumber(value) : NaN;
  };
  return {
    id: 'unit-cost',
    title: 'Cost per request',
    totals: sums,
    query: { ...costs, group: [`reporting_date.${grain}`], aggregate: sums },
    finding: ({ rows, totals: all }) => {
      const known = [...rows].filter(row => !Number.isNaN(of(row))).sort((left, right) => of(left) - of(right));
      const [least, most] = [known.at(0), known.at(-1)];
      return least && most
        ? `A request costs ${money(perPriced(all!))} on average; the dearest ${grain}, ${day(most.number('reporting_date'))}, is ${times(of(most) / of(least))} the cheapest.`
        : 'No request has a price.';
    },
    draw: ({ rows }, width) =>
      linesOverTime({
        points: [...rows].map(row => ({ x: row.number('reporting_date'), y: of(row), series: 'cost per request' })),
        width,
        grain,
        tick: moneyTick,
        write: moneyTick,
        label: 'USD per request',
      }),
    columns: [
      { name: 'reporting_date', label: 'From' },
      { name: 'cost_per_request', label: 'Cost per request', write: row => money(perPriced(row)) },
      'cost_usd',
      'requests',
      'unpriced_requests',
    ],
  };
};

const withoutPrice: Figure = {
  id: 'without-price',
  title: 'What it leaves out: usage without a price',
  wide: true,
  query: { table: 'mart_unpriced_usage', time: 'month_date', order: 'month_date.desc,expected_cost_upper_usd.desc,llm_model,meter' },
  totals: ['expected_cost_lower_usd.sum', 'expected_cost_upper_usd.sum'],
  finding: ({ rows, totals: all }) => {
    const models = new Set([...rows].map(row => row.text('llm_model')));
    const lack = `${[...models].join(', ')} ${models.size === 1 ? 'has' : 'have'} no price`;
    const [least, most] = [all!.decimal('expected_cost_lower_usd'), all!.decimal('expected_cost_upper_usd')];
    return least === null && most === null
      ? `${lack}, and no price near enough is known to say what it would be.`
      : `${lack}; at the nearest known prices it would be ${money(least)} to ${money(most)} more.`;
  },
  columns: [
    'month_date',
    'provider',
    'llm_model',
    'meter',
    { name: 'unpriced_reason', label: 'Because', write: row => row.text('unpriced_reason')!.replaceAll('_', ' ') },
    'requests',
    'quantity',
    { name: 'expected_cost_lower_usd', label: 'Would be at least' },
    { name: 'expected_cost_upper_usd', label: 'Would be at most' },
    { name: 'nearest_llm_models', label: 'By the prices of' },
    { name: 'coverage_cost_low_share', label: 'Cost covered, at least' },
    { name: 'coverage_cost_high_share', label: 'Cost covered, at most' },
  ],
  empty: 'Every request of these months has a price.',
};

const sources: Figure = {
  id: 'sources',
  title: 'What it stands on: sources',
  wide: true,
  query: {
    table: 'mart_data_quality',
    group: ['source'],
    time: 'event_date',
    order: 'days_behind_max.desc,source',
    aggregate: [
      'event_date.max',
      'days_behind.max',
      'is_missing_day.true',
      'requests.sum',
      'rows_read.sum',
      'rows_quarantined.sum',
      'rows_duplicate.sum',
    ],
  },
  totals: ['requests.sum', 'rows_read.sum', 'rows_quarantined.sum', 'rows_duplicate.sum'],
  finding: ({ rows, totals: all }) => {
    const late = [...rows].filter(row => row.number('days_behind_max') > 2);
    return (
      `${plural(rows.length, 'source')} gave ${count(all!.whole('rows_read'))} rows, of which ${count(all!.whole('rows_quarantined'))} were refused` +
      (late.length > 0
        ? `; ${late.map(row => `${row.text('source')} is ${number(row.number('days_behind_max'))} days behind`).join(', ')}.`
        : '; none is more than two days behind.')
    );
  },
  columns: [
    'source',
    { name: 'event_date_max', label: 'Last day' },
    { name: 'days_behind_max', label: 'Days behind' },
    { name: 'is_missing_day_true', label: 'Days without rows' },
    'requests',
    'rows_read',
    'rows_quarantined',
    'rows_duplicate',
    {
      name: 'refused',
      label: 'Refused',
      write: row => share(row.number('rows_read') > 0 ? row.number('rows_quarantined') / row.number('rows_read') : null),
    },
  ],
};
