import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ended, keptUp, sagssporWith } from '../support/cli.js';
import { cluster } from '../support/data-folder.js';
import { startServer } from '../support/eventstoredb/server.js';
import { generate } from '../support/generator/index.js';
import { sampled } from '../support/sample.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-esdb-'));
const [beside, own] = [join(folder, 'esdb'), join(folder, 'own')];
const [onServer, onDisk] = [
  ['--data', beside],
  ['--data', own],
];
let server: Awaited<ReturnType<typeof startServer>>;
let leave: (() => Promise<void>)[];
beforeAll(async () => {
  server = await startServer();
  for (const dir of [beside, own]) await cluster(dir);
  leave = [await keptUp(beside), await keptUp(own)];
});
afterAll(async () => {
  for (const each of leave) await each();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The command line run to its end, while this process answers it as the server; `where` says which log it works on. */
function sagsspor(where: readonly string[], ...args: string[]): Promise<Ended> {
  const { connectionString: EVENT_STORE_URL, prefix: EVENT_STORE_PREFIX } = server;
  return sagssporWith(
    where === onServer ? { EVENT_STORE_URL, EVENT_STORE_PREFIX } : { EVENT_STORE_PREFIX },
    ...args,
    ...where,
  );
}
async function json(where: readonly string[], ...args: string[]) {
  const { stdout, stderr } = await sagsspor(where, ...args, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const ASK = [
  ['report', '--infohus', 'koebenhavn', '--plan', 'koebenhavn-2016', '--year', '2016'],
  ['cases', '--infohus', 'koebenhavn'],
  ['deadlines', '--infohus', 'koebenhavn', '--now', '2016-08-01T00:00:00Z'],
] as const;
/** An answer without what is drawn at random: the commitments in the log, hence its hashes. */
/** Numbers go by a key of the installation. */
const comparable = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer, (name, value) => (/[hH]ash$|^number$/.test(name) ? undefined : value)));

describe('The whole product on EventStoreDB', () => {
  it('imports, reports, lists deadlines, verifies, signs and proves as it does on PostgreSQL', async () => {
    const file = join(folder, 'commands.ndjson');
    const story = readFileSync('demo/nine-months.ndjson', 'utf8').trimEnd();
    writeFileSync(file, [story, ...generate(3, 5)].join('\n'));
    const imported = await json(onServer, 'import', file);
    expect(imported).toEqual(await json(onDisk, 'import', file));
    for (const [verb, ...args] of ASK)
      expect(comparable(await json(onServer, verb, ...args))).toEqual(comparable(await json(onDisk, verb, ...args)));
    expect(await json(onServer, 'checkpoint')).toMatchObject({ size: expect.any(Number) });
    expect(await json(onServer, 'verify')).toMatchObject({ ok: true, checkpoints: 1 });
    expect(await sagsspor(onServer, 'prove', '7', '--out', join(folder, 'bundle.json'))).toMatchObject({ status: 0 });
    const again = await json(onServer, 'import', file);
    expect(again).toMatchObject({ accepted: 0, duplicates: imported.accepted + imported.duplicates });
  });

  it('is refused by name with what stands beside another log, and with nothing beside it, on every way in', async () => {
    const { connectionString: EVENT_STORE_URL, prefix: EVENT_STORE_PREFIX } = server;
    const settings = { EVENT_STORE_URL, EVENT_STORE_PREFIX };
    const refusals = async (data: string) => {
      const verbs = [
        ['import', 'demo/nine-months.ndjson'],
        ['verify'],
        ['rebuild'],
        ['backup', '--to', join(folder, 'kept')],
        ['doctor'],
      ];
      const said: string[] = [];
      for (const verb of sampled(verbs, 2)) {
        const { status, stderr } = await sagssporWith(settings, ...verb, '--data', data);
        said.push(`${status} ${/key-lost|another-log|log-missing|companion-empty/.exec(stderr)?.[0]}`);
      }
      return [...new Set(said)];
    };
    const refusalsBeside = async (data: string) => {
      const leaves = await keptUp(data);
      try {
        return await refusals(data);
      } finally {
        await leaves();
      }
    };
    // `own` belongs to a log in PostgreSQL, which its first verb after the import has seen.
    await sagsspor(onDisk, 'projections');
    expect(await refusals(own)).toEqual(['1 another-log']);
    const nothing = join(folder, 'nothing');
    await cluster(nothing);
    expect(await refusalsBeside(nothing)).toEqual(['1 key-lost']);
    // The files of the keys were saved, the databases were not.
    const lost = join(folder, 'lost');
    await cluster(lost);
    for (const name of ['kms', 'ledger', 'ledger-key', 'plans'])
      cpSync(join(beside, name), join(lost, name), { recursive: true });
    expect(await refusalsBeside(lost)).toEqual(['1 companion-empty']);
    // Another name before the streams: a log without events, beside what belongs to one.
    const elsewhere = { ...settings, EVENT_STORE_PREFIX: `${EVENT_STORE_PREFIX}other-` };
    const { status, stderr } = await sagssporWith(elsewhere, 'projections', '--data', beside);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/another-prefix/)]);
    expect(await json(onServer, 'verify')).toMatchObject({ ok: true });
  });

  it.each([
    ['esdb://127.0.0.1:1?tls=false', /^WRONG log-unavailable: the event store is away\n +wait for it/m],
    [
      'esdb://user:hemmeligt@nowhere.invalid:2113',
      /^WRONG log-unavailable: no host of that name is known\n +mend EVENT_STORE_URL/m,
    ],
  ])('the doctor says why it does not answer (%s), and no secret', async (EVENT_STORE_URL, says) => {
    const { status, stderr, stdout } = await sagssporWith({ EVENT_STORE_URL }, 'doctor', '--data', own);
    expect([status, stderr]).toEqual([1, expect.stringMatching(says)]);
    expect(stdout + stderr).not.toMatch(/hemmeligt/);
  });

  it('takes over a log from PostgreSQL, and may be told to do so again', async () => {
    const other = await startServer();
    server = { ...other, stop: server.stop };
    const copy = () => json(onDisk, 'log', 'copy', '--from', 'own', '--to', other.connectionString);
    const first = await copy();
    expect(first).toMatchObject({ found: 0, copied: first.verified });
    expect(await copy()).toMatchObject({ copied: 0, found: first.verified, verified: first.verified });
    await other.stop();
  });
});
