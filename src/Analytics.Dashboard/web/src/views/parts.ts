import type { Point } from '../charts/columns.ts';
import type { Scope } from '../data/query.ts';
import type { Row, Rows } from '../data/rows.ts';
import type { TileText } from '../frame/declare.ts';
import { divide, subtract, toNumber, type Decimal } from '../format/decimal.ts';
import { share } from '../format/text.ts';
import { linkTo } from '../state/state.ts';

/** Rows of time, series and amount as points. */
export const points = (rows: Rows, time: string, series: string | null, amount: string): Point[] =>
  [...rows].map(row => ({
    x: row.number(time),
    y: row.number(amount),
    series: series === null ? '' : (row.text(series) ?? '(not reported)'),
  }));

/** A part of a whole, for sentences; both are the server's sums. */
export function partOf(part: Decimal | null, whole: Decimal | null): string {
  const ratio = part && whole && divide(part, whole);
  return share(ratio ? toNumber(ratio) : null);
}

/** +12.3 % against the period before. */
function changeText(now: Decimal | null, before: Decimal | null | undefined): string | undefined {
  if (!now || !before) {
    return undefined;
  }
  const ratio = divide(subtract(now, before), before);
  return ratio ? `${toNumber(ratio) >= 0 ? '+' : ''}${share(toNumber(ratio))} against the period before` : undefined;
}

/** A tile of one amount with its change. */
export const amountTile = (value: string, now: Decimal | null, before: Row | null, column: string, note = ''): TileText => ({
  value,
  note: [note, changeText(now, before?.decimal(column))].filter(text => text).join(' · '),
});

/** The requests behind a row: those of a filter, in the period that is shown. */
export const requestsOf = (scope: Scope, filters: Readonly<Record<string, string | null>>): string => {
  const added = Object.entries(filters)
    .filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== '(other)')
    .map(([column, value]) => ({ column, value }));
  return linkTo(scope.state, 'requests', {
    filters: [...scope.state.filters.filter(filter => !added.some(other => other.column === filter.column)), ...added],
  });
};

/** The row whose amount is the greatest; null where none is known. */
export function greatest(rows: Iterable<Row>, column: string): Row | null {
  let best: Row | null = null;
  for (const row of rows) {
    if (!Number.isNaN(row.number(column)) && (best === null || row.number(column) > best.number(column))) {
      best = row;
    }
  }
  return best;
}
