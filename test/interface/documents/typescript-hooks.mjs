import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/** So that a child process runs the sources as they are, without a build that may be older. */
export function resolve(specifier, context, next) {
  const from = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL ?? import.meta.url);
  const source = specifier.startsWith('.') && from.protocol === 'file:' && existsSync(fileURLToPath(from));
  return source ? { url: from.href, format: 'module', shortCircuit: true } : next(specifier, context);
}
export function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const jsc = { target: 'es2023', parser: { syntax: 'typescript' } };
  const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), { jsc, module: { type: 'es6' } });
  return { format: 'module', source: code, shortCircuit: true };
}
