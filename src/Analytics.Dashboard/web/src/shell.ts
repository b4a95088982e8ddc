import { basisChoices, loadBases, type BasisChoice } from './controls/bases.ts';
import { ControlBar } from './controls/bar.ts';
import { freshness } from './controls/freshness.ts';
import { ApiProblem, forgetRows, getRows } from './data/api.ts';
import { loadCatalogue, type Catalogue } from './data/catalogue.ts';
import type { Scope } from './data/query.ts';
import { element } from './frame/element.ts';
import { Page } from './frame/page.ts';
import { dayMilliseconds } from './format/time.ts';
import { monthOf, previousOf, spanOf, type Span } from './state/period.ts';
import { linkTo, parse, type State } from './state/state.ts';
import { views } from './views/index.ts';

const lookAgainMilliseconds = 60_000;

interface Published {
  readonly catalogue: Catalogue;
  readonly extent: Span;
  /** Cost bases by the table that has them. */
  readonly bases: Readonly<Record<string, readonly BasisChoice[]>>;
}

/** Shows the view of the address, and follows it. */
export async function start(nav: HTMLElement, main: HTMLElement): Promise<void> {
  const shell = new Shell(nav, main);
  addEventListener('hashchange', () => void shell.show());
  setInterval(() => void shell.lookAgain(), lookAgainMilliseconds);
  await shell.show();
}

class Shell {
  private published: Published | null = null;
  private page: { page: Page; bar: ControlBar; banner: HTMLElement } | null = null;
  private readonly menu = element('button', {
    class: 'menu',
    type: 'button',
    'aria-expanded': 'false',
    'aria-controls': 'views',
    onclick: () => this.openMenu(!this.nav.classList.contains('open')),
  });
  private readonly list = element('div', { id: 'views' });

  constructor(
    private readonly nav: HTMLElement,
    private readonly main: HTMLElement,
  ) {
    nav.append(this.menu, this.list);
  }

  async show(): Promise<void> {
    const address = location.hash;
    const asked = parse(address);
    const view = views.find(known => known.id === asked.view) ?? views[0]!;
    this.navigate(asked, view.id);
    try {
      this.published ??= await load();
    } catch (problem) {
      this.main.replaceChildren(explain(problem, () => void this.show()));
      return;
    }
    const { catalogue, extent, bases } = this.published;
    const choices = basisChoices(bases[view.controls.basis ?? ''] ?? []);
    // A basis of another view's table would leave everything empty here.
    const state = { ...asked, basis: choices.some(([value]) => value === asked.basis) ? asked.basis : 'list' };
    const span = spanOf(state, extent);
    const scope: Scope = { state, catalogue, extent, span, previous: previousOf(span, extent), month: monthOf(state, extent) };
    if (this.page?.page.view !== view) {
      this.page = { page: new Page(view), bar: new ControlBar(view, choices), banner: element('div', { class: 'banner' }) };
      document.title = `${view.title} · Analytics`;
      this.main.replaceChildren(
        element('header', {}, element('h1', {}, view.title), element('p', { class: 'question' }, view.question)),
        this.page.banner,
        this.page.bar.root,
        this.page.page.root,
      );
    }
    this.page.banner.replaceChildren(...freshness(catalogue, extent, Date.now()));
    this.page.bar.update(scope);
    this.main.setAttribute('aria-busy', 'true');
    const from = performance.now();
    await this.page.page.update(scope);
    if (location.hash === address) {
      this.main.removeAttribute('aria-busy');
      performance.measure('paint', { start: from });
      this.main.dataset['shown'] = address;
    }
  }

  /** A newer generation is shown as soon as it is there; until then nothing changes. */
  async lookAgain(): Promise<void> {
    const catalogue = await loadCatalogue().catch(() => null);
    if (catalogue && this.published && catalogue.generation !== this.published.catalogue.generation) {
      forgetRows();
      this.published = null;
      this.page = null;
      await this.show();
    }
  }

  private navigate(state: State, current: string): void {
    const groups = Map.groupBy(
      views.filter(view => view.group !== ''),
      view => view.group,
    );
    this.list.replaceChildren(
      ...[...groups].map(([name, members]) =>
        element(
          'div',
          {},
          element('p', {}, name),
          element(
            'ul',
            {},
            ...members.map(view =>
              element(
                'li',
                {},
                element(
                  'a',
                  {
                    href: linkTo(state, view.id),
                    'aria-current': view.id === current ? 'page' : undefined,
                  },
                  view.title,
                ),
              ),
            ),
          ),
        ),
      ),
    );
    this.menu.textContent = views.find(view => view.id === current)?.title ?? '';
    this.openMenu(false);
  }

  private openMenu(open: boolean): void {
    this.nav.classList.toggle('open', open);
    this.menu.setAttribute('aria-expanded', String(open));
  }
}

async function load(): Promise<Published> {
  const extent = '/api/v1/tables/mart_daily_costs.arrows?aggregate=reporting_date.min,reporting_date.max';
  const tables = [...new Set(views.flatMap(view => view.controls.basis ?? []))];
  const [catalogue, rows, ...bases] = await Promise.all([loadCatalogue(), getRows(extent), ...tables.map(loadBases)]);
  const first = rows.first?.number('reporting_date_min') ?? NaN;
  const last = rows.first?.number('reporting_date_max') ?? NaN;
  if (Number.isNaN(first)) {
    throw new ApiProblem(0, 'No request has been taken in yet.', 'Declare a source in appsettings.json, or see the sample: run --sample.');
  }
  return {
    catalogue,
    extent: { from: first, to: last + dayMilliseconds },
    bases: Object.fromEntries(tables.map((table, index) => [table, bases[index]!])),
  };
}

function explain(problem: unknown, again: () => void): HTMLElement {
  const [title, detail] =
    problem instanceof ApiProblem ? [problem.message, problem.detail] : ['The page could not be shown.', String(problem)];
  return element(
    'section',
    { class: 'problem', role: 'alert' },
    element('h1', {}, title),
    element('p', {}, detail),
    element('button', { type: 'button', onclick: again }, 'Try again'),
  );
}
