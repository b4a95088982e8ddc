import { axisX, barY, plot, ruleY, text } from '@observablehq/plot';
import type { Drawing } from '../frame/declare.ts';
import { toNumber, type Decimal } from '../format/decimal.ts';
import { money, moneyTick } from '../format/text.ts';
import { base, colour, heightFor } from './theme.ts';

export interface Step {
  readonly name: string;
  readonly amount: Decimal | null;
  /** A bar from zero: where it starts, and where it ends. */
  readonly isTotal?: boolean;
}

/** From one total to another by its parts; parts of nothing are drawn as lines, so that their place is seen. */
export function waterfall(steps: readonly Step[], width: number): Drawing {
  let level = 0;
  const narrow = width < 90 * steps.length;
  const bars = steps.map(step => {
    const value = step.amount ? toNumber(step.amount) : 0;
    const from = step.isTotal ? 0 : level;
    level = step.isTotal ? value : level + value;
    return {
      ...step,
      value,
      text: narrow ? moneyTick(Math.round(value * 100) / 100) : money(step.amount),
      from,
      to: level,
      low: Math.min(from, level),
      high: Math.max(from, level),
    };
  });
  const names = steps.map(step => step.name);
  // The parts are small beside the totals: the axis starts where they do, and says so.
  const lowest = Math.min(...bars.filter(bar => !bar.isTotal).flatMap(bar => [bar.from, bar.to]));
  const highest = Math.max(...bars.map(bar => bar.high));
  const isCut = lowest > 0.4 * highest;
  const floor = isCut ? lowest - 0.35 * (highest - lowest) : Math.min(0, lowest);
  const chart = plot({
    ...base(width, heightFor(width) + (narrow ? 50 : 0)),
    marginLeft: 56,
    marginTop: 26,
    marginBottom: narrow ? 92 : 34,
    x: { domain: names, label: null, padding: 0.25 },
    y: {
      label: isCut ? 'USD, axis cut' : 'USD',
      labelArrow: 'none',
      tickFormat: moneyTick,
      grid: true,
      ticks: 5,
      domain: [floor, highest],
      nice: !isCut,
    },
    marks: [
      axisX({ tickSize: 0, label: null, ...(narrow ? { tickRotate: -45 } : {}) }),
      barY(bars, {
        x: 'name',
        y1: bar => Math.max(floor, bar.low),
        y2: 'high',
        rx: 1,
        fill: bar => (bar.isTotal ? colour.cost : bar.value > 0 ? colour.loss : bar.value < 0 ? colour.saving : colour.other),
        stroke: bar => (bar.value === 0 ? colour.other : 'none'),
      }),
      text(bars, { x: 'name', y: 'high', text: 'text', dy: -8, fill: colour.ink, fontVariant: 'tabular-nums' }),
      isCut ? null : ruleY([0], { stroke: colour.rule }),
    ],
  });
  return {
    chart,
    legend: [
      ['total', colour.cost],
      ['more', colour.loss],
      ['less', colour.saving],
    ],
  };
}
