import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DemoApp, demoApp } from '../support/app.js';

const CANARY = 'Kanarie Fuglesang 010203-4567';
let app: DemoApp;
beforeAll(async () => {
  app = await demoApp('koege-and-registers');
});
afterAll(() => app.close());

const USER = 'vel-tovholder';
async function cookie(): Promise<string> {
  const { headers } = await app.http().post('/login').type('form').send({ user: USER });
  return String(headers['set-cookie']).split(';')[0] ?? '';
}
const hidden = (html: string, name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';
const field = (html: string, name: string) =>
  new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0].match(/value="([^"]*)"/)?.[1] ?? '';
const typed = field;
const sends = (session: string, form: object) =>
  app
    .http()
    .post('/do/RegisterPerson?infohus=koege')
    .set({ ...(session ? { Cookie: session } : {}), 'Sec-Fetch-Site': 'same-origin' })
    .type('form')
    .send(form);
async function opened(session: string) {
  const { text } = await app.http().get('/do/RegisterPerson').set('Cookie', session);
  return { _csrf: hidden(text, '_csrf'), _commandId: hidden(text, '_commandId'), id: field(text, 'id') };
}
/** The hidden fields of the page that came back, with what was typed on it. */
const fromPage = (text: string, id: string) => ({
  ...{ _csrf: hidden(text, '_csrf'), _commandId: hidden(text, '_commandId'), id },
  'data.name': typed(text, 'data.name'),
});

// A form sent after the session had ended, after a second login or with a used command id lost its text (trial stale-form.sh).
describe('A form that is sent too late', () => {
  it('after the session has ended is given back filled, and taken after a login in another tab', async () => {
    const session = await cookie();
    const form = await opened(session);
    await app.http().post('/logout').set('Cookie', session).type('form').send({ _csrf: form._csrf });
    const late = await sends(session, { ...form, 'data.name': CANARY });
    expect([late.status, typed(late.text, 'data.name'), field(late.text, 'id')]).toEqual([401, CANARY, form.id]);
    expect(late.text).toContain('href="/login" target="_blank"');
    const anew = await cookie();
    const again = await sends(anew, fromPage(late.text, form.id));
    expect([again.status, typed(again.text, 'data.name')]).toEqual([403, CANARY]);
    expect((await sends(anew, fromPage(again.text, form.id))).status).toBe(303);
  });

  it('after a second login is given back filled, with what the new login asks for', async () => {
    const form = await opened(await cookie());
    const second = await cookie();
    const late = await sends(second, { ...form, 'data.name': CANARY });
    expect([late.status, typed(late.text, 'data.name')]).toEqual([403, CANARY]);
    expect(late.text).toContain('siden formularen blev åbnet');
    expect((await sends(second, fromPage(late.text, form.id))).status).toBe(303);
  });

  it('with a command id that was used for something else is given back filled, with a new one that is taken', async () => {
    const session = await cookie();
    const form = await opened(session);
    expect((await sends(session, { ...form, 'data.name': 'Opdigtet Først' })).status).toBe(303);
    const used = await sends(session, { ...form, 'data.name': CANARY });
    expect([used.status, typed(used.text, 'data.name')]).toEqual([409, CANARY]);
    expect(hidden(used.text, '_commandId')).not.toBe(form._commandId);
    expect(used.text).toContain(`href="/persons/${form.id}?infohus=koege&amp;done=RegisterPerson&amp;again=1"`);
    expect((await sends(session, fromPage(used.text, field(used.text, 'id')))).status).toBe(303);
  });

  it('twice, from two tabs or by going back, is recorded once and has its receipt both times', async () => {
    const session = await cookie();
    const form = { ...(await opened(session)), 'data.name': 'Opdigtet Dobbelt' };
    const [first, second] = [await sends(session, form), await sends(session, form)];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect([first.headers.location, second.headers.location].map((to) => to?.includes('again=1'))).toEqual([
      false,
      true,
    ]);
    expect(await app.installation.store.readStream(`person-${form.id}`)).toHaveLength(1);
  });

  it('from another site is given back to nobody', async () => {
    const form = { id: randomUUID(), 'data.name': CANARY };
    const foreign = await sends('', form).set('Sec-Fetch-Site', 'cross-site');
    expect([foreign.status, foreign.text.includes(CANARY)]).toEqual([403, false]);
  });
});

describe('An answer', () => {
  it('to a body full of faults names the first of them and says how many there are', async () => {
    const fields = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${'x'.repeat(10)}${i}`, i]));
    const { status, text, body } = await app
      .http()
      .post('/api/commands/RegisterPerson')
      .set({ Authorization: `Bearer ${await app.token(USER)}`, 'Idempotency-Key': randomUUID() })
      .send({ id: randomUUID(), data: { name: 'Opdigtet', ...fields } });
    expect([status, body.errors.length, text.length < 8_000]).toEqual([400, 20, true]);
    expect(body.detail).toContain('and 2980 more');
  });

  it('to nobody is the same small one, whatever is sent', async () => {
    for (const sent of ['{nonsense', JSON.stringify({ id: 'x', data: {} }), `["${'x'.repeat(60_000)}"]`]) {
      const { status, text } = await app.http().post('/api/commands/RegisterPerson').type('json').send(sent);
      expect([status, text.length < 400]).toEqual([401, true]);
    }
  });

  it('carries the headers of the house, and at logout tells the browser to keep nothing', async () => {
    const session = await cookie();
    const page = await app.http().get('/').set('Cookie', session);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=()'),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(page.headers['strict-transport-security']).toBeUndefined();
    expect(page.headers['x-powered-by']).toBeUndefined();
    const form = { _csrf: hidden(page.text, '_csrf') };
    const left = await app.http().post('/logout').set('Cookie', session).type('form').send(form);
    expect([left.status, left.headers['clear-site-data']]).toEqual([303, '"cache", "cookies", "storage"']);
  });

  it('is given to our own names only', async () => {
    expect((await app.http().get('/health').set('Host', 'evil.example')).status).toBe(421);
    expect((await app.http().get('/health')).status).toBe(200);
  });

  it('shows no folder, gives no debugging method an answer, and no door is there that nobody declared', async () => {
    for (const path of ['/assets/dkfds/', '/assets/', '/.git/config', '/package.json', '/..%2fpackage.json'])
      expect({ path, status: (await app.http().get(path)).status }).toEqual({ path, status: 404 });
    expect((await app.http().trace('/health')).status).toBe(404);
  });

  it('says whom to tell of a hole', async () => {
    const { text, headers } = await app.http().get('/.well-known/security.txt');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toMatch(/^Contact: (mailto|https):/m);
    expect(Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '')).toBeGreaterThan(Date.now());
  });

  it('is given sixteen times at once to one user: readings wait for each other', async () => {
    const Authorization = `Bearer ${await app.token(USER)}`;
    const all = Array.from({ length: 16 }, () => app.http().get('/api/concerns?infohus=koege').set({ Authorization }));
    expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is a page for every text, though it looks like an instant', async () => {
    const id = randomUUID();
    const Authorization = `Bearer ${await app.token(USER)}`;
    const data = { infohus: 'koege', channel: 'mailbox', receivedAt: '2024-07-01T12:00+02:00', subjects: [] };
    const given = await app
      .http()
      .post('/api/commands/RegisterConcern')
      .set({ Authorization, 'Idempotency-Key': randomUUID() })
      .send({ id, at: '2024-07-01T12:00+02:00', data: { ...data, description: '2024-13-45T99:99:99Z' } });
    expect(given.status).toBe(201);
    const { status, text } = await app
      .http()
      .get(`/concerns/${id}`)
      .set('Cookie', await cookie());
    expect([status, text.includes('<dd>2024-13-45T99:99:99Z</dd>')]).toEqual([200, true]);
  });
});

describe('The log of the server', () => {
  it('holds nothing of what was sent, whatever became of it', async () => {
    const Authorization = `Bearer ${await app.token(USER)}`;
    const session = await cookie();
    const { execute } = app.installation.executor;
    const encoded = encodeURIComponent(CANARY);
    const give = (body: object | string) =>
      app
        .http()
        .post(`/api/commands/RegisterPerson?x=${encoded}`)
        .set({ Authorization, 'Idempotency-Key': randomUUID(), 'User-Agent': CANARY, Referer: `http://x/${encoded}` })
        .type('json')
        .send(body as object);
    app.said.length = 0;
    await give({ id: randomUUID(), data: { name: CANARY } });
    await give({ id: randomUUID(), data: { name: CANARY, [CANARY]: CANARY } });
    await give(`{"name":"${CANARY}`);
    await app.http().get(`/cases/${encoded}?at=${encoded}`).set('Cookie', session);
    await app.http().get(`/${encoded}`).set('Authorization', `Bearer ${CANARY}`);
    app.installation.executor.execute = async () => {
      throw Object.assign(new Error(`duplicate key value: (${CANARY})`), { code: '23505', detail: CANARY });
    };
    const form = await opened(session);
    const [api, page] = [
      await give({ id: randomUUID(), data: { name: CANARY } }),
      await sends(session, { ...form, 'data.name': CANARY }),
    ];
    app.installation.executor.execute = execute;
    expect([api.status, page.status, typed(page.text, 'data.name')]).toEqual([503, 503, CANARY]);
    const log = app.said.join('');
    // Both failures are found by the numbers that stand in their answers.
    for (const { headers } of [api, page]) expect(log).toContain(headers['x-request-id']);
    expect(api.body.instance).toBe(`urn:uuid:${api.headers['x-request-id']}`);
    for (const secret of [CANARY, encoded, session.split('=')[1] ?? '-', Authorization.slice(7)])
      expect(log).not.toContain(secret);
  });
});
