/** Everything that decides what is shown. It lives in the address, so that a link shows the same to somebody else. */
export interface State {
  readonly view: string;
  readonly range: Range;
  /** First and last day of a range of one's own, both included, as 2026-09-07. */
  readonly from: string;
  readonly to: string;
  readonly compare: boolean;
  readonly grain: Grain;
  readonly group: string;
  /** A cost basis, with its evidence where two of them must never be in one total: resource.allocated. */
  readonly basis: string;
  /** Month of the tables that have one row per month, as 2026-09; empty = the latest whole one. */
  readonly month: string;
  readonly filters: readonly Filter[];
  /** What a view lets choose beside all that, such as a customer to look at. */
  readonly picks: Readonly<Record<string, string>>;
}

export interface Filter {
  readonly column: string;
  readonly value: string;
}

export const ranges = ['all', '7d', '28d', 'month', 'before', 'custom'] as const;
export type Range = (typeof ranges)[number];

export const grains = ['day', 'week', 'month'] as const;
export type Grain = (typeof grains)[number];

const initial: State = {
  view: 'overview',
  range: 'all',
  from: '',
  to: '',
  compare: false,
  grain: 'day',
  group: 'llm_model',
  basis: 'list',
  month: '',
  filters: [],
  picks: {},
};

/** Reads an address such as #customers?month=2026-09&where=provider:openai. What it does not know, it leaves out. */
export function parse(hash: string): State {
  const [view, query] = hash.replace(/^#\/?/, '').split('?', 2);
  const state: { -readonly [key in keyof State]: State[key] } = { ...initial, view: view || initial.view };
  const filters: Filter[] = [];
  const picks: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query ?? '')) {
    switch (name) {
      case 'range':
        state.range = known(ranges, value, initial.range);
        break;
      case 'grain':
        state.grain = known(grains, value, initial.grain);
        break;
      case 'from':
      case 'to':
        state[name] = /^\d{4}-\d\d-\d\d$/.test(value) ? value : '';
        break;
      case 'month':
        state.month = /^\d{4}-\d\d$/.test(value) ? value : '';
        break;
      case 'compare':
        state.compare = value === 'previous';
        break;
      case 'group':
      case 'basis':
        state[name] = value;
        break;
      case 'where':
        filters.push({ column: value.split(':', 1)[0]!, value: value.slice(value.indexOf(':') + 1) });
        break;
      default:
        picks[name] = value;
    }
  }
  return { ...state, filters, picks };
}

/** The address of a state; what is as it was at first is left out. */
export function address(state: State): string {
  const query = new URLSearchParams();
  for (const name of ['range', 'from', 'to', 'grain', 'group', 'basis', 'month'] as const) {
    if (state[name] !== initial[name] && (state.range === 'custom' || (name !== 'from' && name !== 'to'))) {
      query.set(name, state[name]);
    }
  }
  if (state.compare) {
    query.set('compare', 'previous');
  }
  state.filters.forEach(filter => query.append('where', `${filter.column}:${filter.value}`));
  Object.entries(state.picks)
    .filter(([, value]) => value !== '')
    .forEach(([name, value]) => query.set(name, value));
  const text = query.toString();
  return `#${state.view}${text ? `?${text}` : ''}`;
}

/** The address of another view of the same period, filters and basis. */
export const linkTo = (state: State, view: string, change: Partial<State> = {}): string =>
  address({ ...state, picks: {}, ...change, view });

export const go = (state: State): void => {
  location.hash = address(state);
};

const known = <T extends string>(all: readonly T[], value: string, otherwise: T): T => all.find(entry => entry === value) ?? otherwise;
