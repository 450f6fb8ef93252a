import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { syntheticYears } from '../../src/interface/cli/demo-data/synthetic-years.js';
import { keptUp, sagsspor } from '../support/cli.js';
import { cluster } from '../support/data-folder.js';
import { WHOLE } from '../support/sample.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-report-'));
const dir = join(folder, 'data');
const file = (name: string) => join(folder, name);
const CITY = ['--infohus', 'koebenhavn', '--plan', 'koebenhavn-2016'];
const report = (...more: string[]) => sagsspor('report', ...more, '--data', dir);

/** With nothing of this machine's own time zone and language. */
function elsewhere(env: Record<string, string>, ...args: string[]): Buffer {
  const run = spawnSync(process.execPath, ['bin/sagsspor.mjs', 'report', ...args, '--data', dir], {
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
  });
  expect({ status: run.status, said: run.status === 0 ? '' : String(run.stderr) }).toEqual({ status: 0, said: '' });
  return run.stdout;
}

let leave: () => Promise<void>;
beforeAll(async () => {
  await cluster(dir);
  leave = await keptUp(dir);
  const lines = [
    ...readFileSync('demo/nine-months.ndjson', 'utf8').split('\n'),
    ...syntheticYears().slice(0, WHOLE ? 400 : 90),
  ];
  writeFileSync(file('city.ndjson'), lines.filter(Boolean).join('\n'));
  expect((await sagsspor('import', file('city.ndjson'), '--data', dir)).json().refused).toEqual([]);
});
afterAll(async () => {
  await leave();
  rmSync(folder, { recursive: true, force: true });
});

describe('The yearly report on the command line', () => {
  it('is computed again to the byte elsewhere, after more was learned and the read models were built anew', async () => {
    expect((await report(...CITY, '--year', '2016', '--json', '--out', file('internal.json'))).status).toBe(0);
    expect(
      (await report(...CITY, '--year', '2016', '--published', '--json', '--out', file('published.json'))).status,
    ).toBe(0);
    expect((await sagsspor('import', 'demo/nine-months-declined.ndjson', '--data', dir)).json().refused).toEqual([]);
    expect((await report(...CITY, '--year', '2016', '--published', '--json')).status).toBe(0);
    expect((await sagsspor('rebuild', '--processes', '1', '--data', dir)).status).toBe(0);
    for (const [name, env] of [
      ['internal.json', { TZ: 'Pacific/Kiritimati', LANG: 'da_DK.UTF-8' }],
      ['published.json', { TZ: 'America/Los_Angeles', LANG: 'ar_EG' }],
    ] as const)
      expect(elsewhere(env, 'reproduce', file(name)).equals(readFileSync(file(name)))).toBe(true);
  });

  // That each is the same bytes whoever writes it: test/interface/documents/same-bytes.spec.ts.
  it('is computed again in every form', async () => {
    const BEGINS: Record<string, string> = {
      pdf: '%PDF-',
      xlsx: 'PK',
      csv: '\ufeffinfohus',
      svg: '<svg',
      table: 'Sikker By',
    };
    for (const [form, begins] of Object.entries(BEGINS)) {
      const { stdout } = await report('reproduce', file('internal.json'), '--format', form);
      expect(stdout.slice(0, begins.length)).toBe(begins);
    }
  });

  it('a file that was changed is not the same report: it says where, and the exit code is 1', async () => {
    const changed = JSON.parse(readFileSync(file('internal.json'), 'utf8'));
    changed.indicators[0].value += 1;
    writeFileSync(file('changed.json'), JSON.stringify(changed));
    const { status, stderr } = await report('reproduce', file('changed.json'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/indicators\.0\.value/);
  });

  it('is held against what is known now, with the reason for each figure', async () => {
    const found = (await report('diff', file('internal.json'), '--json')).json();
    const reasons = found.differences.flatMap((d: { reasons: { reason: string }[] }) => d.reasons.map((r) => r.reason));
    expect(new Set(reasons)).toEqual(new Set(['late-fact']));
    expect((await report('diff', file('internal.json'), '--plan', 'koebenhavn-2020')).stdout).toMatch(
      /en anden handleplan/,
    );
  });

  it('is listed when it was frozen or published', async () => {
    expect((await report(...CITY, '--year', '2017', '--freeze', '--json')).json()).toMatchObject({ year: 2017 });
    const found: { state: string; publication: number | null }[] = (
      await report('list', '--infohus', 'koebenhavn', '--json')
    ).json();
    expect(found.map(({ state, publication }) => `${state} ${publication}`).sort()).toEqual([
      'frozen null',
      'published 1',
      'published 2',
    ]);
  });

  it('answers wrong use with 2, and what it does not have with 1', async () => {
    expect((await report(...CITY)).status).toBe(2);
    expect((await report(...CITY, '--year', '2016', '--format', 'doc')).status).toBe(2);
    expect((await report(...CITY, '--year', '2016', '--lang', 'se')).status).toBe(2);
    expect((await report(...CITY, '--year', '2016', '--freeze', '--published')).status).toBe(2);
    expect((await report('reproduce', file('nowhere.json'))).status).toBe(2);
    expect((await report('reproduce', 'README.md')).status).toBe(2);
    writeFileSync(file('other.json'), '{"some":"json"}');
    expect((await report('reproduce', file('other.json'))).status).toBe(1);
    expect((await report('--infohus', 'koege', '--plan', 'koebenhavn-2016', '--year', '2016')).status).toBe(1);
  });
});
