import { ApiProblem } from '../data/api.ts';
import type { Scope } from '../data/query.ts';
import type { Tile } from './declare.ts';
import { element } from './element.ts';
import { addressesOf, load } from './load.ts';

/** Keeps one number on the page up to date. */
export class TileFrame {
  readonly root: HTMLElement;
  private readonly label = element('dt');
  private readonly value = element('dd', { class: 'value' });
  private readonly note = element('dd', { class: 'note' });
  private asked = '';

  constructor(id: string) {
    this.root = element('div', { class: 'tile', id: `tile-${id}` }, this.label, this.value, this.note);
  }

  async update(tile: Tile, scope: Scope): Promise<void> {
    this.label.textContent = tile.label;
    const asked = addressesOf(tile, scope);
    if (asked === this.asked) {
      return;
    }
    this.asked = asked;
    this.root.setAttribute('aria-busy', 'true');
    try {
      const data = await load(tile, scope);
      if (this.asked === asked) {
        const text = data.rows.length === 0 ? { value: 'No data' } : tile.read(data, scope);
        this.value.replaceChildren(text.href ? element('a', { href: text.href }, text.value) : text.value);
        this.note.textContent = text.note ?? '';
        this.root.dataset['tone'] = text.tone ?? '';
      }
    } catch (problem) {
      this.asked = '';
      this.value.textContent = 'Not loaded';
      this.note.textContent = problem instanceof ApiProblem ? problem.message : String(problem);
    } finally {
      this.root.removeAttribute('aria-busy');
    }
  }
}
