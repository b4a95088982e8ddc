// Usage: node build.mjs <folder>
// Bundles the page into the folder: page.html, and app.js, app.css and the licences of what is bundled, each as gzip.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const result = await build({
  entryPoints: { app: 'src/main.ts' },
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2024'],
  legalComments: 'none',
  metafile: true,
  write: false,
  outdir: folder,
});

/** The packages that a bundled file comes from, with the text of their licence. */
function licences(inputs) {
  const packages = new Set(Object.keys(inputs).flatMap(path => /node_modules\/((@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  return [...packages]
    .sort()
    .map(name => {
      const root = join('node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      const file = readdirSync(root).find(entry => /^licen[cs]e/i.test(entry));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(root, file), 'utf8').trim() : ''}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function compress(name, content) {
  const bytes = gzipSync(content, { level: 9 });
  writeFileSync(join(folder, `${name}.gz`), bytes);
}

for (const file of result.outputFiles) {
  compress(file.path.endsWith('.css') ? 'app.css' : 'app.js', file.contents);
}
compress('licences.txt', licences(result.metafile.inputs));
writeFileSync(join(folder, 'page.html'), readFileSync('page.html'));
