// Hooks of Node's own loader (environment.mjs): TypeScript is compiled, `./x.js` of a TypeScript module is `./x.ts`, and what specs import
// as `@jest/globals` is what the spec file under way was given.
import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.mjs';
import { typescriptFile } from './typescript-file.mjs';

const GLOBALS = new URL('./globals.mjs', import.meta.url).href;
const TYPESCRIPT = /\.tsx?$/;

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
  const url = typescriptFile(specifier, context.parentURL);
  if (url) return { url, shortCircuit: true };
  return next(specifier, context);
}

export function load(url, context, next) {
  if (!TYPESCRIPT.test(url)) return next(url, context);
  return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
}
