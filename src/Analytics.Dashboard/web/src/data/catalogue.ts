import { getJson } from './api.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly meaning: string;
}

export interface TableInfo {
  readonly name: string;
  readonly rows: number;
  readonly meaning: string;
  readonly path: string;
  readonly columns: readonly Column[];
}

/** What is published, with what every column means. */
export interface Catalogue {
  readonly generation: number;
  readonly created_at: string;
  readonly reporting_time_zone: string;
  readonly tables: readonly TableInfo[];
  readonly views: readonly { readonly name: string; readonly path: string }[];
}

/** Columns of the view of requests that filters and periods may use; the catalogue names its tables' columns only. */
const requestColumns = ['customer_id', 'provider', 'llm_model', 'feature', 'event_date'];

export const loadCatalogue = (): Promise<Catalogue> => getJson<Catalogue>('/api/v1/tables');

export function columnsOf(catalogue: Catalogue, table: string): ReadonlySet<string> {
  const known = catalogue.tables.find(entry => entry.name === table);
  return new Set(known ? known.columns.map(column => column.name) : requestColumns);
}

/** What a column means; an aggregate means what its column does. */
export function meaningOf(catalogue: Catalogue, table: string, column: string): Column | undefined {
  const columns = catalogue.tables.find(entry => entry.name === table)?.columns ?? [];
  return (
    columns.find(entry => entry.name === column) ??
    columns.find(entry => column === `${entry.name}_values` || column === `${entry.name}_max` || column === `${entry.name}_min`)
  );
}
