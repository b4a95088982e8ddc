import type { Scope } from '../data/query.ts';
import type { Section, View } from './declare.ts';
import { element } from './element.ts';
import { FigureFrame } from './figure.ts';
import { TileFrame } from './tile.ts';

/** The sections of a view on the page. Frames are kept by their id, so that a change repaints only what it changes. */
export class Page {
  readonly root = element('div', { class: 'sections' });
  private readonly sections = new Map<number, SectionFrame>();
  private readonly figures = new Map<string, FigureFrame>();
  private readonly tiles = new Map<string, TileFrame>();
  private readonly customs = new Map<string, { root: HTMLElement; update: (scope: Scope) => void | Promise<void> }>();

  constructor(readonly view: View) {}

  /** Resolves when everything shows what was asked for. */
  async update(scope: Scope): Promise<void> {
    const work: Promise<void>[] = [];
    settle(
      this.root,
      this.view.sections(scope).map((section, index) => {
        const frame = kept(this.sections, index, () => new SectionFrame());
        frame.update(
          section,
          this.tilesOf(section, scope, work),
          this.figuresOf(section, scope, work),
          this.customOf(section, scope, work),
        );
        return frame.root;
      }),
    );
    await Promise.all(work);
  }

  private tilesOf(section: Section, scope: Scope, work: Promise<void>[]): HTMLElement[] {
    return (section.tiles ?? []).map(tile => {
      const frame = kept(this.tiles, tile.id, () => new TileFrame(tile.id));
      work.push(frame.update(tile, scope));
      return frame.root;
    });
  }

  private figuresOf(section: Section, scope: Scope, work: Promise<void>[]): HTMLElement[] {
    return (section.figures ?? []).map(figure => {
      const frame = kept(this.figures, figure.id, () => new FigureFrame(figure.id));
      work.push(frame.update(figure, scope));
      return frame.root;
    });
  }

  private customOf(section: Section, scope: Scope, work: Promise<void>[]): HTMLElement[] {
    if (!section.custom) {
      return [];
    }
    const custom = kept(this.customs, section.custom.id, () => section.custom!.mount(scope));
    work.push(Promise.resolve(custom.update(scope)));
    return [custom.root];
  }
}

class SectionFrame {
  readonly root = element('section');
  private readonly heading = element('h2', { class: 'section' });
  private readonly lead = element('p', { class: 'lead' });
  private readonly tiles = element('dl', { class: 'tiles' });
  private readonly figures = element('div', { class: 'figures' });

  update(section: Section, tiles: HTMLElement[], figures: HTMLElement[], customs: HTMLElement[]): void {
    this.heading.textContent = section.title ?? '';
    this.lead.textContent = section.text ?? '';
    settle(this.tiles, tiles);
    settle(this.figures, figures);
    settle(this.root, [
      ...(section.title ? [this.heading] : []),
      ...(section.text ? [this.lead] : []),
      ...(tiles.length > 0 ? [this.tiles] : []),
      ...(figures.length > 0 ? [this.figures] : []),
      ...customs,
    ]);
  }
}

/** Puts children in place, unless they are: moving a node takes its focus away. */
function settle(parent: HTMLElement, children: HTMLElement[]): void {
  if (children.length !== parent.childNodes.length || children.some((child, index) => child !== parent.childNodes[index])) {
    parent.replaceChildren(...children);
  }
}

function kept<K, T>(map: Map<K, T>, id: K, make: () => T): T {
  const known = map.get(id) ?? make();
  map.set(id, known);
  return known;
}
