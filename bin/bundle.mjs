// `node bin/bundle.mjs FOLDER ENTRY…`: what a built entry imports of ours is put into a few files of FOLDER/bundled, and the entry then imports
// those. The product is a thousand modules, and Node takes most of a start to find and open each. What other packages have stays theirs, but
// zod, which is a hundred modules as well.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';

const TAKEN_IN = /^zod(\/|$)/;
const [folder, ...entries] = process.argv.slice(2).map((path) => resolve(path));
const bundled = join(folder, 'bundled');
const posix = (path) => path.replaceAll('\\', '/');

const othersStayApart = {
  name: 'others-stay-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      const isIn = kind === 'entry-point' || TAKEN_IN.test(path) || importer.includes('node_modules');
      return isIn ? undefined : { path, external: true };
    });
  },
};

/** A module that reads files beside itself, or starts one, finds them where it stood. */
const stoodThere = {
  name: 'stood-there',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const there = JSON.stringify(posix(relative(bundled, path)));
      return { contents: text.replaceAll('import.meta.url', `new URL(${there}, import.meta.url).href`) };
    });
  },
};

const nameOf = (entry) => posix(relative(folder, entry)).replaceAll('/', '-').replace(/\.js$/, '');
await build({
  entryPoints: Object.fromEntries(entries.map((entry) => [nameOf(entry), entry])),
  ...{ outdir: bundled, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20.19' },
  // Nest and our errors are known by the names of their classes.
  keepNames: true,
  plugins: [othersStayApart, stoodThere],
  logLevel: 'warning',
});
for (const entry of entries) {
  const from = posix(relative(dirname(entry), join(bundled, `${nameOf(entry)}.js`)));
  writeFileSync(entry, `import '${from.startsWith('.') ? from : `./${from}`}';\n`);
}
