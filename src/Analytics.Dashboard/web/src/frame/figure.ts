import { ApiProblem } from '../data/api.ts';
import { ignoredFilters, pathOf, type Scope } from '../data/query.ts';
import type { Rows } from '../data/rows.ts';
import { count } from '../format/text.ts';
import { month } from '../format/time.ts';
import { spanText } from '../state/period.ts';
import { address } from '../state/state.ts';
import type { Data, Drawing, Figure } from './declare.ts';
import { element } from './element.ts';
import { addressesOf, load } from './load.ts';
import { dataTable } from './table.ts';

const basisNames: Record<string, string> = {
  list: 'list prices',
  effective: 'contract prices',
  resource: 'cost to serve',
  reported: 'as reported',
  billed: 'invoice',
};

/** Pixels below which no chart can be read; a body as narrow as that is not laid out yet. */
const narrowest = 180;

/** Keeps one figure on the page up to date. What it showed stays until the new answer is here. */
export class FigureFrame {
  readonly root: HTMLElement;
  private readonly finding = element('p', { class: 'finding' });
  private readonly body = element('div', { class: 'plot' });
  private readonly legend = element('ul', { class: 'legend' });
  private readonly facts = element('p', { class: 'facts' });
  private readonly table = element('div', { class: 'data', hidden: true });
  private readonly csv = element('a', { class: 'action' }, 'CSV');
  private readonly arrow = element('a', { class: 'action' }, 'Arrow');
  private readonly toggle = element(
    'button',
    { class: 'action', type: 'button', 'aria-expanded': 'false', onclick: () => this.showTable(this.table.hidden) },
    'Table',
  );
  private readonly title = element('h2');
  private shown: { figure: Figure; scope: Scope; data: Data } | null = null;
  private asked = '';
  private width = 0;

  constructor(id: string) {
    const tableId = `${id}-table`;
    this.table.id = tableId;
    this.toggle.setAttribute('aria-controls', tableId);
    this.root = element(
      'figure',
      { class: 'card', id: `figure-${id}` },
      element(
        'figcaption',
        {},
        element('div', { class: 'head' }, this.title, element('div', { class: 'actions' }, this.toggle, this.csv, this.arrow)),
        this.finding,
      ),
      this.legend,
      this.body,
      this.facts,
      this.table,
    );
    new ResizeObserver(() => this.redraw()).observe(this.body);
  }

  async update(figure: Figure, scope: Scope): Promise<void> {
    this.root.classList.toggle('wide', figure.wide === true);
    this.title.textContent = figure.title;
    const asked = addressesOf(figure, scope);
    if (asked === this.asked) {
      // The same answers may still be told in other words, as for another group in focus.
      if (this.shown) {
        this.show(figure, scope, this.shown.data);
      }
      return;
    }
    this.asked = asked;
    this.root.setAttribute('aria-busy', 'true');
    try {
      const data = await load(figure, scope);
      if (this.asked === asked) {
        this.show(figure, scope, data);
      }
    } catch (problem) {
      if (this.asked === asked) {
        this.fail(problem, () => {
          this.asked = '';
          void this.update(figure, scope);
        });
      }
    } finally {
      if (this.asked === asked) {
        this.root.removeAttribute('aria-busy');
      }
    }
  }

  private show(figure: Figure, scope: Scope, data: Data): void {
    const isFirst = this.shown === null;
    this.shown = { figure, scope, data };
    this.width = 0;
    this.csv.href = pathOf(figure.query, scope, 'csv');
    this.arrow.href = pathOf(figure.query, scope, 'arrow');
    this.csv.setAttribute('aria-label', `${figure.title}: these rows as CSV`);
    this.arrow.setAttribute('aria-label', `${figure.title}: these rows as Arrow`);
    this.toggle.setAttribute('aria-label', `${figure.title}: table`);
    this.facts.replaceChildren(factsOf(figure, scope, data.rows));
    const isEmpty = data.rows.length === 0;
    this.root.classList.toggle('empty', isEmpty);
    this.finding.textContent = isEmpty ? 'No data.' : figure.finding(data, scope);
    this.toggle.hidden = isEmpty || !figure.draw;
    if (isEmpty) {
      this.body.hidden = false;
      this.body.replaceChildren(emptyNote(figure, scope));
      this.legend.replaceChildren();
      this.table.replaceChildren();
      return;
    }
    this.redraw();
    this.body.hidden = !figure.draw;
    this.showTable(!figure.draw || (isFirst && figure.opens === true) || !this.table.hidden);
  }

  private redraw(): void {
    const width = Math.floor(this.body.clientWidth);
    if (!this.shown?.figure.draw || this.shown.data.rows.length === 0 || width < narrowest || width === this.width) {
      return;
    }
    this.width = width;
    const { figure, scope, data } = this.shown;
    const drawing = figure.draw!(data, width, scope);
    if (!drawing) {
      this.body.replaceChildren(element('p', { class: 'note' }, 'There are too few values for a chart; see the table.'));
      this.showTable(true);
      return;
    }
    describe(drawing, figure.title, this.finding.textContent ?? '');
    this.body.replaceChildren(drawing.chart, ...(drawing.notes ?? []).map(note => element('p', { class: 'note' }, note)));
    this.legend.replaceChildren(...(drawing.legend ?? []).map(([label, colour]) => element('li', {}, swatch(colour), label)));
  }

  private showTable(visible: boolean): void {
    this.table.hidden = !visible;
    this.toggle.setAttribute('aria-expanded', String(visible));
    if (visible && this.shown) {
      const { figure, scope, data } = this.shown;
      this.table.replaceChildren(
        dataTable({
          caption: figure.title,
          table: figure.query.table,
          rows: data.rows,
          columns: figure.columns,
          totals: data.totals,
          scope,
        }),
      );
    }
  }

  private fail(problem: unknown, again: () => void): void {
    const text = problem instanceof ApiProblem ? `${problem.message} ${problem.detail}` : String(problem);
    this.shown = null;
    this.finding.textContent = 'This could not be loaded.';
    this.legend.replaceChildren();
    this.table.replaceChildren();
    this.body.replaceChildren(
      element('p', { class: 'problem', role: 'alert' }, text, ' ', element('button', { type: 'button', onclick: again }, 'Try again')),
    );
  }
}

function swatch(colour: string): HTMLElement {
  const mark = element('i');
  mark.style.background = colour;
  return mark;
}

function describe(drawing: Drawing, title: string, finding: string): void {
  // As one picture it has one name; names of its layers are for nobody.
  drawing.chart.querySelectorAll('[aria-label], [aria-description]').forEach(part => {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  });
  drawing.chart.setAttribute('role', 'img');
  drawing.chart.setAttribute('aria-label', `${title}. ${finding}`);
}

/** What the figures stand on: basis, evidence, period, rows, and filters that could not be applied. */
function factsOf(figure: Figure, scope: Scope, rows: Rows): string {
  const { query } = figure;
  const ignored = ignoredFilters(query, scope);
  return [
    distinct(rows, 'cost_basis')
      .map(name => basisNames[name] ?? name)
      .join(', '),
    distinct(rows, 'cost_evidence').join(', '),
    query.time ? spanText(scope.span) : query.month ? month(scope.month) : 'all days',
    `days in ${scope.catalogue.reporting_time_zone}`,
    `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'} of ${query.table}`,
    ignored.length > 0 ? `not filtered by ${ignored.join(', ')}` : '',
  ]
    .filter(fact => fact !== '')
    .join(' · ');
}

function distinct(rows: Rows, name: string): string[] {
  const column = [name, `${name}_values`].find(known => rows.has(known));
  return column ? [...new Set([...rows].flatMap(row => row.text(column)?.split(', ') ?? []))].sort() : [];
}

function emptyNote(figure: Figure, scope: Scope): HTMLElement {
  const { filters } = scope.state;
  const reason =
    filters.length > 0
      ? `No row of ${figure.query.table} fits ${filters.map(filter => `${filter.column} = ${filter.value}`).join(' and ')} in this period.`
      : (figure.empty ?? `${figure.query.table} has no row in this period.`);
  return element(
    'p',
    { class: 'note' },
    `${reason} That is not the same as zero. `,
    filters.length > 0 && element('a', { href: address({ ...scope.state, filters: [] }) }, 'Take the filters off'),
  );
}
