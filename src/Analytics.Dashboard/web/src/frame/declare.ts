import type { Query, Scope } from '../data/query.ts';
import type { Row, Rows } from '../data/rows.ts';
import type { Column } from './columns.ts';

/** What a chart, a tile or a table is made from. */
export interface Data {
  readonly rows: Rows;
  /** Answers to the other questions, by the name that the declaration gives them. */
  readonly more: Readonly<Record<string, Rows>>;
  /** The same question about the period before; null = not compared, or out of reach. */
  readonly before: Rows | null;
  /** Sums by the server over all rows. */
  readonly totals: Row | null;
}

/** A drawing with what its colours mean, and what could not be drawn. */
export interface Drawing {
  readonly chart: Element;
  readonly legend?: readonly (readonly [label: string, colour: string])[];
  readonly notes?: readonly string[];
}

/** A chart with its finding in one sentence, its table and its downloads; without a drawing, a table. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly wide?: boolean;
  readonly query: Query;
  readonly more?: Readonly<Record<string, Query>>;
  readonly compares?: boolean;
  /** Aggregates for the line of totals. */
  readonly totals?: readonly string[];
  readonly finding: (data: Data, scope: Scope) => string;
  readonly draw?: (data: Data, width: number, scope: Scope) => Drawing | null;
  readonly columns: readonly (string | Column)[];
  /** Whether the table stands open beside the drawing from the start. */
  readonly opens?: boolean;
  /** Why there may be nothing to show. */
  readonly empty?: string;
}

/** A number with its name. */
export interface Tile {
  readonly id: string;
  readonly label: string;
  readonly query: Query;
  readonly more?: Readonly<Record<string, Query>>;
  readonly compares?: boolean;
  readonly read: (data: Data, scope: Scope) => TileText;
}

export interface TileText {
  readonly value: string;
  readonly note?: string;
  readonly tone?: 'good' | 'bad' | 'warn';
  readonly href?: string;
}

export interface Section {
  readonly title?: string;
  readonly text?: string;
  readonly tiles?: readonly Tile[];
  readonly figures?: readonly Figure[];
  /** Anything else, made once and kept while the view stays. */
  readonly custom?: {
    readonly id: string;
    readonly mount: (scope: Scope) => { readonly root: HTMLElement; readonly update: (scope: Scope) => void | Promise<void> };
  };
}

/** A page: the question it answers, what may be chosen on it, and its figures. */
export interface View {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly group: string;
  readonly controls: {
    readonly time?: 'range' | 'month';
    readonly grain?: boolean;
    readonly compare?: boolean;
    /** Table whose cost bases may be chosen. */
    readonly basis?: string;
    readonly groups?: readonly string[];
    readonly filters?: boolean;
  };
  readonly sections: (scope: Scope) => readonly Section[];
}
