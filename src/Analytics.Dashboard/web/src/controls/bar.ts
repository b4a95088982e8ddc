import type { Scope } from '../data/query.ts';
import type { View } from '../frame/declare.ts';
import { element } from '../frame/element.ts';
import { isoDay } from '../format/time.ts';
import { monthText, monthsOf, rangeNames, spanText } from '../state/period.ts';
import { go, grains, ranges, type State } from '../state/state.ts';
import { Chips } from './chips.ts';

const groupNames: Record<string, string> = {
  provider: 'Provider',
  llm_model: 'Model',
  customer_id: 'Customer',
  feature: 'Feature',
  service_tier: 'Service tier',
};

/** What may be chosen on a view. Every choice goes into the address, and the page follows the address. */
export class ControlBar {
  readonly root = element('form', { class: 'bar', 'aria-label': 'What is shown', onsubmit: event => event.preventDefault() });
  private readonly period = element('p', { class: 'period' });
  private readonly chips = new Chips(() => this.scope!);
  private scope: Scope | null = null;
  private readonly sync: ((scope: Scope) => void)[] = [];

  constructor(view: View, bases: readonly (readonly [value: string, label: string])[]) {
    const { controls } = view;
    const parts: (HTMLElement | false | undefined)[] = [
      ...(controls.time === 'range' ? this.rangeParts() : []),
      controls.time === 'month' &&
        this.choice(
          'Month',
          state => state.month,
          (state, month) => ({ ...state, month }),
          scope => monthsOf(scope.extent).map(start => [isoDay(start).slice(0, 7), monthText(start, scope.extent)]),
          scope => isoDay(scope.month).slice(0, 7),
        ),
      controls.compare && this.compareBox(),
      controls.grain &&
        this.choice(
          'By',
          state => state.grain,
          (state, grain) => ({ ...state, grain: grain as State['grain'] }),
          () => grains.map(grain => [grain, grain]),
        ),
      controls.groups &&
        this.choice(
          'Group by',
          state => state.group,
          (state, group) => ({ ...state, group }),
          () => controls.groups!.map(name => [name, groupNames[name] ?? name]),
        ),
      controls.basis !== undefined &&
        this.choice(
          'Cost basis',
          state => state.basis,
          (state, basis) => ({ ...state, basis }),
          () => bases,
        ),
    ];
    this.root.append(...parts.filter(part => part instanceof HTMLElement));
    if (controls.filters !== false) {
      this.root.append(this.chips.root);
    }
    if (controls.time) {
      this.root.append(this.period);
    }
  }

  update(scope: Scope): void {
    this.scope = scope;
    this.root.hidden = this.root.childElementCount === 0;
    this.sync.forEach(sync => sync(scope));
    this.chips.update(scope);
    this.period.textContent = `${this.periodText(scope)}. Days begin at midnight ${scope.catalogue.reporting_time_zone}.`;
  }

  private periodText(scope: Scope): string {
    const compared = scope.state.compare
      ? scope.previous
        ? `, compared with ${spanText(scope.previous)}`
        : ', and no such period before it has data'
      : '';
    return this.root.querySelector('[data-of=Month]') ? monthText(scope.month, scope.extent) : spanText(scope.span) + compared;
  }

  private rangeParts(): HTMLElement[] {
    const days = (['from', 'to'] as const).map(name => {
      const input = element('input', {
        type: 'date',
        onchange: () => input.value && this.change(state => ({ ...state, [name]: input.value })),
      });
      const label = element('label', {}, name === 'from' ? 'From' : 'To', input);
      this.sync.push(({ state, extent, span }) => {
        label.hidden = state.range !== 'custom';
        input.min = isoDay(extent.from);
        input.max = isoDay(extent.to - 1);
        input.value = isoDay(name === 'from' ? span.from : span.to - 1);
      });
      return label;
    });
    const preset = this.choice(
      'Period',
      state => state.range,
      (state, range) => {
        const { span } = this.scope!;
        return { ...state, range: range as State['range'], from: isoDay(span.from), to: isoDay(span.to - 1) };
      },
      () => ranges.map(range => [range, rangeNames[range]]),
    );
    return [preset, ...days];
  }

  private compareBox(): HTMLElement {
    const box = element('input', { type: 'checkbox', onchange: () => this.change(state => ({ ...state, compare: box.checked })) });
    this.sync.push(({ state }) => {
      box.checked = state.compare;
    });
    return element('label', { class: 'check' }, box, 'Compare with the period before');
  }

  private choice(
    name: string,
    read: (state: State) => string,
    write: (state: State, value: string) => State,
    options: (scope: Scope) => readonly (readonly [value: string, label: string])[],
    shown?: (scope: Scope) => string,
  ): HTMLElement {
    const select = element('select', { 'data-of': name, onchange: () => this.change(state => write(state, select.value)) });
    this.sync.push(scope => {
      if (select.options.length === 0) {
        select.append(...options(scope).map(([value, label]) => element('option', { value }, label)));
      }
      select.value = shown ? shown(scope) : read(scope.state);
      if (select.selectedIndex < 0) {
        select.selectedIndex = 0;
      }
    });
    return element('label', {}, name, select);
  }

  private change(how: (state: State) => State): void {
    go(how(this.scope!.state));
  }
}
