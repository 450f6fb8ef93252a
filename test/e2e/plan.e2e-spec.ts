import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { install } from '../../src/main/compose.js';
import { sagsspor } from '../support/cli.js';
import { dataFolder } from '../support/data-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function draft(name: string, change: (text: string) => string): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, change(readFileSync('plans/koege-2024.json', 'utf8')));
  return file;
}

describe('plan check', () => {
  it('takes our own plans, and says their content hash', async () => {
    const checked = await sagsspor('plan', 'check', 'plans/koege-2024.json', '--json');
    expect(checked.status).toBe(0);
    expect(checked.json()).toMatchObject({ planId: 'koege-2024', faults: [], warnings: [] });
  });

  it('names every fault with its place, and ends with 1; a file that is not there is wrong use', async () => {
    const file = draft('broken', (t) =>
      t.replace('"kind": "police"', '"kind": "sheriff"').replace('"infohus":', '"stad":'),
    );
    const checked = await sagsspor('plan', 'check', file, '--json');
    expect(checked.status).toBe(1);
    expect(checked.json().faults.map((f: { path: string }) => f.path)).toEqual(
      expect.arrayContaining(['agencies[4].kind', 'infohus', 'stad']),
    );
    expect((await sagsspor('plan', 'check', join(folder, 'none.json'))).status).toBe(2);
  });
});

describe('plan diff', () => {
  it('compares a plan with a draft, and lists what the change would touch in the database', async () => {
    const file = draft('draft', (t) => t.replace('"hours": 2,', '"hours": 4,'));
    const data = join(folder, 'data');
    await dataFolder(data, 'koege-and-registers');
    const diff = await sagsspor(
      'plan',
      'diff',
      'koege-2024',
      file,
      '--now',
      '2024-12-01T00:00:00Z',
      '--data',
      data,
      '--json',
    );
    expect(diff.status).toBe(0);
    const { changes, touched } = diff.json();
    expect(changes).toEqual([{ path: 'acuteActionHours.hours', from: 2, to: 4, kind: 'limits' }]);
    expect(touched.map((t: { obligation: string }) => t.obligation)).toEqual(['acute-action', 'acute-action']);
    const stranger = await sagsspor('plan', 'diff', 'koege-2024', file, '--data', data, '--as', 'x:VEL:analyst');
    expect(stranger.status).toBe(1);
    expect((await sagsspor('plan', 'diff', 'koege-2024', 'nothing')).status).toBe(2);
  });
});

describe('A plan file that cannot be used', () => {
  it('is said before anything is started, and the program ends', async () => {
    const plans = join(folder, 'plans');
    mkdirSync(plans);
    writeFileSync(join(plans, 'broken.json'), '{}');
    await expect(install({ data: join(folder, 'never'), plans })).rejects.toThrow('broken.json');
    expect(existsSync(join(folder, 'never', 'pgdata'))).toBe(false);
  });
});
