import { axisX, axisY, cell, plot } from '@observablehq/plot';
import type { Drawing } from '../frame/declare.ts';
import { dayTick } from '../format/time.ts';
import { base, colour } from './theme.ts';

export interface HeatCell {
  readonly day: number;
  readonly hour: number;
  readonly value: number;
  readonly text: string;
}

const steps = ['var(--heat-0)', 'var(--heat-1)', 'var(--heat-2)', 'var(--heat-3)', 'var(--heat-4)', 'var(--heat-5)'];

/**
 * Hours of days in steps of colour, with limits that mean something. An hour of which nothing is known stays empty with a
 * dot, which is not the step of zero.
 */
export function heatMap(
  cells: readonly HeatCell[],
  days: readonly number[],
  width: number,
  limits: readonly number[],
  write: (value: number) => string,
): Drawing {
  const stepOf = (value: number): number => limits.filter(limit => value > limit).length;
  const known = new Set(cells.map(known => `${known.day} ${known.hour}`));
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const missing = days.flatMap(day => hours.filter(hour => !known.has(`${day} ${hour}`)).map(hour => ({ day, hour })));
  const every = Math.max(1, Math.ceil(days.length / (width / 60)));
  const chart = plot({
    ...base(width, 24 * 13 + 44),
    marginLeft: 46,
    marginBottom: 34,
    x: { domain: days, padding: 0.06 },
    y: { domain: hours, padding: 0.06 },
    marks: [
      axisX({ tickSize: 0, label: null, ticks: days.filter((_, index) => index % every === 0), tickFormat: dayTick }),
      axisY({ tickSize: 0, label: null, ticks: [0, 6, 12, 18, 23], tickFormat: (hour: number) => `${hour}:00` }),
      cell(missing, { x: 'day', y: 'hour', fill: 'none', stroke: colour.rule, strokeOpacity: 0.6, rx: 2, inset: 1 }),
      cell(cells, {
        x: 'day',
        y: 'hour',
        fill: (one: HeatCell) => steps[stepOf(one.value)]!,
        rx: 2,
        title: 'text',
        stroke: (one: HeatCell) => (stepOf(one.value) === limits.length ? colour.loss : 'none'),
        strokeWidth: 2,
      }),
    ],
  });
  const names = [
    `up to ${write(limits[0]!)}`,
    ...limits.slice(1).map((limit, index) => `${write(limits[index]!)} – ${write(limit)}`),
    `above ${write(limits.at(-1)!)}`,
  ];
  return { chart, legend: [...names.map((name, index) => [name, steps[index]!] as const), ['nobody was there', 'transparent']] };
}
