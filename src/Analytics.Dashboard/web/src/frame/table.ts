import { asNumber, type Row, type Rows, type Value } from '../data/rows.ts';
import type { Scope } from '../data/query.ts';
import { asColumn, isNumeric, labelOf, meaningText, write, type Column } from './columns.ts';
import { element } from './element.ts';

/** Rows that a table shows; all of them are in its downloads and all are sorted. */
const shownMax = 200;

interface Options {
  readonly caption: string;
  readonly table: string;
  readonly rows: Rows;
  readonly columns: readonly (string | Column)[];
  /** Sums by the server over all rows of the query, shown below. */
  readonly totals: Row | null;
  readonly scope: Scope;
}

/** A table that sorts by its headings and can be scrolled by keyboard. */
export function dataTable(options: Options): HTMLElement {
  const columns = options.columns.map(asColumn).filter(column => column.write ?? options.rows.has(column.name));
  let order: { column: Column; descending: boolean } | null = null;
  const body = element('tbody');
  const heads = columns.map(column => {
    const button = element(
      'button',
      { type: 'button', title: meaningText(options.scope.catalogue, options.table, column), onclick: () => sortBy(column) },
      labelOf(column),
    );
    return element('th', { scope: 'col', class: classOf(options.rows, column) }, button);
  });

  const sortBy = (column: Column): void => {
    order = { column, descending: order?.column === column ? !order.descending : true };
    heads.forEach((head, index) =>
      columns[index] === column
        ? head.setAttribute('aria-sort', order!.descending ? 'descending' : 'ascending')
        : head.removeAttribute('aria-sort'),
    );
    fill();
  };
  const fill = (): void => {
    const rows = sorted([...options.rows], order);
    body.replaceChildren(
      ...rows.slice(0, shownMax).map(row => element('tr', {}, ...columns.map(column => cell(row, column, options.rows)))),
    );
  };

  fill();
  const foot =
    options.totals &&
    element(
      'tfoot',
      {},
      element(
        'tr',
        {},
        ...columns.map((column, index) =>
          index === 0 ? element('th', { scope: 'row' }, 'Total') : totalCell(options.totals!, column, options.rows),
        ),
      ),
    );
  const hidden = options.rows.length - shownMax;
  return element(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-label': `Table: ${options.caption}` },
    element('table', {}, element('caption', {}, options.caption), element('thead', {}, element('tr', {}, ...heads)), body, foot),
    hidden > 0 && element('p', { class: 'note' }, `${shownMax} of ${options.rows.length} rows are shown; the downloads hold all of them.`),
  );
}

function cell(row: Row, column: Column, rows: Rows): HTMLElement {
  const text = column.write ? column.write(row) : write(column.name, rows.kind(column.name), row.value(column.name));
  const href = column.href?.(row);
  return element('td', { class: classOf(rows, column) }, href ? element('a', { href }, text) : text);
}

function totalCell(totals: Row, column: Column, rows: Rows): HTMLElement {
  const value = column.write || !totals.has(column.name) ? null : totals.value(column.name);
  return element(
    'td',
    { class: classOf(rows, column), 'data-total': column.name },
    value === null ? '' : write(column.name, rows.kind(column.name), value),
  );
}

const classOf = (rows: Rows, column: Column): string | undefined =>
  rows.has(column.name) && isNumeric(rows.kind(column.name)) ? 'number' : undefined;

function sorted(rows: Row[], order: { column: Column; descending: boolean } | null): Row[] {
  if (!order) {
    return rows;
  }
  const { column, descending } = order;
  const of = (row: Row): Value => (column.write && !row.has(column.name) ? column.write(row) : row.value(column.name));
  return rows.sort((left, right) => compare(of(left), of(right), descending));
}

/** What is unknown stands last in either direction. */
function compare(left: Value, right: Value, descending: boolean): number {
  if (left === null || right === null) {
    return left === right ? 0 : left === null ? 1 : -1;
  }
  const ordered =
    typeof left === 'string'
      ? left.localeCompare(String(right))
      : typeof left === 'boolean'
        ? Number(left) - Number(right)
        : asNumber(left) - asNumber(right);
  return descending ? -ordered : ordered;
}
