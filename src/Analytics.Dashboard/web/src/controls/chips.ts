import { getRows } from '../data/api.ts';
import { pathOf, type Scope } from '../data/query.ts';
import { element } from '../frame/element.ts';
import { address, go, type Filter } from '../state/state.ts';

const columns: readonly (readonly [name: string, label: string])[] = [
  ['customer_id', 'Customer'],
  ['llm_model', 'Model'],
  ['provider', 'Provider'],
  ['feature', 'Feature'],
];

export const filterLabel = (name: string): string => columns.find(([known]) => known === name)?.[1] ?? name;

/** Filters as chips, and a small form that adds one. */
export class Chips {
  readonly root: HTMLElement;
  private readonly list = element('ul', { class: 'chips', 'aria-label': 'Filters' });
  private readonly column = element(
    'select',
    { 'aria-label': 'Filter by', onchange: () => void this.suggest() },
    ...columns.map(([value, label]) => element('option', { value }, label)),
  );
  private readonly values = element('datalist', { id: 'filter-values' });
  private readonly value = element('input', {
    type: 'text',
    list: 'filter-values',
    autocomplete: 'off',
    placeholder: 'is …',
    'aria-label': 'Value of the filter',
    onfocus: () => void this.suggest(),
    onchange: () => this.add(),
    onkeydown: event => {
      (event as KeyboardEvent).key === 'Enter' && this.add();
    },
  });

  constructor(private readonly scope: () => Scope) {
    this.root = element(
      'div',
      { class: 'filters' },
      element(
        'span',
        { class: 'adder' },
        this.column,
        this.value,
        this.values,
        element('button', { type: 'button', onclick: () => this.add() }, 'Add filter'),
      ),
      this.list,
    );
  }

  update(scope: Scope): void {
    this.list.hidden = scope.state.filters.length === 0;
    this.list.replaceChildren(
      ...scope.state.filters.map(filter =>
        element(
          'li',
          {},
          `${filterLabel(filter.column)}: ${filter.value}`,
          element(
            'a',
            {
              href: address({ ...scope.state, filters: scope.state.filters.filter(other => other !== filter) }),
              'aria-label': `Take off the filter ${filterLabel(filter.column)}: ${filter.value}`,
            },
            '×',
          ),
        ),
      ),
    );
  }

  /** The dearest members of the column, as the chosen period and the other filters have them. */
  private async suggest(): Promise<void> {
    const rows = await getRows(
      pathOf(
        {
          table: 'mart_daily_costs',
          group: [this.column.value],
          aggregate: ['cost_usd.sum'],
          order: 'cost_usd.desc',
          limit: 500,
          time: 'reporting_date',
          basis: 'list',
          ignores: [this.column.value],
        },
        this.scope(),
      ),
    );
    this.values.replaceChildren(...[...rows].map(row => element('option', { value: row.text(this.column.value) ?? '' })));
  }

  private add(): void {
    const value = this.value.value.trim();
    const { state } = this.scope();
    if (value === '') {
      return;
    }
    const added: Filter = { column: this.column.value, value };
    this.value.value = '';
    go({ ...state, filters: [...state.filters.filter(filter => filter.column !== added.column), added] });
  }
}
