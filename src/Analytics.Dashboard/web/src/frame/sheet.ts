import 'regular-table';
import type { RegularTableElement } from 'regular-table';
import type { Rows } from '../data/rows.ts';
import { isNumeric, write } from './columns.ts';
import { element } from './element.ts';

/** A whole table of any length, of which only what is in sight is in the document. */
export class Sheet {
  readonly root: RegularTableElement;

  constructor(
    private readonly rows: Rows,
    private readonly order: string,
    private readonly sortedBy: (column: string) => string,
  ) {
    this.root = document.createElement('regular-table') as RegularTableElement;
    this.root.setAttribute('tabindex', '0');
    this.root.setAttribute('role', 'region');
    this.root.setAttribute('aria-label', 'Rows of the table');
  }

  draw(): void {
    const { fields } = this.rows;
    this.root.setDataListener(async (x0, y0, x1, y1) => ({
      num_rows: this.rows.length,
      num_columns: fields.length,
      // It shows elements as well as texts, which its types do not say.
      column_headers: fields.slice(x0, x1).map(field => [this.heading(field.name) as unknown as string]),
      data: fields
        .slice(x0, x1)
        .map(field =>
          Array.from({ length: y1 - y0 }, (_, index) => write(field.name, field.kind, this.rows.value(y0 + index, field.name))),
        ),
    }));
    this.root.addStyleListener(() => {
      for (const cell of this.root.querySelectorAll('td')) {
        const place = this.root.getMeta(cell);
        cell.classList.toggle('number', place?.type === 'body' && isNumeric(fields[place.x]!.kind));
      }
    });
    void this.root.draw();
  }

  private heading(name: string): HTMLElement {
    const mark = this.order === `${name}.desc` ? ' ↓' : this.order === `${name}.asc` ? ' ↑' : '';
    return element('a', { href: this.sortedBy(name) }, name + mark);
  }
}
