import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Installation } from '../../src/application/installation.js';
import type { Actor } from '../../src/domain/kernel/event.js';
import { machinery } from '../../src/main/machinery.js';
import { asSuperuser, keptUp, sagsspor } from '../support/cli.js';
import { cluster, dataFolder } from '../support/data-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-backup-'));
const [data, log, keys] = ['data', 'log', 'keys'].map((name) => join(folder, name)) as [string, string, string];
const PERSON = '5ca1ab1e-0000-4000-8000-000000000002';
const CANARY = 'Kanariefugl Opdigtet 8842';
const MEETING = '5ca1ab1e-0000-4000-8000-000000000003';
const OWN = 'et opdigtet referat';
const LIST = '/cases?infohus=koebenhavn&status=open';
const ids: string[] = [];
const REPORT = ['report', '--infohus', 'koebenhavn', '--plan', 'koebenhavn-2016', '--year', '2016', '--json'];
const officer = (user: string) => ['--as', `${user}:BIF:compliance`, '--data', data, '--json'];
const restore = (to: string, ...more: string[]) =>
  sagsspor('restore', '--from', log, '--keys-from', keys, '--data', to, '--json', ...more);

async function* sent(text: string) {
  yield Buffer.from(text);
}
/** The installation itself, for what no verb does. */
async function inside<T>(dir: string, work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await machinery.install({ data: dir });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
/** The texts of documents, or why there are none. */
const textsIn = (dir: string) =>
  inside(dir, async ({ documents }) => {
    const texts: string[] = [];
    for (const id of ids)
      texts.push(await textOf(documents, id).catch((error: { readonly code: string }) => error.code));
    return texts;
  });
async function textOf(documents: Installation['documents'], id: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await documents.open(id)).bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** What a report says, without what it was read at. */
const figures = async (dir: string) => {
  const { asOf: _, contentHash: __, ...said } = (await sagsspor(...REPORT, '--data', dir)).json();
  return said;
};
/** What a file holds; of the log's, unpacked. */
const plainIn = (file: string): Buffer => (file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file));
const inIt = (dir: string, text: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && plainIn(join(entry.parentPath, entry.name)).includes(text),
  );

let leave: () => Promise<void>;
beforeAll(async () => {
  await dataFolder(data, 'nine-months');
  leave = await keptUp(data);
  const line = {
    ...{ command: 'RegisterPerson', id: PERSON, at: '2016-03-01T10:00:00+01:00' },
    ...{ actor: { userId: 'u1', agency: 'BIF', role: 'coordinator' }, data: { name: CANARY } },
  };
  await inside(data, async ({ documents, savedLists }) => {
    await savedLists.save('u1', { name: CANARY, address: LIST });
    for (const text of [CANARY, OWN]) ids.push((await documents.upload(line.actor as Actor, sent(text))).documentId);
  });
  const [ofHer, ofMeeting] = ids;
  const attach = { command: 'AttachDocument', at: '2016-03-01T10:05:00+01:00', actor: line.actor };
  const call = { infohus: 'koebenhavn', kind: 'ordinary', startsAt: '2016-03-09T10:00:00+01:00', invited: ['SOF'] };
  const lines = [
    line,
    { ...attach, id: PERSON, data: { documentId: ofHer, kind: 'letter', title: 'Et brev' } },
    { ...attach, command: 'CallMeeting', id: MEETING, data: call },
    { ...attach, id: MEETING, data: { documentId: ofMeeting, kind: 'minutes', title: 'Et referat' } },
  ];
  writeFileSync(join(folder, 'person.ndjson'), lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  expect((await sagsspor('import', join(folder, 'person.ndjson'), '--data', data)).status).toBe(0);
  rmSync(join(folder, 'person.ndjson'));
  expect((await sagsspor('checkpoint', '--data', data)).status).toBe(0);
});
afterAll(async () => {
  await leave();
  rmSync(folder, { recursive: true, force: true });
});

describe('A backup', () => {
  let first: { added: number; position: number };

  it('lies in two places, neither of which holds both log and keys, and nobody reads a name in either', async () => {
    const made = await sagsspor('backup', '--to', log, '--data', data, '--json');
    first = made.json();
    expect([made.status, first.added]).toEqual([0, first.position]);
    expect(made.json().documents).toEqual({ added: 2, removed: 0, wrong: [] });
    expect((await sagsspor('backup', '--keys', '--to', keys, '--data', data)).status).toBe(0);
    for (const [flags, to] of [
      [['--keys'], log],
      [[], keys],
    ] as const) {
      const { status, stderr } = await sagsspor('backup', ...flags, '--to', to, '--data', data);
      expect([status, stderr]).toEqual([1, expect.stringContaining('backup-beside-keys')]);
    }
    for (const dir of [log, keys]) expect(inIt(dir, 'Kanariefugl')).toBe(false);
    expect(inIt(log, PERSON)).toBe(true); // ids stand there in the clear, and are found
  });

  it('is added to: the second one holds what came since', async () => {
    const { added, position } = (await sagsspor('backup', '--to', log, '--data', data, '--json')).json();
    expect(position).toBe(first.position + added);
    expect(added).toBeLessThan(20);
  });

  it('is not restored with the keys of another log', async () => {
    const [other, none] = [join(folder, 'keys-of-another'), join(folder, 'none')];
    cpSync(keys, other, { recursive: true });
    writeFileSync(join(other, 'kms', 'log-id'), `${'0'.repeat(64)}\n`);
    await cluster(none);
    const { status, stderr } = await sagsspor('restore', '--from', log, '--keys-from', other, '--data', none);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/another-log: the folder of the wrapping keys/)]);
    expect(existsSync(join(none, 'kms'))).toBe(false);
  });

  it('restored elsewhere is the same record, and brings nobody back who was erased since: the list of destroyed keys is newer', async () => {
    expect((await sagsspor('erase', PERSON, '--ground', 'anmodning', ...officer('u1'))).status).toBe(0);
    expect((await sagsspor('erase', PERSON, '--clearance', 'aflevering 17', ...officer('u2'))).status).toBe(0);
    const { rows } = await asSuperuser(data, (c) => c.query('select distinct document_id as id from document_part'));
    expect(rows).toEqual([{ id: ids[1] }]);
    const other = join(folder, 'other');
    await cluster(other);
    const { status, stderr, json } = await restore(other, '--destroyed-keys', join(data, 'ledger', 'destroyed-keys'));
    expect([status, stderr]).toEqual([0, expect.stringContaining('erased-again: 2 keys and 3 sealed texts')]);
    expect(json()).toMatchObject({ verified: { ok: true, checkpoints: 1 }, documents: { put: 1, wrong: [] } });
    expect(await textsIn(other)).toEqual(['not-found', OWN]);
    // The name of a list may be hers: the list is back, and opens no more.
    await inside(other, async ({ savedLists }) => {
      const { rows: lists } = await asSuperuser(other, (c) => c.query('select count(*)::int as n from saved_list'));
      expect([lists, await savedLists.list('u1')]).toEqual([[{ n: 1 }], []]);
    });
    expect(await figures(other)).toEqual(await figures(data));
  });
});
