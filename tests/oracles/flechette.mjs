// Usage: node flechette.mjs <folder with node_modules> <file>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decimal, double, hex, print } from './canonical.mjs';

const [folder, path] = process.argv.slice(2);
const { tableFromIPC, Type } = createRequire(`${folder}/`)('@uwdata/flechette');
const MillisecondsPerDay = 86400000;

function valueOf(type, value) {
  if (value === null || value === undefined) {
    return null;
  }
  switch (type.typeId) {
    case Type.List: return Array.from(value, element => valueOf(type.children[0].type, element));
    case Type.Struct: return type.children.map(child => valueOf(child.type, value[child.name]));
    case Type.Map: {
      const [key, entry] = type.children[0].type.children;
      return Array.from(value, pair => [valueOf(key.type, pair[0]), valueOf(entry.type, pair[1])]);
    }
    case Type.Decimal: return decimal(value, type.scale);
    case Type.Float: return double(value);
    case Type.Binary: return hex(value);
    case Type.Date: return String(value / MillisecondsPerDay);
    // Handed out in milliseconds with a fraction, exact to the microsecond within 2^53.
    case Type.Timestamp: return String(Math.round(value * 1000));
    default: return String(value);
  }
}

const table = tableFromIPC(readFileSync(path), { useBigInt: true, useDecimalInt: true });
const columns = table.schema.fields.map((field, index) => ({ type: field.type, values: table.getChildAt(index) }));

function* rows() {
  for (let row = 0; row < table.numRows; row++) {
    yield columns.map(column => valueOf(column.type, column.values.at(row)));
  }
}

print({
  schemaMetadata: Object.fromEntries(table.schema.metadata ?? []),
  batches: columns[0]?.values.data.map(batch => batch.length) ?? [],
}, rows());
