import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What TypeScript means by `./x.js`: the module `./x.ts` or `./x.tsx`, where there is one. @returns its address, without a query */
export function typescriptFile(specifier, parentURL = '') {
  if (!/^\..*\.js$/.test(specifier) || !/\.tsx?(\?|$)/.test(parentURL)) return undefined;
  const stem = new URL(specifier, parentURL).href.slice(0, -'.js'.length);
  return ['.ts', '.tsx'].map((end) => stem + end).find((url) => existsSync(fileURLToPath(url)));
}
