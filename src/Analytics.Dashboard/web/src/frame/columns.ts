import { meaningOf, type Catalogue } from '../data/catalogue.ts';
import { asNumber, type Kind, type Row, type Value } from '../data/rows.ts';
import type { Decimal } from '../format/decimal.ts';
import { count, money, number, share, unknown } from '../format/text.ts';
import { day, instant, month } from '../format/time.ts';

/** A column of a table of figures. */
export interface Column {
  readonly name: string;
  readonly label?: string;
  /** Other than the column's name and type say. */
  readonly write?: (row: Row) => string;
  /** Where the text of the cell leads. */
  readonly href?: (row: Row) => string | null;
}

export const asColumn = (column: string | Column): Column => (typeof column === 'string' ? { name: column } : column);

const labels: Record<string, string> = {
  event_date: 'Day',
  reporting_date: 'Day',
  month_date: 'Month',
  week_date: 'Week from',
  period_date: 'From',
  llm_model: 'Model',
  customer_id: 'Customer',
  provider: 'Provider',
  cost_evidence: 'Evidence',
};
const words: Record<string, string> = { llm: 'LLM', usd: '', id: '', p50: 'median', kv: 'KV', gb: 'GB', rows: 'rows' };

/** cost_per_request_usd → Cost per request */
export function labelOf(column: Column): string {
  if (column.label) {
    return column.label;
  }
  if (labels[column.name]) {
    return labels[column.name]!;
  }
  const text = column.name
    .replace(/_(values|distinct|true)$/, '')
    .split('_')
    .map(word => words[word] ?? word)
    .filter(word => word !== '')
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a heading tells who asks for more. */
export const meaningText = (catalogue: Catalogue, table: string, column: Column): string | undefined => {
  const known = meaningOf(catalogue, table, column.name);
  return known && `${known.meaning}${known.unit ? ` Unit: ${known.unit}.` : ''}`;
};

export const isNumeric = (kind: Kind): boolean => kind === 'decimal' || kind === 'whole' || kind === 'number';

/** A value as its column's name and type want it written: money for _usd, percent for shares. */
export function write(name: string, kind: Kind, value: Value): string {
  if (value === null) {
    return unknown;
  }
  switch (kind) {
    case 'decimal':
      return /_usd(_max|_min)?$/.test(name) ? money(value as Decimal) : count(value as Decimal);
    case 'whole':
      return /_picousd/.test(name) ? money({ unscaled: value as bigint, scale: 12 }) : count(value as bigint);
    case 'number':
      return /(_share|_coverage)(_max|_min)?$/.test(name) ? share(asNumber(value)) : number(asNumber(value));
    case 'truth':
      return value === true ? 'yes' : 'no';
    case 'date':
      return name.startsWith('month_date') ? month(value as number) : day(value as number);
    case 'time':
      return instant(value as number);
    default:
      return String(value);
  }
}
