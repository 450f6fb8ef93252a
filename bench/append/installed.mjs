import { createRequire } from 'node:module';
import { Absent } from './absent.mjs';

/** The peers are no dependency of the project: they live in a folder of their own, installed by whoever wants to compare. */
const { resolve } = createRequire(new URL('../peers/package.json', import.meta.url));

/** @throws Absent when the peers are not installed */
export function installed(specifier) {
  try {
    return resolve(specifier);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Absent('not installed: npm ci --prefix bench/peers');
  }
}
