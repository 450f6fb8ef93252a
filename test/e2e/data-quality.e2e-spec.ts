import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importLines } from '../../src/interface/cli/import-files.js';
import { type DemoApp, demoApp } from '../support/app.js';
import { sagsspor } from '../support/cli.js';
import { idFor, registered } from '../support/given.js';

let app: DemoApp;

/** Five concerns of SOF and one of BUF that nobody has decided on since 2024. */
const CONCERNS = [...Array.from({ length: 5 }, (_, n) => ['SOF', `sof ${n}`] as const), ['BUF', 'buf'] as const];
const AT = '2024-05-06T10:00:00+02:00';
const lines = CONCERNS.map(([agency, name]) =>
  JSON.stringify({
    ...{ command: 'RegisterConcern', id: idFor(name), at: AT, data: registered('koebenhavn', AT) },
    actor: { userId: 'u', agency, role: 'caseworker' },
  }),
);

beforeAll(async () => {
  app = await demoApp();
  await importLines(app.installation, lines);
});
afterAll(() => app.close());

async function page(user: string, path = '/data-quality', language = 'da') {
  const { headers } = await app.http().post('/login').type('form').send({ user });
  const cookie = `${String(headers['set-cookie']).split(';')[0]}; language=${language}`;
  return app.http().get(path).set('Cookie', cookie);
}
async function api(user: string, infohus = 'koebenhavn') {
  const { body } = await app.http().post('/api/session').send({ user });
  return app.http().get(`/api/data-quality?infohus=${infohus}`).set('Authorization', `Bearer ${body.token}`);
}
const links = (html: string) => [...html.matchAll(/href="\/concerns\/([0-9a-f-]{36})"/g)].map((m) => m[1]).sort();
const ids = (...names: string[]) => names.map(idFor).sort();
const undecided = (counts: readonly { kind: string; agency: string; count: unknown }[], agency: string) =>
  counts.find((c) => c.kind === 'concern-undecided' && c.agency === agency)?.count;

describe('The page on data quality', () => {
  it('links to the concerns that the reader may read, and says what each kind is and what to do', async () => {
    const { status, text } = await page('bif-tovholder');
    expect(status).toBe(200);
    expect(links(text)).toEqual(ids(...CONCERNS.map(([, name]) => name)));
    expect(text).toContain('Bekymring uden afgørelse');
    expect(text).toContain('Kvalificér den, henlæg den, eller giv den videre.');
    expect(text).toMatch(/href="\/data-quality\?infohus=koebenhavn" aria-current="page"/);
    expect(links((await page('buf-sagsbehandler')).text)).toEqual(ids('buf'));
    expect(links((await page('vel-tovholder', '/data-quality?infohus=koebenhavn')).text)).toEqual([]);
    expect((await page('bif-compliance', '/data-quality', 'en')).text).toContain('Concern without a decision');
  });

  it('shows an analyst figures without a link or an id, and few as "<5"', async () => {
    const { status, text } = await page('bif-analytiker');
    expect(status).toBe(200);
    const main = text.split(/<\/?main/)[1] ?? '';
    expect(main).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|<details|href="\/(cases|concerns)\//);
    const [, table] = text.split('id="concern-undecided"');
    expect(table?.split('</table>')[0]).toMatch(
      /<td>Socialforvaltningen<\/td><td>5<\/td>.*<td>Alle andre myndigheder, hver for sig<\/td><td>&lt;5<\/td>/s,
    );
  });
});

describe('GET /api/data-quality', () => {
  it('gives findings with ids to whoever may read them, and protected counts to an analyst', async () => {
    const { body } = await api('bif-tovholder');
    expect([undecided(body.counts, 'SOF'), undecided(body.counts, 'BUF')]).toEqual([5, 1]);
    expect(body.findings.map((f: { concernId: string }) => f.concernId).sort()).toEqual(
      ids(...CONCERNS.map(([, name]) => name)),
    );
    const figures = (await api('bif-analytiker')).body;
    expect([undecided(figures.counts, 'SOF'), undecided(figures.counts, 'BUF')]).toEqual([5, '<5']);
    expect(figures.findings).toBeUndefined();
  });

  it('is refused without a session, and to a role that sees neither', async () => {
    expect((await app.http().get('/api/data-quality?infohus=koebenhavn')).status).toBe(401);
    expect((await api('bif-administrator')).status).toBe(403);
  });
});

describe('data-quality on the command line', () => {
  const ask = (...args: string[]) => sagsspor('data-quality', '--infohus', 'koebenhavn', '--data', app.data, ...args);

  it('gives what whoever asks may see, as a table or as JSON', async () => {
    expect((await ask()).stdout).toMatch(/concern-undecided +SOF +5/);
    const { counts, findings } = (await ask('--json', '--as', 'a:BIF:analyst')).json();
    expect([undecided(counts, 'SOF'), findings]).toEqual([5, undefined]);
    expect((await ask('--as', 'a:BIF:system')).status).toBe(1);
    expect((await sagsspor('data-quality', '--data', app.data)).status).toBe(2);
  });
});
