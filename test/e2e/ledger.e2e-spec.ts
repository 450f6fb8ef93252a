import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asSuperuser, keptUp, sagsspor } from '../support/cli.js';
import { dataFolder } from '../support/data-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-ledger-'));
const data = join(folder, 'data');
let leave: () => Promise<void>;
beforeAll(async () => {
  await dataFolder(data, 'nine-months');
  leave = await keptUp(data);
});
afterAll(async () => {
  await leave();
  rmSync(folder, { recursive: true, force: true });
});

describe('The command line of the ledger', () => {
  it('signs, proves and verifies; when the end of the log is cut off, verify and doctor say so and nothing more is signed', async () => {
    const { note, size, verifier } = (await sagsspor('checkpoint', '--data', data, '--json')).json();
    const bundle = join(folder, 'bundle.json');
    expect((await sagsspor('prove', '5', '--data', data, '--out', bundle)).status).toBe(0);
    const checked = spawnSync(process.execPath, ['verifier/sagsspor-verify.mjs', bundle, '--key', verifier], {
      encoding: 'utf8',
    });
    expect([checked.status, JSON.parse(checked.stdout)]).toMatchObject([0, { holds: true, position: 5, size }]);
    expect((await sagsspor('prove', '999999', '--data', data)).status).toBe(1);
    expect((await sagsspor('verify', '--data', data, '--json')).json()).toMatchObject({ ok: true, checkpoints: 1 });
    expect((await sagsspor('doctor', '--data', data, '--json')).status).toBe(0);
    const migrated = await sagsspor('db', 'migrate', '--data', data, '--json');
    expect([migrated.status, migrated.json()]).toMatchObject([0, { migrated: true, stopped: [] }]);

    await asSuperuser(data, async (client) => {
      await client.query('alter table event disable trigger all');
      await client.query('delete from event where position > $1', [size - 10]);
      await client.query('alter table event enable always trigger event_is_append_only');
      await client.query('update head set position = $1', [size - 10]);
    });
    const kept = join(folder, 'kept');
    writeFileSync(kept, note);
    const verified = await sagsspor('verify', '--data', data, '--checkpoint', kept, '--json');
    expect([verified.status, verified.json().wrong.problem]).toEqual([1, expect.stringContaining('cut off')]);
    const doctored = await sagsspor('doctor', '--data', data, '--json');
    expect(doctored.status).toBe(1);
    expect(doctored.json()).toContainEqual(
      expect.objectContaining({ level: 'wrong', what: expect.stringContaining('were signed') }),
    );
    expect(await sagsspor('checkpoint', '--data', data)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('does not extend'),
    });
  });

  it('says what to do where others can read the key', async () => {
    chmodSync(join(data, 'ledger-key', 'signing-key.pem'), 0o644);
    const { status, stderr } = await sagsspor('verify', '--data', data);
    expect([status, stderr]).toEqual([1, expect.stringContaining('chmod 600')]);
  });
});
