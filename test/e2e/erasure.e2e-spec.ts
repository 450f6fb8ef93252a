import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keptUp, sagsspor } from '../support/cli.js';
import { dataFolder } from '../support/data-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-erasure-'));
const data = join(folder, 'data');
const backup = join(folder, 'backup');
const PERSON = '5ca1ab1e-0000-4000-8000-000000000001';
const CANARY = 'Kanariefugl Opdigtet 7731';
const as = (user: string) => ['--as', `${user}:BIF:compliance`, '--data', data, '--json'];

beforeAll(async () => {
  await dataFolder(data, 'nine-months');
  const line = {
    ...{ command: 'RegisterPerson', id: PERSON, at: '2016-03-01T10:00:00+01:00' },
    actor: { userId: 'u1', agency: 'BIF', role: 'coordinator' },
    data: { name: CANARY },
  };
  const file = join(folder, 'person.ndjson');
  writeFileSync(file, `${JSON.stringify(line)}\n`);
  expect((await sagsspor('import', file, '--data', data)).status).toBe(0);
  rmSync(file);
  cpSync(data, backup, { recursive: true });
  leave = await keptUp(data);
});
let leave: () => Promise<void>;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files below a folder that hold these bytes. */
function holding(dir: string, bytes: Buffer): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(bytes));
}

describe('An erasure on a real database', () => {
  it('takes two officers, and is certified by a proof of the event that says what is gone', async () => {
    expect((await sagsspor('erase', PERSON, '--ground', 'anmodning', ...as('u1'))).status).toBe(0);
    const alone = await sagsspor('erase', PERSON, '--clearance', 'aflevering 17', ...as('u1'));
    expect([alone.status, alone.stderr]).toEqual([1, expect.stringContaining('own-request')]);
    const done = await sagsspor('erase', PERSON, '--clearance', 'aflevering 17', ...as('u2'));
    expect([done.status, done.json()]).toMatchObject([
      0,
      {
        erasedAt: expect.any(String),
        keys: 1,
        erased: [expect.any(String)],
        certificate: { event: expect.anything() },
      },
    ]);
    expect((await sagsspor('verify', '--data', data, '--json')).json()).toMatchObject({ ok: true });
  });

  it('stood nowhere in the clear, before or after', async () => {
    for (const dir of [data, backup])
      for (const encoding of ['utf8', 'utf16le', 'latin1'] as const)
        expect(holding(dir, Buffer.from(CANARY, encoding))).toEqual([]);
  });

  it('is refused a start where the log holds it and no list does, until a list is put back', async () => {
    const lists = ['kms', 'ledger'].map((beside) => join(data, beside, 'destroyed-keys'));
    for (const list of lists) renameSync(list, `${list}.away`);
    const { status, stderr } = await sagsspor('projections', '--data', data);
    expect([status, stderr]).toEqual([1, expect.stringContaining('destroyed-list-missing')]);
    renameSync(`${lists[1]}.away`, `${lists[1]}`);
    expect((await sagsspor('projections', '--data', data)).status).toBe(0);
    renameSync(`${lists[0]}.away`, `${lists[0]}`);
  });

  it('stands when an older backup of the databases is put back: what it brought back is destroyed before anything is served', async () => {
    await leave();
    rmSync(join(data, 'pgdata'), { recursive: true });
    cpSync(join(backup, 'pgdata'), join(data, 'pgdata'), { recursive: true });
    const back = await sagsspor('projections', '--data', data);
    expect([back.status, back.stderr]).toEqual([0, expect.stringContaining('erased-again: 1 keys and 1 sealed texts')]);
    expect((await sagsspor('projections', '--data', data)).stderr).not.toContain('erased-again');
  });
});
