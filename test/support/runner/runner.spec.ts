import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from '@jest/globals';

mkdirSync('.tmp', { recursive: true });
const folder = mkdtempSync(join(process.cwd(), '.tmp', 'runner-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SPECS = {
  'source.ts': `export const state = { read: 0 }; export const told: string = 'typed';`,
  'a.spec.ts': `
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { state, told } from './source.js';
beforeAll(() => { state.read += 1; process.env.RUNNER_SPEC = 'set here'; });
it('has TypeScript read, and hooks run', () => expect([told, state.read]).toEqual(['typed', 1]));
it('fails where it fails', () => { expect(told).toBe('another'); });`,
  'b.spec.ts': `
import { expect, it } from '@jest/globals';
import { state } from './source.js';
it('finds modules as another spec file left them', () => expect(state.read).toBe(1));
it('finds the process as it was', () => expect(process.env.RUNNER_SPEC).toBeUndefined());`,
  'c.spec.ts': `throw new Error('cannot be read');`,
};
interface Told {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

describe('The runner of specifications', () => {
  it('imports a module once for all spec files of a worker, says what failed and where, and puts the process back', () => {
    for (const [name, text] of Object.entries(SPECS)) writeFileSync(join(folder, name), text);
    const config = {
      rootDir: folder,
      testEnvironment: join(process.cwd(), 'test/support/runner/environment.mjs'),
      testRunner: join(process.cwd(), 'test/support/runner/runner.mjs'),
      cacheDirectory: join(folder, 'cache'),
      testMatch: ['**/*.spec.ts'],
      moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
      transform: {},
    };
    const out = join(folder, 'out.json');
    const args = ['--runInBand', '--json', '--outputFile', out, '--config', JSON.stringify(config)];
    const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...args], { encoding: 'utf8' });
    expect(status).toBe(1);
    const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as Told;
    const of = (file: string) => testResults.find(({ name }) => name.endsWith(file));
    const titles = (file: string) => of(file)?.assertionResults.map(({ title, status: is }) => `${is}: ${title}`);
    expect(titles('a.spec.ts')).toEqual(['passed: has TypeScript read, and hooks run', 'failed: fails where it fails']);
    expect(titles('b.spec.ts')).toEqual([
      'passed: finds modules as another spec file left them',
      'passed: finds the process as it was',
    ]);
    // The line of the TypeScript, not of what it was compiled to.
    expect(of('a.spec.ts')?.message).toContain('a.spec.ts:6:');
    expect(of('c.spec.ts')?.message).toContain('cannot be read');
  });
});
