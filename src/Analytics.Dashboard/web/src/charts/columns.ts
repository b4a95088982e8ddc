import { axisX, dot, lineY, plot, pointerX, rectY, ruleX, ruleY, text, tip } from '@observablehq/plot';
import type { Drawing } from '../frame/declare.ts';
import { day } from '../format/time.ts';
import { base, colour, colours, heightFor, otherName } from './theme.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly series: string;
}

export interface Mark {
  readonly x: number;
  readonly label: string;
}

interface Options {
  readonly points: readonly Point[];
  readonly width: number;
  readonly grain: 'day' | 'week' | 'month';
  readonly tick: (value: number) => string;
  readonly write: (value: number) => string;
  readonly label: string;
  readonly marks?: readonly Mark[];
  /** Series in their order with colours of their own meaning. */
  readonly meanings?: readonly (readonly [name: string, colour: string])[];
  /** Values of the period before, moved onto this one. */
  readonly before?: readonly { readonly x: number; readonly y: number }[];
}

/** Names in the order of their size, (other) last. */
function namesBySize(points: readonly Point[]): string[] {
  const sizes = new Map<string, number>();
  for (const point of points) {
    sizes.set(point.series, (sizes.get(point.series) ?? 0) + (Number.isNaN(point.y) ? 0 : point.y));
  }
  return [...sizes]
    .sort(([left, a], [right, b]) => Number(left === otherName) - Number(right === otherName) || b - a || left.localeCompare(right))
    .map(([name]) => name);
}

const paletteOf = ({ points, meanings }: Options): { names: string[]; range: string[] } =>
  meanings ? { names: meanings.map(([name]) => name), range: meanings.map(([, ink]) => ink) } : colours(namesBySize(points));

const days = { day: 1, week: 7, month: 30 } as const;

/** Stacked columns over time. */
export function columnsOverTime(options: Options): Drawing {
  const palette = paletteOf(options);
  const { names } = palette;
  const points = options.points.filter(point => !Number.isNaN(point.y));
  const sums = [...Map.groupBy(points, point => point.x)].map(([x, members]) => ({
    x: new Date(x),
    y: members.reduce((sum, member) => sum + Math.max(0, member.y), 0),
    title: [
      spell(x, options.grain),
      ...members
        .sort((a, b) => names.indexOf(a.series) - names.indexOf(b.series))
        .map(member => `${member.series}  ${options.write(member.y)}`),
    ].join('\n'),
  }));
  const chart = plot({
    ...base(options.width, heightFor(options.width)),
    marginLeft: 52,
    marginTop: 24,
    x: { type: 'utc', label: null },
    y: { label: options.label, labelArrow: 'none', tickFormat: options.tick, grid: true, nice: true, ticks: 5 },
    color: { domain: names, range: palette.range },
    marks: [
      axisX({ ticks: Math.max(3, Math.floor(options.width / 110)), tickSize: 0 }),
      rectY(
        points.map(point => ({ ...point, x: new Date(point.x) })),
        {
          x: 'x',
          y: 'y',
          fill: 'series',
          interval: options.grain === 'day' ? 'day' : options.grain,
          order: names,
          inset: 0.5,
        },
      ),
      options.before &&
        lineY(
          options.before.map(point => ({ x: new Date(point.x + days[options.grain] * 43_200_000), y: point.y })),
          {
            x: 'x',
            y: 'y',
            stroke: colour.ink,
            strokeDasharray: '4 3',
            strokeWidth: 1.5,
          },
        ),
      ...markers(options.marks ?? []),
      ruleY([0], { stroke: colour.rule }),
      tip(sums, pointerX({ x: 'x', y: 'y', title: 'title' })),
    ],
  });
  const legend = names.length > 1 ? names.map((name, index) => [name, palette.range[index]!] as const) : [];
  return { chart, legend: options.before ? [...legend, ['period before', colour.ink] as const] : legend };
}

/** Lines over time, one of each series. */
export function linesOverTime(options: Options): Drawing {
  const palette = paletteOf(options);
  const { names } = palette;
  const chart = plot({
    ...base(options.width, heightFor(options.width)),
    marginLeft: 52,
    marginTop: 24,
    x: { type: 'utc', label: null },
    y: { label: options.label, labelArrow: 'none', tickFormat: options.tick, grid: true, nice: true, ticks: 5, zero: true },
    color: { domain: names, range: palette.range },
    marks: [
      axisX({ ticks: Math.max(3, Math.floor(options.width / 110)), tickSize: 0 }),
      lineY(withGaps(options), { x: 'x', y: 'y', z: 'series', stroke: 'series', strokeWidth: 1.8 }),
      dot(
        options.points.map(point => ({ ...point, x: new Date(point.x) })),
        { x: 'x', y: 'y', fill: 'series', r: 1.8 },
      ),
      ...markers(options.marks ?? []),
      ruleY([0], { stroke: colour.rule }),
      tip(
        options.points.filter(point => !Number.isNaN(point.y)),
        pointerX({
          x: (point: Point) => new Date(point.x),
          y: 'y',
          title: (point: Point) => `${spell(point.x, options.grain)}\n${point.series}  ${options.write(point.y)}`,
        }),
      ),
    ],
  });
  return { chart, legend: names.length > 1 ? names.map((name, index) => [name, palette.range[index]!] as const) : [] };
}

/** Points in order, with a break wherever a series has nothing for a while: no data is not a straight line. */
function withGaps({ points, grain }: Options): { x: Date; y: number; series: string }[] {
  const step = days[grain] * 86_400_000 * 1.2;
  return [...Map.groupBy(points, point => point.series).values()].flatMap(members =>
    members
      .toSorted((left, right) => left.x - right.x)
      .flatMap((point, index, all) => {
        const before = all[index - 1];
        const drawn = { ...point, x: new Date(point.x) };
        return before && point.x - before.x > step ? [{ ...drawn, y: NaN }, drawn] : [drawn];
      }),
  );
}

/** Rules at days on which something happened, with its name on top. */
const markers = (marks: readonly Mark[]) => [
  ruleX(marks, { x: (mark: Mark) => new Date(mark.x), stroke: colour.warn, strokeWidth: 1.5, strokeDasharray: '3 2' }),
  text(marks, {
    x: (mark: Mark) => new Date(mark.x),
    text: 'label',
    frameAnchor: 'top',
    dy: -14,
    fill: colour.ink,
    textAnchor: 'middle',
    fontWeight: 600,
  }),
];

const spell = (x: number, grain: Options['grain']): string => (grain === 'day' ? day(x) : `${grain} from ${day(x)}`);
