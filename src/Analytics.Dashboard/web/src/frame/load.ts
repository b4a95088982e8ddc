import { getRows } from '../data/api.ts';
import { pathOf, totalOf, type Query, type Scope } from '../data/query.ts';
import type { Data } from './declare.ts';

interface Question {
  readonly query: Query;
  readonly more?: Readonly<Record<string, Query>>;
  readonly compares?: boolean;
  readonly totals?: readonly string[];
}

/** Every address that a declaration asks: two of the same text would show the same. */
export function addressesOf(question: Question, scope: Scope): string {
  const all = [question.query, ...Object.values(question.more ?? {})].map(query => pathOf(query, scope));
  return [...all, compared(question, scope) ?? '', question.totals?.join() ?? ''].join('\n');
}

export async function load(question: Question, scope: Scope): Promise<Data> {
  const before = compared(question, scope);
  const total = question.totals && pathOf(totalOf(question.query, question.totals), scope);
  const more = Object.entries(question.more ?? {});
  const [rows, beforeRows, totals, ...others] = await Promise.all([
    getRows(pathOf(question.query, scope)),
    before ? getRows(before) : null,
    total ? getRows(total) : null,
    ...more.map(([, query]) => getRows(pathOf(query, scope))),
  ]);
  return {
    rows,
    before: beforeRows,
    totals: totals?.first ?? null,
    more: Object.fromEntries(more.map(([name], index) => [name, others[index]!])),
  };
}

const compared = (question: Question, scope: Scope): string | null =>
  question.compares && scope.state.compare && scope.previous ? pathOf(question.query, scope, 'arrows', scope.previous) : null;
