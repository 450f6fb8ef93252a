import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { KeyStore } from '../../src/infrastructure/vault/wrapped-key.js';

/** Each writes, and has written when it returns. */
const BY_PATH = ['linkSync', 'renameSync', 'rmSync'] as const;
const BY_HANDLE = ['writeFileSync', 'writeSync', 'fsyncSync'] as const;

/** Counts what this process does from now on to a folder, call by call of the file system, and to the rows of keys; each time `then` is told. */
export function countEffects(folder: string, keys: KeyStore, then: (done: number) => void): void {
  let done = 0;
  const one = () => then(++done);
  const handles = new Set<unknown>();
  const replace = (name: keyof typeof fs, isOurs: (first: unknown, result: unknown) => boolean) => {
    const real = Reflect.get(fs, name) as (...args: unknown[]) => unknown;
    Reflect.set(fs, name, (...args: unknown[]) => {
      const result = real(...args);
      if (isOurs(args[0], result)) one();
      return result;
    });
  };
  const isInside = (path: unknown) => typeof path === 'string' && path.startsWith(folder);
  // A file that is there, and empty, is a state of its own.
  replace('openSync', (path, handle) => isInside(path) && handles.add(handle).size > 0);
  for (const name of BY_PATH) replace(name, isInside);
  for (const name of BY_HANDLE) replace(name, (handle) => handles.has(handle));
  replace('closeSync', (handle) => handles.delete(handle) && false);
  syncBuiltinESMExports();
  const rewrap = keys.rewrap.bind(keys);
  keys.rewrap = (rows) => rewrap(rows).then(one);
}
