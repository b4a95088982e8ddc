import { isoDay, monthStart } from '../format/time.ts';
import type { Span } from '../state/period.ts';
import type { State } from '../state/state.ts';
import { columnsOf, type Catalogue } from './catalogue.ts';

/** What is asked of one published table. Sums are the server's; see the parameters of /api/v1/tables/{name}. */
export interface Query {
  readonly table: string;
  readonly group?: readonly string[];
  readonly aggregate?: readonly string[];
  /** Column and number of members before (other). */
  readonly top?: readonly [string, number];
  readonly select?: readonly string[];
  readonly where?: Readonly<Record<string, string>>;
  readonly order?: string;
  readonly limit?: number;
  /** Column of days or times that the chosen period is about. */
  readonly time?: string;
  /** Column of months that the chosen month is about. */
  readonly month?: string;
  /** Whether the chosen cost basis counts, or the one that is named. */
  readonly basis?: 'chosen' | 'list' | 'resource';
  /** Filters that a chart leaves out on purpose. */
  readonly ignores?: readonly string[];
}

/** What a view is drawn for. */
export interface Scope {
  readonly state: State;
  readonly catalogue: Catalogue;
  readonly extent: Span;
  readonly span: Span;
  readonly previous: Span | null;
  readonly month: number;
}

export type Format = 'arrows' | 'arrow' | 'csv';

/** The address of an answer in a format: what is drawn and what is downloaded differ in nothing else. */
export function pathOf(query: Query, scope: Scope, format: Format = 'arrows', span: Span = scope.span): string {
  const columns = columnsOf(scope.catalogue, query.table);
  const parameters = new URLSearchParams();
  const evidence = ['cost_basis', 'cost_evidence'].filter(column => columns.has(column));
  if (query.group || query.aggregate) {
    const kept = evidence.filter(column => !query.group?.includes(column)).map(column => `${column}.values`);
    set(parameters, 'group', query.group);
    set(parameters, 'aggregate', [...(query.aggregate ?? ['rows']), ...kept]);
    set(parameters, 'top', query.top && [query.top.join('.')]);
  } else if (query.select) {
    set(parameters, 'select', [...query.select, ...evidence.filter(column => !query.select!.includes(column))]);
  }
  for (const [column, condition] of conditions(query, scope, columns, span)) {
    parameters.append(column, condition);
  }
  set(parameters, 'order', query.order ? [query.order] : undefined);
  set(parameters, 'limit', query.limit === undefined ? undefined : [String(query.limit)]);
  return `/api/v1/tables/${query.table}.${format}?${parameters}`;
}

/** The same rows gathered into one: the line of totals. */
export const totalOf = (query: Query, aggregate: readonly string[]): Query => {
  const { group: _group, top: _top, select: _select, order: _order, limit: _limit, ...rest } = query;
  return { ...rest, aggregate };
};

/** Filters that a table has no column for; whoever draws it must say so. */
export const ignoredFilters = (query: Query, scope: Scope): string[] => {
  const columns = columnsOf(scope.catalogue, query.table);
  return scope.state.filters.map(filter => filter.column).filter(column => !columns.has(column) || query.ignores?.includes(column));
};

function conditions(query: Query, scope: Scope, columns: ReadonlySet<string>, span: Span): [string, string][] {
  const result: [string, string][] = Object.entries(query.where ?? {});
  if (query.time) {
    // A month belongs to a period that has a day of it.
    const from = query.time === 'month_date' ? monthStart(span.from) : span.from;
    result.push([query.time, `gte.${isoDay(from)}`], [query.time, `lt.${isoDay(span.to)}`]);
  }
  if (query.month) {
    result.push([query.month, `eq.${isoDay(scope.month)}`]);
  }
  if (query.basis) {
    const [basis, evidence] = (query.basis === 'chosen' ? scope.state.basis : query.basis).split('.');
    result.push(['cost_basis', `eq.${basis}`]);
    if (evidence) {
      result.push(['cost_evidence', `eq.${evidence}`]);
    }
  }
  for (const { column, value } of scope.state.filters) {
    if (columns.has(column) && !query.ignores?.includes(column)) {
      result.push([column, `eq.${value}`]);
    }
  }
  return result;
}

function set(parameters: URLSearchParams, name: string, values: readonly string[] | undefined): void {
  if (values && values.length > 0) {
    parameters.set(name, values.join(','));
  }
}
