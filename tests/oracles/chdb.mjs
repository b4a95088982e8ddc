// Usage: node chdb.mjs <folder with node_modules> <file> <Arrow|ArrowStream>
// ClickHouse has no NULL list, map or tuple, so files with those are for the other two oracles.
import { createRequire } from 'node:module';
import { print } from './canonical.mjs';

const [folder, path, format] = process.argv.slice(2);
const { query } = createRequire(`${folder}/`)('chdb');
const source = `file('${path}', '${format}')`;

function expression(type, value) {
  const plain = type.replace(/^(LowCardinality|Nullable)\((.*)\)$/, '$2');
  if (plain !== type) {
    return expression(plain, value);
  }
  const element = /^Array\((.*)\)$/.exec(type)?.[1];
  if (element) {
    return `arrayMap(element -> ${expression(element, 'element')}, ${value})`;
  }
  if (/^Float/.test(type)) {
    return `lower(hex(reinterpretAsUInt64(toFloat64(${value}))))`;
  }
  if (/^Date32/.test(type)) {
    return `toString(toInt32(${value}))`;
  }
  if (/^DateTime64/.test(type)) {
    return `toString(toUnixTimestamp64Micro(${value}))`;
  }
  const scale = /^Decimal\(\d+, (\d+)\)/.exec(type)?.[1];
  if (scale > 0) {
    return `toDecimalString(${value}, ${scale})`;
  }
  return /^(Fixed)?String/.test(type) ? value : `toString(${value})`;
}

const description = JSON.parse(query(`describe table ${source}`, 'JSONCompact'));
const columns = description.data.map(([name, type]) => ({ name, type }));
const selected = columns.map(column => expression(column.type, `\`${column.name}\``)).join(', ');
const text = query(`select ${selected} from ${source} settings max_threads = 1`, 'JSONCompactEachRow');
print({}, text.split('\n').filter(line => line.length > 0).map(line => JSON.parse(line)));
