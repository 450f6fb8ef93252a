import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-mutation-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As Stryker writes it: every fault stands in the source, and one is switched on. */
const SOURCE = `
const fault = (id: string) => {
  const s = (globalThis as any).__stryker__;
  if (s.currentTestId !== undefined) ((s.mutantCoverage ??= { perTest: {} }).perTest[s.currentTestId] ??= {})[id] = 1;
  if (s.hitCount !== undefined && ++s.hitCount > s.hitLimit) throw new Error('again and again');
  return s.activeMutant === id;
};
const LIMIT = fault('as-loaded') ? 17 : 18;
export const isAdult = (age: number) => (fault('turned') ? age < LIMIT : fault('unseen') ? age > LIMIT - 1 : age >= LIMIT);
export const count = (to: number) => { let n = 0; while (fault('endless') ? true : n < to) n += 1; return n; };
if (fault('broken')) throw new Error('cannot be loaded');
`;
const SPEC = `
import { beforeEach, describe, expect, it } from '@jest/globals';
import { count, isAdult } from './source.js';
let age = 0;
beforeEach(() => { age = 18; });
describe('Who is of age', () => {
  it('is at eighteen', () => expect(isAdult(age)).toBe(true));
  it.each([17, 3])('is not at %s', (young) => expect(isAdult(young)).toBe(false));
});
it('counts', () => expect(count(3)).toBe(3));
`;
const SCRIPT = `
import { strykerPlugins } from ${JSON.stringify(new URL('./runner.mjs', import.meta.url).href)};
const runner = new strykerPlugins[0].injectableClass();
runner.init();
const { status, tests, mutantCoverage } = await runner.dryRun();
const reached = Object.keys(mutantCoverage.perTest).length;
const told = { status, tests: tests.map(({ name, status }) => [name.split('spec.ts ')[1], status]), reached };
const faults = [];
for (const [id, how] of [['turned', 'runtime'], ['unseen', 'runtime'], ['as-loaded', 'static'], ['broken', 'static'], ['endless', 'runtime'], ['none', 'runtime']]) {
  const found = await runner.mutantRun({ activeMutant: { id }, mutantActivation: how, reloadEnvironment: how === 'static', hitLimit: 1000 });
  faults.push([id, found.status, (found.killedBy ?? []).map((name) => name.split('spec.ts ')[1] ?? name)]);
}
process.stdout.write(JSON.stringify({ ...told, faults }));
`;

describe('The runner of specifications with faults planted', () => {
  it('finds each fault by who notices it, what never ends, what a module does as it is loaded; and finds what nobody notices', () => {
    writeFileSync(join(folder, 'source.ts'), SOURCE);
    writeFileSync(join(folder, 'one.spec.ts'), SPEC);
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', SCRIPT], {
      encoding: 'utf8',
      env: { ...process.env, MUTATE_SPECS: JSON.stringify([join(folder, 'one.spec.ts')]) },
    });
    expect(stderr).toBe('');
    const [adult, seventeen, three, counts] = [
      'Who is of age is at eighteen',
      'Who is of age is not at 17 (0)',
      'Who is of age is not at 3 (1)',
      'counts',
    ];
    expect(JSON.parse(stdout)).toEqual({
      status: 'complete',
      tests: [adult, seventeen, three, counts].map((name) => [name, 0]),
      reached: 4,
      faults: [
        ['turned', 'killed', [adult]],
        ['unseen', 'survived', []],
        ['as-loaded', 'killed', [seventeen]],
        ['broken', 'killed', ['loading']],
        ['endless', 'timeout', []],
        ['none', 'survived', []],
      ],
    });
  });
});
