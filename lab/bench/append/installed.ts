import { createRequire } from 'node:module';
import { resolve as pathOf } from 'node:path';
import { labFile } from '../../scenarios/temporary.js';
import { Absent } from './absent.js';

/** The peers are no dependency of the project: they live in a folder of their own, installed by whoever wants to compare. */
const { resolve } = createRequire(pathOf(labFile('bench/peers/package.json')));

/** @throws Absent when the peers are not installed */
export function installed(specifier: string): string {
  try {
    return resolve(specifier);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Absent('not installed: npm ci --prefix lab/bench/peers');
  }
}
