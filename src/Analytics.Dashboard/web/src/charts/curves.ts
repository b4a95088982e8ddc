import { areaY, dot, line, plot, pointer, ruleX, ruleY, text, tip } from '@observablehq/plot';
import type { Drawing } from '../frame/declare.ts';
import { moneyTick, plural, tick } from '../format/text.ts';
import { base, colour, colours, heightFor } from './theme.ts';

export interface CurvePoint {
  readonly batch: number;
  readonly cost: number;
  readonly low: number;
  readonly high: number;
  readonly series: string;
}

interface Options {
  readonly points: readonly CurvePoint[];
  readonly width: number;
  readonly floor: number;
  readonly sweetSpot: number;
  /** Where the day's traffic was. */
  readonly today: readonly { readonly batch: number; readonly label: string }[];
}

/** Cost per million tokens against the sequences of a step, with the floor, the sweet spot, and where the traffic is. */
export function costCurves({ points, width, floor, sweetSpot, today }: Options): Drawing {
  const drawn = points.filter(point => point.cost > 0 && point.batch > 0);
  const names = [...new Set(points.map(point => point.series))];
  const palette = colours(names);
  const chart = plot({
    ...base(width, heightFor(width) + 60),
    marginLeft: 60,
    marginBottom: 40,
    marginTop: 26,
    marginRight: 24,
    x: { type: 'log', label: 'sequences in a step', labelArrow: 'none', labelAnchor: 'center', tickFormat: tick, ticks: 6 },
    y: { type: 'log', label: 'USD per million generated tokens', labelArrow: 'none', tickFormat: moneyTick, grid: true, ticks: 5 },
    color: { domain: palette.names, range: palette.range },
    marks: [
      areaY(drawn, { x: 'batch', y1: 'low', y2: 'high', fill: 'series', fillOpacity: 0.13, z: 'series' }),
      line(drawn, { x: 'batch', y: 'cost', stroke: 'series', strokeWidth: 2 }),
      dot(drawn, { x: 'batch', y: 'cost', fill: 'series', r: 2.4 }),
      floor > 0
        ? [
            ruleY([floor], { stroke: colour.muted, strokeDasharray: '4 3' }),
            text([floor], {
              y: (value: number) => value,
              frameAnchor: 'right',
              text: () => `floor ${moneyTick(floor)}`,
              dy: -8,
              fill: colour.ink,
            }),
          ]
        : null,
      sweetSpot > 0
        ? [
            ruleX([sweetSpot], { stroke: colour.muted, strokeDasharray: '2 3' }),
            text([sweetSpot], {
              x: (value: number) => value,
              frameAnchor: 'top',
              text: () => `sweet spot ${tick(sweetSpot)}`,
              dy: -14,
              fill: colour.ink,
            }),
          ]
        : null,
      ruleX(today, { x: 'batch', stroke: colour.warn, strokeWidth: 2 }),
      text(today, {
        x: 'batch',
        frameAnchor: 'bottom',
        text: 'label',
        dx: 6,
        dy: -6,
        textAnchor: 'start',
        fill: colour.ink,
        fontWeight: 600,
      }),
      tip(
        drawn,
        pointer({
          x: 'batch',
          y: 'cost',
          title: (point: CurvePoint) =>
            `${point.series}\n${tick(point.batch)} sequences\n${moneyTick(point.cost)} (${moneyTick(point.low)} to ${moneyTick(point.high)})`,
        }),
      ),
    ],
  });
  const missing = points.length - drawn.length;
  return {
    chart,
    legend: names.map((name, index) => [name, palette.range[index]!] as const),
    notes: missing > 0 ? [`${plural(missing, 'point')} without a cost cannot stand on a log axis; the table has them.`] : [],
  };
}

export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What was, as bars, and what is expected after it, with eight of ten cases as a band. */
export function projection(
  past: readonly { readonly x: number; readonly y: number }[],
  ahead: readonly BandPoint[],
  width: number,
): Drawing {
  const date = (point: { readonly x: number }): Date => new Date(point.x);
  const chart = plot({
    ...base(width, heightFor(width) + 20),
    marginLeft: 56,
    marginTop: 20,
    x: { type: 'utc', label: null, ticks: Math.max(3, Math.floor(width / 120)) },
    y: { label: 'USD a day', labelArrow: 'none', tickFormat: moneyTick, grid: true, zero: true, nice: true, ticks: 5 },
    marks: [
      areaY(ahead, { x: date, y1: 'low', y2: 'high', fill: colour.cost, fillOpacity: 0.18 }),
      line(past, { x: date, y: 'y', stroke: colour.ink, strokeWidth: 1.6 }),
      line(ahead, { x: date, y: 'middle', stroke: colour.cost, strokeWidth: 2 }),
      ruleY([0], { stroke: colour.rule }),
      tip(
        ahead,
        pointer({
          x: date,
          y: 'middle',
          title: (point: BandPoint) =>
            `${new Date(point.x).toISOString().slice(0, 10)}\nmedian ${moneyTick(point.middle)}\neight of ten cases ${moneyTick(point.low)} to ${moneyTick(point.high)}`,
        }),
      ),
    ],
  });
  return {
    chart,
    legend: [
      ['spent', colour.ink],
      ['median expected', colour.cost],
      ['eight of ten cases', 'color-mix(in srgb, var(--cost) 30%, transparent)'],
    ],
  };
}
