import { bars } from '../charts/ranking.ts';
import { waterfall } from '../charts/waterfall.ts';
import { colour } from '../charts/theme.ts';
import type { Query, Scope } from '../data/query.ts';
import type { Row } from '../data/rows.ts';
import type { Figure, Section, Tile, View } from '../frame/declare.ts';
import { money, moneyRound, plural } from '../format/text.ts';
import { day } from '../format/time.ts';
import { address, linkTo } from '../state/state.ts';
import { partOf, requestsOf } from './parts.ts';

const causes: readonly (readonly [column: string, name: string, story: string])[] = [
  ['unlogged_usd', 'unlogged', 'usage that no log has'],
  ['hidden_reasoning_usd', 'hidden', 'reasoning that no log shows'],
  ['price_usd', 'price', 'other prices than agreed'],
  ['tier_usd', 'tier', 'another tier'],
  ['geo_usd', 'region', 'another region'],
  ['credits_usd', 'credits', 'credits'],
  ['timing_usd', 'timing', 'usage of a neighbouring period'],
  ['rounding_usd', 'rounding', 'rounding'],
  ['unknown_usd', 'unknown', 'nothing that is known'],
];
const lines = { table: 'mart_invoice_reconciliation', time: 'period_start_date' } as const;
const parts = causes.map(([column]) => `${column}.sum`);
const sums = ['billed_cost_usd.sum', 'logged_cost_usd.sum', 'residual_usd.sum', 'absolute_residual_usd.sum', ...parts];
const whole: Query = { ...lines, aggregate: sums };
const allocation = { table: 'mart_customer_bill_allocation', time: 'period_start_date' } as const;

export const invoices: View = {
  id: 'invoices',
  title: 'Invoices',
  question: 'Does the bill agree with the logs, and who is it for?',
  group: 'Money',
  controls: { time: 'range' },
  sections: scope => [
    { tiles: [billed, logged, residual, unexplained] },
    { figures: [reconciliation, byMeter(scope), toCustomers(scope)] },
    ...chosenLines(scope),
    { figures: [lineTable(scope), restatements] },
  ],
};

const billed: Tile = {
  id: 'billed',
  label: 'Billed',
  query: whole,
  read: ({ rows }) => ({ value: moneyRound(rows.first!.decimal('billed_cost_usd')), note: 'charges and credits, taxes left out' }),
};
const logged: Tile = {
  id: 'logged',
  label: 'Logged, at list prices',
  query: whole,
  read: ({ rows }) => ({ value: moneyRound(rows.first!.decimal('logged_cost_usd')), note: 'of the same models and days' }),
};
const residual: Tile = {
  id: 'residual',
  label: 'Residual',
  query: whole,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('residual_usd')),
    note: `${money(rows.first!.decimal('absolute_residual_usd'))} where nothing cancels; ${partOf(rows.first!.decimal('residual_usd'), rows.first!.decimal('billed_cost_usd'))} of the bill`,
  }),
};
const unexplained: Tile = {
  id: 'unexplained',
  label: 'Of it unexplained',
  query: whole,
  read: ({ rows }) => {
    const unknown = rows.first!.decimal('unknown_usd');
    return { value: money(unknown), note: 'every other part has a name', tone: unknown?.unscaled === 0n ? 'good' : 'bad' };
  },
};

const bySize = (row: Row) =>
  causes
    .map(([column, name, story]) => ({ column, name, story, size: Math.abs(row.number(column)), value: row.decimal(column) }))
    .filter(part => part.size > 0)
    .sort((left, right) => right.size - left.size);

const reconciliation: Figure = {
  id: 'reconciliation',
  title: 'From the logs to the bill',
  wide: true,
  query: whole,
  finding: ({ rows }) => {
    const row = rows.first!;
    const named = bySize(row);
    return (
      `${moneyRound(row.decimal('billed_cost_usd'))} are billed and ${moneyRound(row.decimal('logged_cost_usd'))} logged; the ${money(row.decimal('residual_usd'))} between them are ` +
      `${named.map(part => `${money(part.value)} for ${part.story}`).join(', ')}.`
    );
  },
  draw: ({ rows }, width) => {
    const row = rows.first!;
    const step = (column: string, name: string, isTotal = false) => ({ name, amount: row.decimal(column), isTotal });
    return waterfall(
      [
        step('logged_cost_usd', 'logged', true),
        ...causes.map(([column, name]) => step(column, name)),
        step('billed_cost_usd', 'billed', true),
      ],
      width,
    );
  },
  columns: [
    'logged_cost_usd',
    ...causes.map(([column, name]) => ({ name: column, label: name })),
    'billed_cost_usd',
    'residual_usd',
    'absolute_residual_usd',
  ],
  empty: 'No invoice covers this period.',
};

const openLines = (scope: Scope, change: Record<string, string | null>) =>
  address({
    ...scope.state,
    picks: Object.fromEntries(Object.entries(change).filter((entry): entry is [string, string] => entry[1] !== null)),
  });

const byMeter = (scope: Scope): Figure => ({
  id: 'residual-by-meter',
  title: 'Where the residual lies',
  totals: sums,
  query: {
    ...lines,
    where: { absolute_residual_usd: 'gt.0' },
    group: ['provider', 'llm_model', 'meter'],
    aggregate: [...sums, 'rows', 'status.values', 'period_start_date.min'],
    order: 'absolute_residual_usd.desc',
  },
  finding: ({ rows }) => {
    const row = rows.first!;
    const part = bySize(row)[0];
    return `The largest is ${row.text('meter')!.replaceAll('_', ' ')} of ${row.text('llm_model')}: ${money(row.decimal('residual_usd'))} from ${day(row.number('period_start_date_min'))} on, for ${part?.story ?? 'nothing that is known'}.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 10).map(row => ({
        name: `${row.text('llm_model')} · ${row.text('meter')!.replaceAll('_', ' ')}`,
        value: row.number('residual_usd'),
        text: money(row.decimal('residual_usd')),
        colour: row.number('residual_usd') < 0 ? colour.saving : colour.loss,
      })),
      width,
    ),
  columns: [
    'provider',
    { name: 'llm_model', href: row => openLines(scope, { model: row.text('llm_model'), meter: row.text('meter') }) },
    'meter',
    'residual_usd',
    'billed_cost_usd',
    'logged_cost_usd',
    ...causes.map(([column, name]) => ({ name: column, label: name })),
    { name: 'status_values', label: 'Status' },
  ],
  empty: 'Every line of every invoice agrees with the logs to the last digit.',
});

const toCustomers = (scope: Scope): Figure => ({
  id: 'bill-by-customer',
  title: 'Who the bill is for',
  totals: ['allocated_cost_usd.sum'],
  query: {
    ...allocation,
    group: ['customer_id'],
    aggregate: ['allocated_cost_usd.sum', 'line_key.distinct'],
    order: 'allocated_cost_usd.desc',
  },
  more: { unlogged: { ...allocation, where: { customer_id: 'in.(unlogged),(unattributed)' }, aggregate: ['allocated_cost_usd.sum'] } },
  finding: ({ rows, totals, more }) =>
    `${rows.first!.text('customer_id')} bears ${money(rows.first!.decimal('allocated_cost_usd'))} of ${money(totals!.decimal('allocated_cost_usd'))}, taxes included; ${money(more['unlogged']!.first!.decimal('allocated_cost_usd'))} are for nobody who is known.`,
  draw: ({ rows }, width) =>
    bars(
      [...rows].slice(0, 10).map(row => ({
        name: row.text('customer_id') ?? '',
        value: row.decimal('allocated_cost_usd') ? row.number('allocated_cost_usd') : 0,
        text: money(row.decimal('allocated_cost_usd')),
        ...(row.text('customer_id')!.startsWith('(') ? { colour: colour.warn } : {}),
      })),
      width,
    ),
  columns: [
    { name: 'customer_id', href: row => linkTo(scope.state, 'customers', { picks: { customer: row.text('customer_id')! } }) },
    'allocated_cost_usd',
    { name: 'line_key_distinct', label: 'Invoice lines' },
  ],
});

const lineTable = (scope: Scope): Figure => ({
  id: 'periods',
  title: 'Charge periods that do not agree',
  wide: true,
  totals: sums,
  query: {
    ...lines,
    where: { status: 'neq.reconciled' },
    order: 'absolute_residual_usd.desc',
    limit: 500,
    select: [
      'period_start_date',
      'provider',
      'account_id',
      'llm_model',
      'meter',
      'status',
      'billed_quantity',
      'logged_quantity',
      'residual_quantity',
      'billed_cost_usd',
      'logged_cost_usd',
      'residual_usd',
      ...causes.map(([column]) => column),
    ],
  },
  finding: ({ rows }) =>
    `${plural(rows.length, 'charge period')} differ from the logs; the largest is ${rows.first!.text('llm_model')} on ${day(rows.first!.number('period_start_date'))} with ${money(rows.first!.decimal('residual_usd'))}.`,
  columns: [
    { name: 'period_start_date', label: 'Period from' },
    'provider',
    { name: 'llm_model', href: row => openLines(scope, { model: row.text('llm_model'), meter: row.text('meter'), from: null }) },
    'meter',
    'status',
    'residual_usd',
    'billed_cost_usd',
    'logged_cost_usd',
    'billed_quantity',
    'logged_quantity',
    ...causes.map(([column, name]) => ({ name: column, label: name })),
    { name: 'calls', label: 'Calls', write: () => 'Requests', href: row => requestsOf(scope, { llm_model: row.text('llm_model') }) },
  ],
  empty: 'Every charge period agrees with the logs.',
});

const causesOfNews: Record<string, string> = {
  late_file: 'a file that came late',
  corrected_price: 'a corrected price',
  corrected_invoice: 'a corrected invoice',
};

const restatements: Figure = {
  id: 'restatements',
  title: 'What was said first, and changed',
  wide: true,
  query: {
    table: 'mart_restatements',
    time: 'period_start_date',
    order: 'commit_no.desc,period_start_date.desc,provider,cause',
    limit: 500,
  },
  totals: ['cost_difference_usd.sum'],
  finding: ({ rows, totals }) => {
    const last = rows.first!;
    return `${plural(rows.length, 'figure')} of a day changed after it was published, by ${money(totals!.decimal('cost_difference_usd'))} in all; the latest is ${day(last.number('period_start_date'))}, for ${causesOfNews[last.text('cause')!] ?? last.text('cause')}.`;
  },
  columns: [
    { name: 'period_start_date', label: 'Day' },
    'provider',
    { name: 'cause', write: row => causesOfNews[row.text('cause')!] ?? row.text('cause')! },
    { name: 'cost_basis', label: 'Basis' },
    { name: 'cost_before', label: 'Said before' },
    { name: 'cost_after', label: 'Said now' },
    { name: 'cost_difference', label: 'Difference' },
    { name: 'billing_currency', label: 'Currency' },
    { name: 'cost_difference_usd', label: 'In USD' },
    { name: 'commit_no', label: 'Commit' },
  ],
  empty: 'Nothing that was published about these days has changed since.',
};

/** The invoice lines behind a row, with what each customer bears of them. */
function chosenLines(scope: Scope): Section[] {
  const { model, meter } = scope.state.picks;
  if (!model) {
    return [];
  }
  return [
    {
      title: 'Invoice lines',
      figures: [
        {
          id: 'lines',
          title: `${model}, ${(meter ?? 'all meters').replaceAll('_', ' ')}: lines of the invoice`,
          wide: true,
          totals: ['billed_cost.sum'],
          query: { table: 'invoice_lines', where: { llm_model: `eq.${model}` }, limit: 500 },
          finding: ({ rows }) => `${plural(rows.length, 'line')} of ${model} as the provider wrote ${rows.length === 1 ? 'it' : 'them'}.`,
          columns: [
            'charge_period_start',
            'provider',
            'llm_model',
            'meter',
            'charge_category',
            'charge_description',
            'consumed_quantity',
            'consumed_unit',
            'billed_cost',
            'billing_currency',
            'invoice_id',
            'line_key',
          ],
          empty: 'No invoice line names this model.',
        },
      ],
    },
  ];
}
