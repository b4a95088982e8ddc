import { tableFromIPC, Type, type DataType, type Table } from '@uwdata/flechette';
import { toNumber, type Decimal } from '../format/decimal.ts';

/** What a column holds, as far as writing and drawing go. */
export type Kind = 'decimal' | 'whole' | 'number' | 'text' | 'truth' | 'date' | 'time';

export type Value = string | number | bigint | boolean | Decimal | null;

export interface Field {
  readonly name: string;
  readonly kind: Kind;
}

/** Rows of an Arrow answer. Whole numbers and decimals are exact; days and times are milliseconds. */
export class Rows implements Iterable<Row> {
  readonly fields: readonly Field[];
  readonly length: number;
  private readonly columns: ReadonlyMap<string, { kind: Kind; scale: number; at(index: number): unknown }>;

  constructor(table: Table) {
    this.length = table.numRows;
    this.columns = new Map(
      table.schema.fields.map((field, index) => {
        const column = table.getChildAt(index);
        return [field.name, { kind: kindOf(field.type), scale: scaleOf(field.type), at: (row: number) => column.at(row) }];
      }),
    );
    this.fields = [...this.columns].map(([name, column]) => ({ name, kind: column.kind }));
  }

  static parse(bytes: ArrayBuffer): Rows {
    return new Rows(tableFromIPC(bytes, { useBigInt: true, useDecimalInt: true }));
  }

  has(name: string): boolean {
    return this.columns.has(name);
  }

  kind(name: string): Kind {
    return this.column(name).kind;
  }

  value(index: number, name: string): Value {
    const column = this.column(name);
    const value = column.at(index);
    if (value === null || value === undefined) {
      return null;
    }
    if (column.kind === 'decimal') {
      return { unscaled: value as bigint, scale: column.scale };
    }
    return column.kind === 'whole' ? BigInt(value as number | bigint) : (value as Value);
  }

  row(index: number): Row {
    return new Row(this, index);
  }

  get first(): Row | null {
    return this.length > 0 ? this.row(0) : null;
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (let index = 0; index < this.length; index++) {
      yield this.row(index);
    }
  }

  private column(name: string) {
    const column = this.columns.get(name);
    if (!column) {
      throw new Error(`The answer has no column ${name}; it has ${[...this.columns.keys()].join(', ')}.`);
    }
    return column;
  }
}

/** One row, read by column. */
export class Row {
  constructor(
    private readonly rows: Rows,
    readonly index: number,
  ) {}

  has(name: string): boolean {
    return this.rows.has(name);
  }

  value(name: string): Value {
    return this.rows.value(this.index, name);
  }

  text(name: string): string | null {
    const value = this.value(name);
    return value === null ? null : String(value);
  }

  decimal(name: string): Decimal | null {
    const value = this.value(name);
    return typeof value === 'bigint' ? { unscaled: value, scale: 0 } : (value as Decimal | null);
  }

  whole(name: string): bigint | null {
    return this.value(name) as bigint | null;
  }

  is(name: string): boolean {
    return this.value(name) === true;
  }

  /** For positions and ratios; NaN where nothing is known, which no chart draws and no scale takes for zero. */
  number(name: string): number {
    return asNumber(this.value(name));
  }
}

export function asNumber(value: Value): number {
  switch (typeof value) {
    case 'number':
      return value;
    case 'bigint':
      return Number(value);
    case 'object':
      return value === null ? NaN : toNumber(value);
    default:
      return NaN;
  }
}

function kindOf(type: DataType): Kind {
  switch (type.typeId) {
    case Type.Decimal:
      return scaleOf(type) === 0 ? 'whole' : 'decimal';
    case Type.Int:
      return 'whole';
    case Type.Float:
      return 'number';
    case Type.Bool:
      return 'truth';
    case Type.Date:
      return 'date';
    case Type.Timestamp:
      return 'time';
    default:
      return 'text';
  }
}

const scaleOf = (type: DataType): number => ('scale' in type ? (type.scale as number) : 0);
