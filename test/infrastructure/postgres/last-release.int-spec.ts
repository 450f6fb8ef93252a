import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ensureRole } from '../../../src/infrastructure/event-store/postgres/migrate.js';
import { ROLES } from '../../../src/infrastructure/event-store/postgres/roles.js';
import { VAULT_ROLE } from '../../../src/infrastructure/vault/key-ring.js';
import { sagssporWith } from '../../support/cli.js';
import { type TestServer, testServer } from '../../support/postgres.js';

/** What 605f28d0 left behind (29 November 2026), kept by `npm run keep`: never changed; a later release has a fixture of its own. */
const RELEASE = 'test/fixtures/release';
const held = (name: string) => readFileSync(join(RELEASE, name));
const said = JSON.parse(held('said.json').toString()) as Record<string, { args: string[]; json: unknown }>;
const statements = JSON.parse(held('statements.json').toString()) as string[];

const data = mkdtempSync(join(tmpdir(), 'sagsspor-release-'));
let server: TestServer;
let urls: { DATABASE_URL: string; VAULT_DATABASE_URL: string };

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
const verb = async (...args: string[]) => {
  const { status, stdout, stderr, json } = await sagssporWith(urls, ...args, '--data', data);
  if (status !== 0) throw new Error(`${args[0]}: ${stderr} ${stdout}`);
  return json();
};
/** Its first so many events, as they lie there. */
const logOf = () =>
  withClient(urls.DATABASE_URL, async (client) => {
    const text = `select count(*)::int as n, encode(sha256(string_agg(bytes, '' order by position)), 'hex') as hash from event where position <= $1`;
    return (await client.query(text, [events])).rows[0];
  });
let events = 0;

beforeAll(async () => {
  server = await testServer();
  const [log, keys] = [await server.freshDatabase(), await server.freshDatabase()];
  urls = { DATABASE_URL: log, VAULT_DATABASE_URL: keys };
  await withClient(log, async (client) => {
    for (const role of [...Object.values(ROLES), VAULT_ROLE]) await ensureRole(client, role);
  });
  for (const [url, name] of [[log, 'sagsspor'] as const, [keys, 'sagsspor_keys'] as const])
    await withClient(url, (client) => client.query(gunzipSync(held(`${name}.sql.gz`)).toString()));
  const files = JSON.parse(gunzipSync(held('data.json.gz')).toString()) as Record<string, string>;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(data, dirname(path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(data, path), Buffer.from(text, 'base64'), { mode: 0o600 });
  }
  events = await withClient(log, async (c) => Number((await c.query('select position from head')).rows[0].position));
});
afterAll(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

/** What of them the schema does not take any more, without giving any. */
const notTaken = (url: string, asked: readonly string[]) =>
  withClient(url, async (client) => {
    const refused: string[] = [];
    for (const [i, text] of asked.entries())
      await client.query(`prepare s${i} as ${text}`).catch((error: Error) => refused.push(`${error.message}: ${text}`));
    return refused;
  });

describe('What the last release left', () => {
  let before: unknown;

  it('is looked at by --check without being changed: which schemas are brought forward, which read models are built anew', async () => {
    before = await logOf();
    const found = await verb('db', 'migrate', '--check', '--json');
    expect(found).toEqual(await verb('db', 'migrate', '--check', '--json'));
    expect(found.slice(0, 3)).toEqual([
      { what: 'log', does: 'adds-steps', taken: 3, known: expect.any(Number) },
      { what: 'kept', does: 'adds-steps', taken: 2, known: expect.any(Number) },
      { what: 'keys', does: 'adds-steps', taken: 1, known: expect.any(Number) },
    ]);
  });

  it('opens today: the same report, cases and deadlines to the letter, from the same bytes, which verify', async () => {
    const report = said.report?.json as { readonly asOf: { readonly position: number } };
    const then = { report: ['--as-of', String(report.asOf.position)] } as Record<string, string[]>; // each look is an event since
    for (const [name, { args, json }] of Object.entries(said))
      expect(await verb(...args, ...(then[name] ?? []))).toEqual(json);
    expect(await verb('verify', '--json')).toMatchObject({ ok: true, checkpoints: 1 });
    expect(await logOf()).toEqual(before);
    const after = (await verb('db', 'migrate', '--check', '--json')) as { does: string }[];
    expect(after.filter(({ does }) => does !== 'nothing')).toEqual([]);
  });

  it('is a program that goes on beside this one: every statement it gave is one that today’s schema takes', async () => {
    expect(statements.length).toBeGreaterThan(90);
    const inLog = await notTaken(urls.DATABASE_URL, statements);
    const refused = new Set(inLog.map((one) => one.slice(one.indexOf(': ') + 2)));
    expect(await notTaken(urls.VAULT_DATABASE_URL, [...refused])).toEqual([]);
    expect(await notTaken(urls.DATABASE_URL, ['select gone from event'])).toHaveLength(1);
  });
});
