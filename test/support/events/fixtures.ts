import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Answers that were frozen, in a file under `test/fixtures`. `npm run freeze` writes what is missing, and nothing but that where `keeps` says so:
 * what was ever written stays as it was.
 */
export const FREEZING = process.env.FREEZE === '1';

const pathOf = (name: string) => `test/fixtures/${name}.json`;
export function frozen<T>(name: string, now: Readonly<Record<string, T>>, keeps: boolean): Readonly<Record<string, T>> {
  const before = (existsSync(pathOf(name)) ? JSON.parse(readFileSync(pathOf(name), 'utf8')) : {}) as Record<string, T>;
  if (!FREEZING) return before;
  const all = keeps ? { ...now, ...before } : now;
  const lines = Object.keys(all)
    .sort()
    .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(all[key])}`);
  writeFileSync(pathOf(name), `{\n${lines.join(',\n')}\n}\n`);
  return all;
}
