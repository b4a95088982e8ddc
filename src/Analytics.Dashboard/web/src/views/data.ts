import { getRows } from '../data/api.ts';
import type { TableInfo } from '../data/catalogue.ts';
import type { Scope } from '../data/query.ts';
import type { View } from '../frame/declare.ts';
import { element } from '../frame/element.ts';
import { Sheet } from '../frame/sheet.ts';
import { count, plural } from '../format/text.ts';
import { address } from '../state/state.ts';

const rowsShown = 20_000;

/** Every published table as it is: what it means, its columns, its rows, its files. */
export const data: View = {
  id: 'data',
  title: 'Data',
  question: 'Which tables are there, and what does every column mean?',
  group: 'System',
  controls: { filters: false },
  sections: () => [{ custom: { id: 'browser', mount } }],
};

function mount() {
  const list = element('ul', { class: 'tables', 'aria-label': 'Tables' });
  const search = element('input', {
    type: 'search',
    placeholder: 'Find a table or column',
    'aria-label': 'Find a table or column',
    oninput: () => fill(),
  });
  const detail = element('div', { class: 'table-detail' });
  const root = element('div', { class: 'browser' }, element('div', {}, search, list), detail);
  let scope: Scope | null = null;
  let shown = '';

  const fill = (): void => {
    const wanted = search.value.trim().toLowerCase();
    const chosen = chosenOf(scope!);
    const fits = (table: TableInfo): boolean =>
      `${table.name} ${table.columns.map(column => column.name).join(' ')}`.toLowerCase().includes(wanted);
    list.replaceChildren(
      ...scope!.catalogue.tables
        .filter(fits)
        .toSorted((left, right) => left.name.localeCompare(right.name))
        .map(table =>
          element(
            'li',
            {},
            element(
              'a',
              {
                href: address({ ...scope!.state, picks: { table: table.name } }),
                'aria-current': table === chosen ? 'true' : undefined,
              },
              table.name,
              element('span', {}, count(table.rows)),
            ),
          ),
        ),
    );
  };
  const update = async (now: Scope): Promise<void> => {
    scope = now;
    fill();
    const table = chosenOf(now);
    const order = now.state.picks['order'] ?? '';
    if (`${table.name} ${order}` === shown) {
      return;
    }
    shown = `${table.name} ${order}`;
    await show(detail, table, order, now);
  };
  return { root, update };
}

const chosenOf = (scope: Scope): TableInfo =>
  scope.catalogue.tables.find(table => table.name === scope.state.picks['table']) ??
  scope.catalogue.tables.find(table => table.name === 'mart_customer_costs') ??
  scope.catalogue.tables[0]!;

async function show(detail: HTMLElement, table: TableInfo, order: string, scope: Scope): Promise<void> {
  const parameters = new URLSearchParams({ limit: String(rowsShown), ...(order ? { order } : {}) });
  const rows = await getRows(`${table.path}.arrows?${parameters}`);
  const sheet = new Sheet(rows, order, column =>
    address({
      ...scope.state,
      picks: { table: table.name, order: order === `${column}.desc` ? `${column}.asc` : `${column}.desc` },
    }),
  );
  detail.replaceChildren(
    element(
      'figure',
      { class: 'card', id: 'figure-data' },
      element(
        'figcaption',
        {},
        element(
          'div',
          { class: 'head' },
          element('h2', {}, table.name),
          element(
            'div',
            { class: 'actions' },
            ...['csv', 'arrow', 'parquet', 'json'].map(format =>
              element(
                'a',
                { class: 'action', href: `${table.path}.${format}`, 'aria-label': `${table.name}: all rows as ${format}` },
                format.toUpperCase(),
              ),
            ),
          ),
        ),
        element('p', { class: 'finding' }, firstSentences(table.meaning)),
      ),
      element(
        'p',
        { class: 'facts' },
        `${plural(table.rows, 'row')}, ${plural(table.columns.length, 'column')}. ` +
          (table.rows > rowsShown ? `The first ${count(rowsShown)} rows are shown in the chosen order; the downloads hold all. ` : '') +
          'A heading sorts.',
      ),
      table.rows > 0
        ? sheet.root
        : element(
            'p',
            { class: 'note' },
            'This table is empty: nothing that it would speak of has been taken in. That is not the same as zero.',
          ),
    ),
    element('section', {}, element('h2', {}, 'Columns'), columnTable(table)),
  );
  sheet.draw();
}

const firstSentences = (meaning: string): string =>
  meaning
    .split('\n')
    .map(line => line.trim())
    .filter(line => line)
    .slice(0, 3)
    .join(' ');

const columnTable = (table: TableInfo): HTMLElement =>
  element(
    'div',
    { class: 'table columns', tabindex: '0', role: 'region', 'aria-label': `Columns of ${table.name}` },
    element(
      'table',
      {},
      element('caption', {}, `Columns of ${table.name}`),
      element(
        'thead',
        {},
        element('tr', {}, ...['Column', 'Type', 'Unit', 'Meaning'].map(head => element('th', { scope: 'col' }, element('span', {}, head)))),
      ),
      element(
        'tbody',
        {},
        ...table.columns.map(column =>
          element(
            'tr',
            {},
            element('td', {}, column.name),
            element('td', {}, column.type),
            element('td', {}, column.unit),
            element('td', {}, column.meaning),
          ),
        ),
      ),
    ),
  );
