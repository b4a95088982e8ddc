import { areaY, dot, line, plot, pointer, text, tip } from '@observablehq/plot';
import type { Drawing } from '../frame/declare.ts';
import { count, moneyTick, share } from '../format/text.ts';
import { base, colour, heightFor } from './theme.ts';

export interface LorenzPoint {
  readonly members: number;
  readonly cost: number;
}

/** The Lorenz curve against the line of equality, from (0, 0). */
export function lorenz(points: readonly LorenzPoint[], width: number, members: string): Drawing {
  const size = Math.min(width, 460);
  const chart = plot({
    ...base(size, Math.round(size * 0.72)),
    marginLeft: 52,
    marginBottom: 38,
    x: {
      label: `share of ${members}, cheapest first`,
      labelArrow: 'none',
      domain: [0, 1],
      tickFormat: percentTick,
      ticks: 4,
      labelAnchor: 'center',
    },
    y: { label: 'share of cost', labelArrow: 'none', domain: [0, 1], tickFormat: percentTick, ticks: 4, grid: true },
    marks: [
      line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: colour.muted, strokeDasharray: '4 3' },
      ),
      areaY(points, { x: 'members', y1: 'members', y2: 'cost', fill: colour.cost, fillOpacity: 0.14 }),
      line(points, { x: 'members', y: 'cost', stroke: colour.cost, strokeWidth: 2 }),
      tip(
        points,
        pointer({
          x: 'members',
          y: 'cost',
          title: (point: LorenzPoint) => `the cheapest ${share(point.members)}\nmake ${share(point.cost)} of the cost`,
        }),
      ),
    ],
  });
  return {
    chart,
    legend: [
      ['cost', colour.cost],
      ['if all cost the same', colour.muted],
    ],
  };
}

const percentTick = (value: number): string => `${Math.round(value * 100)} %`;

/** The powers of ten that a log axis names. */
function decades(values: readonly number[]): number[] {
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  return Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
}

export interface RankPoint {
  readonly rank: number;
  readonly value: number;
  readonly name: string;
  readonly text: string;
  readonly isMarked?: boolean;
}

/** Rank against cost, both on log scales: a straight fall is a power law. What costs nothing has no place there and is counted. */
export function rankPlot(points: readonly RankPoint[], width: number, withoutPlace: number, members: string): Drawing {
  const drawn = points.filter(point => point.value > 0);
  const ranks = drawn.map(point => point.rank);
  // Names stand on the side that has room.
  const isLate = (point: RankPoint): boolean => point.rank > Math.sqrt(Math.max(...ranks));
  const label = (late: boolean) =>
    text(
      named.filter(point => isLate(point) === late),
      {
        x: 'rank',
        y: 'value',
        text: point => `${point.name}  ${point.text}`,
        textAnchor: late ? 'end' : 'start',
        dx: late ? -9 : 9,
        dy: late ? 14 : 0,
        fill: colour.ink,
        fontWeight: 600,
      },
    );
  const named = drawn.filter(point => point.name !== '' && (point.rank <= 3 || point.isMarked));
  const chart = plot({
    ...base(width, heightFor(width) + 40),
    marginLeft: 60,
    marginBottom: 38,
    marginRight: 20,
    marginTop: 26,
    x: {
      type: 'log',
      label: `rank of the ${members}, dearest first, against cost`,
      labelArrow: 'none',
      labelAnchor: 'center',
      tickFormat: '~s',
      ticks: decades(ranks),
    },
    y: {
      type: 'log',
      label: null,
      tickFormat: moneyTick,
      grid: true,
      ticks: decades(drawn.map(point => point.value)),
    },
    marks: [
      line(drawn, { x: 'rank', y: 'value', stroke: colour.cost, strokeWidth: 1.2 }),
      dot(drawn, {
        x: 'rank',
        y: 'value',
        r: point => (point.isMarked ? 5 : 2.6),
        fill: point => (point.isMarked ? colour.loss : colour.cost),
      }),
      label(false),
      label(true),
      tip(drawn, pointer({ x: 'rank', y: 'value', title: (point: RankPoint) => `${point.rank}. ${point.name}\n${point.text}` })),
    ],
  });
  const missing = points.length - drawn.length + withoutPlace;
  return {
    chart,
    legend: points.some(point => point.isMarked)
      ? [
          ['costs more than it pays', colour.loss],
          [members, colour.cost],
        ]
      : [],
    notes: [
      missing === 0
        ? 'Every point is drawn: none costs nothing.'
        : `${count(missing)} of the ${members} cost nothing or less and have no place on a log axis.`,
    ],
  };
}
