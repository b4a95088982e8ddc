import { bars } from '../../charts/ranking.ts';
import { columnsOverTime } from '../../charts/columns.ts';
import { costCurves } from '../../charts/curves.ts';
import type { Query, Scope } from '../../data/query.ts';
import type { Row } from '../../data/rows.ts';
import type { Figure, Tile, View } from '../../frame/declare.ts';
import { count, money, moneyTick, number, share, tick } from '../../format/text.ts';
import { partOf, requestsOf } from '../parts.ts';
import { heat, minutes, responsibility, windows } from './capacity.ts';

const daily = { table: 'mart_resource_costs', time: 'event_date' } as const;
const sums = ['loaded_cost_usd.sum', 'resource_cost_usd.sum', 'idle_cost_usd.sum', 'requests.sum', 'uncosted_requests.sum'];
const rent: Query = { ...daily, where: { cost_evidence: 'eq.allocated' }, aggregate: [...sums, 'list_cost_usd.sum'] };
const modelled: Query = { ...daily, where: { cost_evidence: 'eq.modelled' }, aggregate: [...sums, 'list_cost_usd.sum'] };
export const serving: View = {
  id: 'serving',
  title: 'Cost to serve',
  question: 'What does it take to serve this, and whose peaks set the capacity?',
  group: 'Serving',
  controls: { time: 'range', grain: true },
  sections: scope => [
    { tiles: [rentTile, idleTile, modelledTile, overTile] },
    { figures: [curves(scope), heat(scope), windows, responsibility, parts(scope), ratios(scope)] },
  ],
};

const rentTile: Tile = {
  id: 'rent',
  label: 'Rent of our GPUs',
  query: rent,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('loaded_cost_usd')),
    note: `${count(rows.first!.whole('requests'))} requests ran on them`,
  }),
};
const idleTile: Tile = {
  id: 'idle',
  label: 'Of it idle',
  query: rent,
  read: ({ rows }) => ({
    value: partOf(rows.first!.decimal('idle_cost_usd'), rows.first!.decimal('loaded_cost_usd')),
    note: `${money(rows.first!.decimal('idle_cost_usd'))} for time in which they did nothing`,
    tone: 'warn',
  }),
};
const modelledTile: Tile = {
  id: 'modelled',
  label: 'Modelled cost at providers',
  query: modelled,
  read: ({ rows }) => ({
    value: money(rows.first!.decimal('resource_cost_usd')),
    note: `list price of those calls: ${money(rows.first!.decimal('list_cost_usd'))}; never added to the rent`,
  }),
};
const overTile: Tile = {
  id: 'over',
  label: 'Minutes over capacity',
  query: { ...minutes, aggregate: ['rows', 'is_over_capacity.true', 'kv_peak_share.max'] },
  read: ({ rows }) => {
    const over = rows.first!.whole('is_over_capacity_true') ?? 0n;
    return {
      value: count(over),
      note: `of ${count(rows.first!.whole('rows'))} minutes with calls; memory was ${share(rows.first!.number('kv_peak_share_max'))} full at most`,
      tone: over > 0n ? 'bad' : 'good',
    };
  },
};

const curves = (scope: Scope): Figure => {
  const deployment = scope.state.picks['deployment'];
  const where: Record<string, string> = deployment ? { deployment: `eq.${deployment}` } : { rental: 'eq.dedicated' };
  return {
    id: 'cost-curves',
    title: 'What a token costs to generate, by how full the step is',
    wide: true,
    query: {
      table: 'mart_cost_curves',
      where,
      order: 'deployment,context_tokens,batch_sequences',
      limit: 400,
      select: [
        'deployment',
        'llm_model',
        'accelerator',
        'context_tokens',
        'batch_sequences',
        'regime',
        'output_usd',
        'output_low_usd',
        'output_high_usd',
        'output_floor_usd',
        'weights_usd',
        'kv_usd',
        'compute_usd',
        'sweet_spot_sequences',
        'sequence_limit',
        'tokens_per_second_per_sequence',
        'is_capacity_limited',
        'is_assumed',
      ],
    },
    more: { today: { ...minutes, select: ['batch_sequences', 'deployment', 'minute_start'], order: 'batch_sequences.desc', limit: 5_000 } },
    finding: ({ rows, more }) => {
      const first = rows.first!;
      const own = [...rows].filter(
        row => row.text('deployment') === first.text('deployment') && row.number('context_tokens') === first.number('context_tokens'),
      );
      const [alone, full] = [own.at(0)!, own.at(-1)!];
      const usual = median([...more['today']!].map(row => row.number('batch_sequences')));
      return (
        `On ${first.text('deployment')} a million tokens cost ${money(alone.decimal('output_usd'))} one sequence at a time and ${money(full.decimal('output_usd'))} at ${count(full.whole('batch_sequences'))} of ${tick(full.number('context_tokens'))} tokens` +
        (Number.isNaN(usual) ? '.' : `; today’s traffic decodes ${number(Math.round(usual * 10) / 10)} at a time in its median minute.`)
      );
    },
    draw: ({ rows, more }, width) => {
      const first = rows.first!;
      const own = [...rows].filter(row => row.text('deployment') === first.text('deployment'));
      const usual = median([...more['today']!].map(row => row.number('batch_sequences')));
      return costCurves({
        points: own.map(row => ({
          batch: row.number('batch_sequences'),
          cost: row.number('output_usd'),
          low: row.number('output_low_usd'),
          high: row.number('output_high_usd'),
          series: `${tick(row.number('context_tokens'))} tokens of context`,
        })),
        width,
        floor: first.number('output_floor_usd'),
        sweetSpot: first.number('sweet_spot_sequences'),
        today: Number.isNaN(usual) ? [] : [{ batch: Math.max(1, usual), label: 'today' }],
      });
    },
    columns: [
      'deployment',
      'llm_model',
      'accelerator',
      'context_tokens',
      { name: 'batch_sequences', label: 'Sequences' },
      'regime',
      { name: 'output_usd', label: 'Per 1M generated' },
      { name: 'output_low_usd', label: 'At least' },
      { name: 'output_high_usd', label: 'At most' },
      { name: 'output_floor_usd', label: 'Floor' },
      'weights_usd',
      'kv_usd',
      'compute_usd',
      { name: 'tokens_per_second_per_sequence', label: 'Tokens/s each' },
      'is_capacity_limited',
      'is_assumed',
    ],
    empty: 'No deployment of our own is declared; a source of kind deployments does that.',
  };
};

function median(values: readonly number[]): number {
  const known = values.filter(value => !Number.isNaN(value)).sort((left, right) => left - right);
  return known.length === 0 ? NaN : known[Math.floor(known.length / 2)]!;
}

const costParts: readonly (readonly [column: string, name: string])[] = [
  ['prefill_cost_usd', 'prompts'],
  ['decode_weights_cost_usd', 'moving weights'],
  ['decode_kv_cost_usd', 'moving KV caches'],
  ['decode_compute_cost_usd', 'computing tokens'],
];

const parts = (scope: Scope): Figure => ({
  id: 'resource-parts',
  title: 'What serving takes, at providers',
  totals: [...costParts.map(([column]) => `${column}.sum`), 'resource_cost_usd.sum'],
  query: {
    ...daily,
    where: { cost_evidence: 'eq.modelled' },
    group: [`event_date.${scope.state.grain}`],
    aggregate: [
      ...costParts.map(([column]) => `${column}.sum`),
      'resource_cost_usd.sum',
      'resource_cost_lower_usd.sum',
      'resource_cost_upper_usd.sum',
    ],
  },
  finding: ({ totals }) => {
    const [column, name] = costParts.toSorted(([left], [right]) => totals!.number(right) - totals!.number(left))[0]!;
    return `${partOf(totals!.decimal(column), totals!.decimal('resource_cost_usd'))} of the modelled ${money(totals!.decimal('resource_cost_usd'))} goes into ${name}.`;
  },
  draw: ({ rows }, width) =>
    columnsOverTime({
      points: [...rows].flatMap(row =>
        costParts.map(([column, name]) => ({ x: row.number('event_date'), y: row.number(column), series: name })),
      ),
      width,
      grain: scope.state.grain,
      tick: moneyTick,
      write: moneyTick,
      label: 'USD',
      meanings: costParts.map(([, name], index) => [name, `var(--s${index + 1})`]),
    }),
  columns: [
    { name: 'event_date', label: 'From' },
    ...costParts.map(([column, name]) => ({ name: column, label: name })),
    'resource_cost_usd',
    { name: 'resource_cost_lower_usd', label: 'At least' },
    { name: 'resource_cost_upper_usd', label: 'At most' },
  ],
});

const ratio = (row: Row): number => row.number('list_cost_usd') / row.number('loaded_cost_usd');

const ratios = (scope: Scope): Figure => ({
  id: 'price-ratios',
  title: 'List price against cost to serve',
  totals: ['loaded_cost_usd.sum', 'list_cost_usd.sum', 'requests.sum', 'uncosted_requests.sum'],
  query: {
    ...daily,
    where: { cost_evidence: 'eq.modelled', list_cost_usd: 'is.notnull' },
    group: ['llm_model'],
    aggregate: ['loaded_cost_usd.sum', 'list_cost_usd.sum', 'requests.sum', 'uncosted_requests.sum'],
    order: 'list_cost_usd.desc',
  },
  finding: ({ rows }) => {
    const ordered = [...rows].filter(row => ratio(row) > 0).sort((left, right) => ratio(right) - ratio(left));
    return ordered.length === 0
      ? 'For no model are price and cost both known.'
      : `${ordered[0]!.text('llm_model')} is sold at ${number(Number(ratio(ordered[0]!).toPrecision(2)))} times its modelled cost, ${ordered.at(-1)!.text('llm_model')} at ${number(Number(ratio(ordered.at(-1)!).toPrecision(2)))} times.`;
  },
  draw: ({ rows }, width) =>
    bars(
      [...rows]
        .filter(row => ratio(row) > 0)
        .map(row => ({
          name: row.text('llm_model') ?? '',
          value: ratio(row),
          text: `${number(Number(ratio(row).toPrecision(2)))}×`,
          goal: 1,
        })),
      width,
    ),
  columns: [
    { name: 'llm_model', href: row => requestsOf(scope, { llm_model: row.text('llm_model') }) },
    { name: 'ratio', label: 'List ÷ cost', write: row => number(Number(ratio(row).toPrecision(3))) },
    { name: 'list_cost_usd', label: 'At list prices' },
    { name: 'loaded_cost_usd', label: 'To serve' },
    'requests',
    'uncosted_requests',
  ],
});
