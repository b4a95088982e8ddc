// Usage: node apache-arrow.mjs <folder with node_modules> <file>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { decimal, double, hex, print } from './canonical.mjs';

const [folder, path] = process.argv.slice(2);
const { DataType, tableFromIPC, Vector } = createRequire(`${folder}/`)('apache-arrow');

function unscaled(words) {
  let value = 0n;
  for (let index = words.length - 1; index >= 0; index--) {
    value = (value << 32n) | BigInt(words[index]);
  }
  return BigInt.asIntN(words.length * 32, value);
}

// Reads the raw buffers where the library's own getter would round to milliseconds.
function valueOf(data, index) {
  if (!data.getValid(index)) {
    return null;
  }
  const type = data.type;
  const from = data.valueOffsets?.[index];
  const to = data.valueOffsets?.[index + 1];
  const slice = child => Array.from({ length: to - from }, (_, offset) => valueOf(child, from + offset));
  if (DataType.isDictionary(type)) {
    return data.dictionary.get(data.values[index]);
  }
  if (DataType.isList(type) || DataType.isMap(type)) {
    return slice(data.children[0]);
  }
  if (DataType.isStruct(type)) {
    return data.children.map(child => valueOf(child, index));
  }
  if (DataType.isDecimal(type)) {
    return decimal(unscaled(data.values.subarray(index * 4, index * 4 + 4)), type.scale);
  }
  if (DataType.isTimestamp(type) || DataType.isDate(type) || DataType.isTime(type)) {
    return String(data.values[index]);
  }
  const value = new Vector([data]).get(index);
  return DataType.isFloat(type) ? double(value)
    : DataType.isBinary(type) ? hex(value)
    : String(value);
}

// Flechette and chdb offer no look at the buffers, so alignment is looked at here.
function isAligned(data) {
  return [data.values, data.valueOffsets, data.nullBitmap]
    .filter(buffer => buffer?.byteLength > 0)
    .every(buffer => buffer.byteOffset % 64 === 0) && data.children.every(isAligned);
}

const bytes = readFileSync(path);
const memory = new Uint8Array(bytes.length);
memory.set(bytes);
const table = tableFromIPC(memory);

function* rows() {
  for (const batch of table.batches) {
    for (let index = 0; index < batch.numRows; index++) {
      yield batch.data.children.map(column => valueOf(column, index));
    }
  }
}

print({
  fields: table.schema.fields.map(field => `${field.name}: ${field.type}`),
  schemaMetadata: Object.fromEntries(table.schema.metadata),
  fieldMetadata: Object.fromEntries(
    table.schema.fields.filter(field => field.metadata.size > 0)
      .map(field => [field.name, Object.fromEntries(field.metadata)])),
  batches: table.batches.map(batch => batch.numRows),
  isAligned: table.batches.every(batch => batch.numRows === 0 || batch.data.children.every(isAligned)),
}, rows());
