import { barX, plot, ruleX, text, tickX } from '@observablehq/plot';
import type { Drawing } from '../frame/declare.ts';
import { base, colour, short } from './theme.ts';

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly colour?: string;
  /** A value to reach, drawn across the bar. */
  readonly goal?: number;
}

/** Pixels that a letter takes at most, nearly always. */
const letter = 6.9;

/** Bars with their names and amounts, in the order given. Names are made different by their place, so that two customers of one name stay two. */
export function bars(values: readonly Bar[], width: number): Drawing {
  const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(name => name.length));
  const left = Math.min(longest(values.map(bar => bar.name)) * letter + 14, Math.round(width * 0.46));
  const letters = Math.floor((left - 12) / letter);
  const right = longest(values.filter(bar => !(bar.value < 0)).map(bar => bar.text)) * letter + 16;
  const place = (_: Bar, index: number): number => index;
  const negative = values.some(bar => bar.value < 0);
  const chart = plot({
    ...base(width, values.length * 26 + 16),
    marginLeft: left,
    marginRight: right,
    marginTop: 4,
    marginBottom: 8,
    x: { axis: null, insetLeft: negative ? longest(values.filter(bar => bar.value < 0).map(bar => bar.text)) * letter + 14 : 0 },
    y: { axis: null, domain: values.map((_, index) => index), padding: 0.25 },
    marks: [
      barX(values, { x: 'value', y: place, fill: (bar: Bar) => bar.colour ?? colour.cost, rx: 2 }),
      ruleX([0], { stroke: colour.rule }),
      tickX(
        values.filter(bar => bar.goal !== undefined),
        { x: 'goal', y: (bar: Bar) => values.indexOf(bar), stroke: colour.ink, strokeWidth: 2 },
      ),
      text(values, {
        y: place,
        text: (bar: Bar) => short(bar.name, letters),
        frameAnchor: 'left',
        textAnchor: 'end',
        dx: -8,
        fill: colour.ink,
      }),
      text(
        values.filter(bar => bar.value >= 0),
        { x: 'value', y: (bar: Bar) => values.indexOf(bar), text: 'text', textAnchor: 'start', dx: 6, fill: colour.ink },
      ),
      text(
        values.filter(bar => bar.value < 0),
        { x: 'value', y: (bar: Bar) => values.indexOf(bar), text: 'text', textAnchor: 'end', dx: -6, fill: colour.ink },
      ),
    ],
  });
  return { chart };
}
