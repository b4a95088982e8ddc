// One spelling for every value, shared by the oracles: numbers as decimal text, doubles as the hex of their bits, days
// and microseconds since 1970, blobs as hex; lists as arrays, maps as arrays of pairs, structs as arrays of their
// fields.
const bits = new DataView(new ArrayBuffer(8));

export function double(value) {
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, '0');
}

export function decimal(unscaled, scale) {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

export function hex(bytes) {
  return Buffer.from(bytes).toString('hex');
}

/** Prints the facts about the file on the first line, then one line per row. */
export function print(facts, rows) {
  let text = JSON.stringify(facts) + '\n';
  for (const row of rows) {
    text += JSON.stringify(row) + '\n';
    if (text.length > 1 << 20) {
      process.stdout.write(text);
      text = '';
    }
  }
  process.stdout.write(text);
}
