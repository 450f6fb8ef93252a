import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asSuperuser, sagsspor, serving, until } from '../support/cli.js';
import { cluster } from '../support/data-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'sagsspor-read-models-'));
const data = join(folder, 'data');
const verb = (...args: string[]) => sagsspor(...args, '--data', data);
/** Without a process that helps: one that is killed has them. */
const ALONE = ['--processes', '1'];

let url: string;
let stop: () => void;
let stopped: Promise<void>;
/** One server for the whole story: the database stays up between verbs, whatever is killed. */
beforeAll(async () => {
  // The nine-month case until its last month: it is open, and something is due.
  const story = join(folder, 'story.ndjson');
  const lines = readFileSync('demo/nine-months.ndjson', 'utf8').split('\n');
  writeFileSync(
    story,
    lines
      .slice(
        0,
        lines.findIndex((line) => line.includes('"CloseCase"')),
      )
      .join('\n'),
  );
  await cluster(data);
  expect((await verb('import', story, '--json')).json().refused).toEqual([]);
  await new Promise<void>((ready, failed) => {
    stopped = serving(data, (at) => {
      url = at;
      ready();
      return new Promise<void>((resolve) => {
        stop = resolve;
      });
    });
    stopped.catch(failed);
  });
});
afterAll(async () => {
  stop?.();
  await stopped;
  rmSync(folder, { recursive: true, force: true });
});

const json = async (response: Promise<Response>) => JSON.parse(await (await response).text());
const tokens = new Map<string, Promise<string>>();
/** Logs in once a user. */
function tokenOf(user: string): Promise<string> {
  const session = () => json(fetch(`${url}/api/session`, { method: 'POST', body: JSON.stringify({ user }) }));
  const token = tokens.get(user) ?? session().then((made: { token: string }) => made.token);
  tokens.set(user, token);
  return token;
}
const get = async (path: string, user = 'bif-tovholder') =>
  fetch(`${url}${path}`, { headers: { authorization: `Bearer ${await tokenOf(user)}` } });

const QUESTIONS = [
  '/api/cases?infohus=koebenhavn',
  '/api/deadlines?infohus=koebenhavn&now=2016-06-01T12:00:00%2B02:00',
  '/api/report?infohus=koebenhavn&plan=koebenhavn-2016&year=2016',
];
/** Of the report its figures only: each question is itself an event, and the report names the position it is of. */
async function answers(): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const path of QUESTIONS) {
    const response = get(path);
    expect([path, (await response).status]).toEqual([path, 200]);
    const answer = await json(response);
    found.push(answer.indicators ?? answer);
  }
  return found;
}
const seen = () => json(get('/api/read-models', 'bif-compliance'));
const health = () => json(fetch(`${url}/health`));

/** A rebuild that has finished one of two slices, and waits for the other as if another process built it. */
async function halfway(work: (rebuild: ChildProcess, said: () => string) => Promise<unknown>): Promise<void> {
  await asSuperuser(data, async (client) => {
    await client.query('select pg_advisory_lock(7363, 1)');
    const args = ['bin/sagsspor.mjs', 'rebuild', '--processes', '2', '--data', data];
    const rebuild = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    rebuild.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    await until(() => said.includes('slice 1 of 2') || undefined);
    const gone = new Promise((resolve) => rebuild.once('exit', resolve));
    await work(rebuild, () => said);
    await gone;
    const held = 'select from pg_locks where locktype = $1 and classid = 7362';
    await until(async () => (await client.query(held, ['advisory'])).rowCount === 0 || undefined);
  });
}

describe('The read models of an installation that is in use', () => {
  it('are listed with position, lag and state; an unknown name is wrong use that names the known ones', async () => {
    const caseList = async () => {
      const found = (await verb('projections', '--json')).json();
      return { rebuild: found.rebuild, ...found.models.find((m: { name: string }) => m.name === 'case_list') };
    };
    const { head: asked } = await caseList();
    // The served process brings them to the head in its own time. To ask is an event too: the head moves with each look.
    const { position, head, state, rebuild } = await until(async () => {
      const found = await caseList();
      return found.position >= asked ? found : undefined;
    });
    expect([state, rebuild]).toEqual([position < head ? 'behind' : 'live', null]);
    const { status, stderr } = await verb('rebuild', 'case_lists');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/no read model case_lists.*case_list/)]);
  });

  it('are rebuilt and swapped in, and every question is answered as before', async () => {
    const before = await answers();
    expect((await verb('rebuild', '--json', ...ALONE)).json()).toMatchObject({ swapped: true });
    expect(await answers()).toEqual(before);
  });

  it('differ in nothing from what the log says; a row changed by hand is named, and mended', async () => {
    const before = await answers();
    const same = await verb('rebuild', '--dry-run', '--json', ...ALONE);
    expect([same.status, same.json().swapped]).toEqual([0, false]);
    expect(same.json().differences.filter(({ different }: { different: number }) => different > 0)).toEqual([]);

    const changed = await asSuperuser(data, (client) =>
      client.query(`update case_list set status = 'forged' returning "caseId"`),
    );
    const { status, stdout } = await verb('rebuild', 'case_list', '--dry-run', ...ALONE);
    expect([status, stdout]).toEqual([1, expect.stringContaining(`${changed.rows[0].caseId} in status`)]);
    expect(await answers()).not.toEqual(before);
    expect((await verb('rebuild', 'case_list', ...ALONE)).status).toBe(0);
    expect(await answers()).toEqual(before);
  });

  it('are not touched by a rebuild that is killed: it is seen, the next one goes on, and finishes', async () => {
    const before = await answers();
    await halfway(async (rebuild) => {
      const page = await get('/read-models', 'bif-compliance');
      expect(page.headers.get('refresh')).toBe('5');
      expect(await page.text()).toMatch(/<progress[^>]* value="1" max="2"/);
      rebuild.kill('SIGKILL');
    });
    const { rebuild } = (await verb('projections', '--json')).json();
    expect(rebuild).toMatchObject({ running: false, phase: 'building', slices: 2, slicesDone: 1 });
    expect((await seen()).rebuild).toMatchObject({ running: false, slicesDone: 1 });
    const page = await get('/read-models', 'bif-compliance');
    expect([page.headers.get('refresh'), await page.text()]).toEqual([null, expect.stringContaining('blev afbrudt')]);
    expect(await answers()).toEqual(before);
    expect((await verb('doctor', '--json')).json()).toContainEqual(
      expect.objectContaining({ level: 'look', what: expect.stringContaining('cut short (building, 1 of 2') }),
    );
    const { status, stdout } = await verb('rebuild');
    expect([status, stdout]).toEqual([0, expect.stringContaining('rebuilt and in use')]);
    expect((await seen()).rebuild).toBeNull();
    expect(await answers()).toEqual(before);
  });

  it('are not touched by one that is stopped with Ctrl-C, which says how to go on, or dropped', async () => {
    const before = await answers();
    await halfway(async (rebuild, said) => {
      rebuild.kill('SIGINT');
      await until(() => said().includes('rebuild --abort') || undefined);
    });
    expect((await seen()).rebuild).toMatchObject({ slicesDone: 1 });
    expect((await verb('rebuild', '--abort')).status).toBe(0);
    expect((await seen()).rebuild).toBeNull();
    expect(await answers()).toEqual(before);
  });
});

describe('A read model that cannot go on', () => {
  it('is said by health and shown on its page, while the log goes on; a rebuild mends it', async () => {
    const [{ caseId }] = await json(get('/api/cases?infohus=koebenhavn'));
    expect(await health()).toEqual({ status: 'ok' });
    await asSuperuser(data, (client) => client.query(`update case_list set state = '{}'`));
    const given = await fetch(`${url}/api/commands/RecordContact`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf('bif-tovholder')}`, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ id: caseId, data: { kind: 'call' } }),
    });
    expect(given.status).toBe(201);
    await until(async () => (await health()).status === 'degraded' || undefined);

    const page = await get('/read-models', 'bif-administrator');
    expect([page.status, page.headers.get('refresh')]).toEqual([200, null]);
    const html = await page.text();
    expect(html).toMatch(/Sagslisten er standset.*TypeError.*rebuild case_list/s);
    expect(html).not.toMatch(/ style="|<script(?! src)| on[a-z]+="/);

    expect((await verb('rebuild', 'case_list', ...ALONE)).status).toBe(0);
    // Alerts that could not be raised from what was broken are raised in their next pass.
    await until(async () => (await health()).status === 'ok' || undefined);
    expect((await get(`/api/cases/${caseId}`)).status).toBe(200);
  });

  it('is shown to who may verify the log, and to nobody else', async () => {
    expect((await fetch(`${url}/api/read-models`)).status).toBe(401);
    for (const [user, status] of [
      ['bif-tovholder', 403],
      ['bif-analytiker', 403],
      ['bif-compliance', 200],
      ['bif-administrator', 200],
    ] as const) {
      const page = await get('/read-models', user);
      const api = await get('/api/read-models', user);
      // Compliance comes to the machine by the access log: its menu holds seven entries.
      const way = user === 'bif-compliance' ? '/access-log' : '/commands';
      const home = await (await get(way, user)).text();
      expect([user, page.status, api.status, home.includes('href="/read-models')]).toEqual([
        user,
        status,
        status,
        status === 200,
      ]);
    }
  });
});
