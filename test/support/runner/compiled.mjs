import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const FOLDER = join(process.cwd(), '.tmp', 'compiled');
export const SWC = {
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      react: { runtime: 'automatic', importSource: 'hono/jsx' },
    },
  },
  module: { type: 'es6' },
  sourceMaps: true,
};
const HOW = JSON.stringify(SWC);

function placeOf(file, source) {
  const hash = createHash('sha256').update(HOW).update(file).update(source).digest('hex').slice(0, 24);
  return join(FOLDER, `${hash}.js`);
}

const maps = new Map();
/** Asked for every line of every stack, so each file is read once. @returns the file that says which lines those of the compiled module were */
export function mapOf(at) {
  if (!/\.tsx?$/.test(at)) return undefined;
  if (!maps.has(at)) maps.set(at, mapNow(at.startsWith('file:') ? fileURLToPath(at) : at));
  return maps.get(at);
}
function mapNow(file) {
  try {
    return `${placeOf(file, readFileSync(file, 'utf8'))}.map`;
  } catch {
    return undefined; // a module that is gone meanwhile
  }
}

/** A TypeScript module as JavaScript: it is compiled once for all workers, and for the runs that follow. */
export function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const place = placeOf(file, source);
  try {
    return readFileSync(place, 'utf8');
  } catch {
    const { code, map } = transformSync(source, { ...SWC, filename: file });
    mkdirSync(FOLDER, { recursive: true });
    for (const [name, text] of [
      [`${place}.map`, map],
      [place, code],
    ]) {
      // Whole or not there: another worker may read it meanwhile.
      writeFileSync(`${name}.${process.pid}`, text);
      renameSync(`${name}.${process.pid}`, name);
    }
    return code;
  }
}
