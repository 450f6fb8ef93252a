import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compiled } from '../runner/compiled.mjs';

// How Node finds and reads the sources while faults are planted: TypeScript as the tests read it, `@jest/globals` ours, and the whole anew
// where the one who asks was read anew (`?round=3`): what a module does as it is loaded can be done again.
const specs = new URL('./specs.mjs', import.meta.url).href;
const scripts = new Map();

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: specs, shortCircuit: true };
  const { parentURL } = context;
  const ours = parentURL !== undefined && /\.tsx?(\?|$)/.test(parentURL);
  if (!ours || !specifier.startsWith('.')) return next(specifier, context);
  const { search } = new URL(parentURL);
  const found = ['.ts', '.tsx', '.js']
    .map((end) => new URL(specifier.replace(/\.js$/, end), parentURL))
    .find((url) => existsSync(url));
  if (found === undefined || found.pathname.endsWith('.js')) return next(specifier, context);
  return { url: found.href + search, shortCircuit: true };
}

export function load(url, context, next) {
  if (!/\.tsx?(\?|$)/.test(url)) return next(url, context);
  const filename = fileURLToPath(new URL(url));
  if (!scripts.has(filename)) scripts.set(filename, compiled(filename));
  return { format: 'module', source: scripts.get(filename), shortCircuit: true };
}
