// Brings libduckdb into the cache folder: npm pack, check SHA-512 of the package, take the library out, check its
// SHA-256, rename into place. The rename is atomic, so builds may run side by side, and what stands in the cache is
// always whole and checked. Usage: node fetch-libduckdb.mjs <rid> <cache folder of this version and rid>
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const [rid, folder] = process.argv.slice(2);
const pinsPath = join(dirname(fileURLToPath(import.meta.url)), 'libduckdb.json');
const pins = JSON.parse(readFileSync(pinsPath, 'utf8'));
const pin = pins.platforms[rid];

function fail(message) {
  // The form is MSBuild's, so that the line shows as the build's error.
  console.error(`fetch-libduckdb.mjs : error DUCKDB1: ${message}`);
  process.exit(1);
}

function digest(algorithm, bytes, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}

function pack(specification, into) {
  const arguments_ = ['pack', specification, '--json', '--pack-destination', into];
  // npm is a .cmd on Windows, which only a shell starts.
  const output = process.platform === 'win32'
    ? execFileSync(`npm ${arguments_.map(one => `"${one}"`).join(' ')}`, { encoding: 'utf8', shell: true })
    : execFileSync('npm', arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return JSON.parse(output)[0];
}

// A tar file is a row of 512-byte headers (name at 0, size in octal at 124), each followed by its padded content.
function entryOf(tar, name) {
  for (let offset = 0; offset + 512 <= tar.length && tar[offset] !== 0;) {
    const entry = tar.toString('utf8', offset, offset + 100).replace(/\0.*$/s, '');
    const size = parseInt(tar.toString('ascii', offset + 124, offset + 136), 8);
    if (entry === name) {
      return tar.subarray(offset + 512, offset + 512 + size);
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}

if (!pin) {
  fail(`found no DuckDB library for '${rid}', expected one of ${Object.keys(pins.platforms).join(', ')}. `
    + 'Build with -p:DuckDbRid=<one of them>.');
}
const target = join(folder, pin.library);
if (existsSync(target)) {
  process.exit(0);
}
mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(folder, 'fetch-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const specification = `${pin.package}@${pins.version}`;
let packed;
try {
  packed = pack(specification, scratch);
} catch (error) {
  const output = String(error.stderr || error.message);
  const reason = output.split('\n').find(line => /error/i.test(line)) ?? error.message;
  fail(`'npm pack ${specification}' failed: ${reason}. Expected the npm registry of this machine to serve that `
    + `version. Check 'npm view ${specification}', or put a checked ${pin.library} at ${target}.`);
}
const archive = readFileSync(join(scratch, packed.filename));
const integrity = `sha512-${digest('sha512', archive, 'base64')}`;
// Where libduckdb.json holds no hash for a platform, npm's own record of the package is all there is to compare with.
const expectedIntegrity = pin.integrity ?? packed.integrity;
if (integrity !== expectedIntegrity) {
  fail(`${specification}: found package hash ${integrity}, expected ${expectedIntegrity} (libduckdb.json). `
    + 'Do not use this package; find out where the registry got it from.');
}
const library = entryOf(gunzipSync(archive), `package/${pin.library}`);
if (!library) {
  fail(`${specification}: found no package/${pin.library} in it. Correct "library" in ${pinsPath}.`);
}
const sha256 = digest('sha256', library, 'hex');
if (pin.sha256 && sha256 !== pin.sha256) {
  fail(`${specification}: found ${pin.library} with SHA-256 ${sha256}, expected ${pin.sha256} (libduckdb.json).`);
}
const staged = join(scratch, pin.library);
writeFileSync(staged, library, { flush: true });
try {
  renameSync(staged, target);
} catch (error) {
  // Windows does not replace a file in use: then another build put the same checked library there first.
  if (!existsSync(target)) {
    throw error;
  }
}
console.log(`libduckdb ${pins.version} for ${rid}: ${sha256}${pin.sha256 ? '' : ' (checked against npm only)'}`);
