import { fileURLToPath } from 'node:url';
import { compiled } from '../runner/compiled.mjs';
import { typescriptFile } from '../runner/typescript-file.mjs';

// How Node finds and reads the sources while faults are planted: TypeScript as the tests read it, `@jest/globals` ours, and the whole anew
// where the one who asks was read anew (`?round=3`): what a module does as it is loaded can be done again.
const specs = new URL('./specs.mjs', import.meta.url).href;
const scripts = new Map();

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: specs, shortCircuit: true };
  const { parentURL } = context;
  const url = typescriptFile(specifier, parentURL);
  return url ? { url: url + new URL(parentURL).search, shortCircuit: true } : next(specifier, context);
}

export function load(url, context, next) {
  if (!/\.tsx?(\?|$)/.test(url)) return next(url, context);
  const filename = fileURLToPath(new URL(url));
  if (!scripts.has(filename)) scripts.set(filename, compiled(filename));
  return { format: 'module', source: scripts.get(filename), shortCircuit: true };
}
