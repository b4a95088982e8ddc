import { day, dayMilliseconds, isoDay, month, monthAfter, monthStart, parseDay } from '../format/time.ts';
import type { Range, State } from './state.ts';

/** Days from one to another, the second not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The period that a state means, given the days that the tables have; both ends are cut to those. */
export function spanOf(state: State, extent: Span): Span {
  const wanted = wantedSpan(state, extent);
  return { from: Math.max(wanted.from, extent.from), to: Math.min(wanted.to, extent.to) };
}

function wantedSpan(state: State, extent: Span): Span {
  const last = extent.to - dayMilliseconds;
  switch (state.range) {
    case '7d':
      return { from: extent.to - 7 * dayMilliseconds, to: extent.to };
    case '28d':
      return { from: extent.to - 28 * dayMilliseconds, to: extent.to };
    case 'month':
      return { from: monthStart(last), to: extent.to };
    case 'before':
      return { from: monthStart(monthStart(last) - 1), to: monthStart(last) };
    case 'custom':
      return {
        from: state.from ? parseDay(state.from) : extent.from,
        to: state.to ? parseDay(state.to) + dayMilliseconds : extent.to,
      };
    default:
      return extent;
  }
}

/** As many days right before; null where the tables do not reach back that far. */
export function previousOf(span: Span, extent: Span): Span | null {
  const length = span.to - span.from;
  return span.from - length >= extent.from && length > 0 ? { from: span.from - length, to: span.from } : null;
}

export const rangeNames: Record<Range, string> = {
  all: 'All days',
  '7d': 'Last 7 days',
  '28d': 'Last 28 days',
  month: 'Month to date',
  before: 'Month before',
  custom: 'Own range',
};

/** 7 Sep – 13 Sep 2026 */
export function spanText(span: Span): string {
  const last = span.to - dayMilliseconds;
  return span.from === last ? day(last) : `${day(span.from)} – ${day(last)}`;
}

export const daysOf = (span: Span): number => Math.round((span.to - span.from) / dayMilliseconds);

/** All months that the tables touch. */
export function monthsOf(extent: Span): number[] {
  const months: number[] = [];
  for (let start = monthStart(extent.from); start < extent.to; start = monthAfter(start)) {
    months.push(start);
  }
  return months;
}

/** The month that a state means: its own, else the latest that the tables have whole, else the latest. */
export function monthOf(state: State, extent: Span): number {
  const months = monthsOf(extent);
  const whole = months.filter(start => start >= extent.from && monthAfter(start) <= extent.to);
  return months.find(start => isoDay(start).startsWith(state.month || 'none')) ?? whole.at(-1) ?? months.at(-1) ?? monthStart(extent.from);
}

/** Sep 2026, and how much of it there is. */
export function monthText(start: number, extent: Span): string {
  const days = daysOf({ from: Math.max(start, extent.from), to: Math.min(monthAfter(start), extent.to) });
  const all = daysOf({ from: start, to: monthAfter(start) });
  return days === all ? month(start) : `${month(start)} (${days} of ${all} days)`;
}
