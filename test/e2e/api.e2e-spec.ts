import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DemoApp, demoApp } from '../support/app.js';

let app: DemoApp;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await demoApp('nine-months', 'koege-and-registers');
  for (const user of ['bif-tovholder', 'buf-sagsbehandler', 'krim-medarbejder', 'bif-analytiker', 'vel-tovholder']) {
    const { body } = await app.http().post('/api/session').send({ user });
    tokens.set(user, body.token);
  }
});
afterAll(() => app.close());

const as = (user: string) => ({ Authorization: `Bearer ${tokens.get(user)}` });
const get = (path: string, user: string) => app.http().get(path).set(as(user));
const give = (name: string, body: unknown, headers: Record<string, string> = {}, user = 'bif-tovholder') =>
  app
    .http()
    .post(`/api/commands/${name}`)
    .set({ ...as(user), 'Idempotency-Key': randomUUID(), ...headers })
    .send(body as object);
const person = (name = 'Opdigtet Person') => ({ id: randomUUID(), data: { name } });
const theCase = async () => (await get('/api/cases?infohus=koebenhavn', 'bif-tovholder')).body[0].caseId as string;

describe('The API', () => {
  // Whoever may not know of a record is answered as if there were none: to the last header (domain.md rule 11).
  it('answers for a hidden record as for one that is not there: status, body and headers', async () => {
    const hidden = await theCase();
    const answered = async (id: string, user: string) => {
      const asked = ['', '/handovers', '/actions'].map((part) => get(`/api/cases/${id}${part}`, user));
      const given = give('CloseCase', { id, data: { reason: 'other' } }, {}, user);
      const all = await Promise.all([...asked, given]);
      return all.map(({ status, body, headers }) => {
        const { date: _, 'ratelimit-remaining': __, ratelimit: ___, ...others } = headers;
        return { status, body: JSON.stringify(body).replaceAll(id, 'the id'), headers: others };
      });
    };
    for (const user of ['vel-tovholder', 'bif-analytiker']) {
      const absent = await answered(randomUUID(), user);
      expect(absent.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(await answered(hidden, user)).toEqual(absent);
    }
  });

  it('takes a command once: the same key and body again give the same answer, another body is refused', async () => {
    const body = person();
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await give('RegisterPerson', body, key);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      stream: `person-${body.id}`,
      version: 1,
      events: [{ type: 'PersonRegistered' }],
    });
    expect((await give('RegisterPerson', body, key)).body).toEqual(first.body);
    const other = await give('RegisterPerson', person('En anden'), key);
    expect({ status: other.status, code: other.body.code, rule: other.body.rule }).toEqual({
      status: 409,
      code: 'idempotency-mismatch',
      rule: null,
    });
  });

  it('refuses a stale If-Match, an unknown field, a future date, and a caller it does not know', async () => {
    const body = person();
    await give('RegisterPerson', body);
    const change = { id: body.id, data: { name: 'Rettet' } };
    expect((await give('ChangePersonDetails', change, { 'If-Match': '"7"' })).body.code).toBe('version-conflict');
    expect((await give('ChangePersonDetails', change, { 'If-Match': '"1"' })).status).toBe(201);
    const unknown = await give('RegisterPerson', { ...person(), extra: 1 });
    expect(unknown.body).toMatchObject({ code: 'validation-failed', errors: [{ path: 'extra' }] });
    const future = await give('RegisterPerson', { ...person(), at: '2090-01-01T00:00Z' });
    expect(future.body).toMatchObject({ status: 422, code: 'rule-violated', rule: 'occurred-in-future' });
    expect((await give('RegisterPerson', person(), { Authorization: '' })).body.code).toBe('not-authenticated');
  });

  it('answers what cannot be read: not JSON, 10 MB, nesting, __proto__', async () => {
    const send = (text: string) => give('RegisterPerson', {}).set('Content-Type', 'application/json').send(text);
    expect((await send('{nonsense')).body).toMatchObject({ status: 400, code: 'validation-failed' });
    expect((await send(`{"id":"${'x'.repeat(10_000_000)}"}`)).body).toMatchObject({
      status: 413,
      code: 'payload-too-large',
    });
    expect((await send('['.repeat(50_000) + ']'.repeat(50_000))).body).toMatchObject({
      status: 400,
      code: 'validation-failed',
    });
    expect((await send('{"__proto__":{"x":1},"id":"a","data":{}}')).body.code).toBe('validation-failed');
    expect((await send(JSON.stringify(person('a\u0000b')))).body.code).toBe('validation-failed');
  });

  it('shows a case to those on it, and is silent to others as if it were not there', async () => {
    const caseId = await theCase();
    expect((await get(`/api/cases/${caseId}`, 'bif-tovholder')).body.responsibleAgency).toBe('SOF');
    const hidden = await get(`/api/cases/${caseId}`, 'krim-medarbejder');
    const unknown = await get(`/api/cases/${randomUUID()}`, 'krim-medarbejder');
    expect({ status: hidden.status, body: hidden.body }).toEqual({ status: unknown.status, body: unknown.body });
    expect(hidden.status).toBe(404);
    expect((await get('/api/cases?infohus=koebenhavn', 'krim-medarbejder')).body).toEqual([]);
    const blocked = await give('RecordContact', { id: caseId, data: { kind: 'call' } }, {}, 'krim-medarbejder');
    expect(blocked.body.code).toBe('not-found');
  });

  it('gives a list page by page where it is asked to, in the shape of the whole, and names the next in a Link', async () => {
    const whole = await get('/api/concerns?infohus=koege', 'vel-tovholder');
    expect(whole.body.length).toBeGreaterThan(2);
    expect(whole.headers.link).toBeUndefined();
    const rows: { concernId: string; receivedAt: string }[] = [];
    for (let path: string | undefined = '/api/concerns?infohus=koege&limit=1'; path; ) {
      const page = await get(path, 'vel-tovholder');
      expect(page.body).toHaveLength(1);
      rows.push(...page.body);
      path = /<([^>]+)>; rel="next"/.exec(page.headers.link ?? '')?.[1];
    }
    expect(rows.map((r) => r.concernId).sort()).toEqual(
      whole.body.map((r: { concernId: string }) => r.concernId).sort(),
    );
    expect(rows.map((r) => r.receivedAt)).toEqual([...rows.map((r) => r.receivedAt)].sort().reverse());
    const count = await get('/api/concerns/count?infohus=koege', 'vel-tovholder');
    expect(count.body).toEqual({ count: rows.length, more: false });
  });

  it('filters before it pages and counts, and says what it cannot filter by', async () => {
    const asked = async (filter: string) =>
      (await get(`/api/cases?infohus=koebenhavn&${filter}`, 'bif-tovholder')).body.length;
    expect(await asked('agency=SOF&type=child&limit=5')).toBe(await asked('agency=SOF&type=child'));
    expect([await asked('agency=SOF'), await asked('agency=BUF')]).toEqual([1, 0]);
    expect(await asked('from=2090-01-01')).toBe(0);
    expect((await get('/api/cases/count?infohus=koebenhavn&agency=BUF', 'bif-tovholder')).body.count).toBe(0);
    for (const wrong of ['limit=0', 'cursor=x', 'from=yesterday', 'status=a%20name', 'after=soon']) {
      const { body } = await get(`/api/cases?infohus=koebenhavn&${wrong}`, 'bif-tovholder');
      expect(body).toMatchObject({ code: 'validation-failed', errors: [{ path: wrong.split('=')[0] }] });
    }
  });

  it('exports the list as CSV, without a person, and notes the export', async () => {
    const { status, text, headers } = await get('/api/cases.csv?infohus=koebenhavn', 'bif-tovholder');
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, row] = text.split('\r\n').map((line) => line.split(','));
    expect(head?.slice(0, 3)).toEqual(['caseId', 'number', 'status']);
    expect(row?.[0]).toBe(await theCase());
    expect(text).not.toContain('Opdigtet');
    const types: string[] = [];
    for await (const batch of app.installation.store.readAll()) types.push(...batch.map((e) => e.type));
    expect(types).toContain('ExportMade');
    expect((await get('/api/cases.csv?infohus=koebenhavn', 'bif-analytiker')).status).toBe(403);
  });

  it('shows after a position what was written at it; what is not there in two seconds is to be asked for again', async () => {
    const data = { infohus: 'koebenhavn', channel: 'professional', subjects: [], description: 'opdigtet' };
    const id = randomUUID();
    const given = await give('RegisterConcern', { id, data: { ...data, receivedAt: new Date().toISOString() } });
    const own = await get(`/api/concerns?infohus=koebenhavn&after=${given.body.position}`, 'bif-tovholder');
    expect(own.body.map((r: { concernId: string }) => r.concernId)).toContain(id);
    const early = await get('/api/concerns?infohus=koebenhavn&after=999999999', 'bif-tovholder');
    expect([early.status, early.body.code]).toEqual([503, 'unavailable']);
  });

  it('lets an analyst see figures, never cases', async () => {
    expect((await get('/api/cases?infohus=koebenhavn', 'bif-analytiker')).status).toBe(403);
    const report = async (user: string) =>
      (await get('/api/report?infohus=koebenhavn&plan=koebenhavn-2016&year=2016', user)).body.indicators[0];
    const withheld = { id: 'concerns-received', value: null, suppressed: true };
    expect(await report('bif-analytiker')).toMatchObject(withheld);
    expect(await report('bif-tovholder')).toMatchObject({ id: 'concerns-received', value: 1 });
  });

  it('leaves an access event before the answer', async () => {
    const before = (await app.installation.store.head()).position;
    await get(`/api/cases/${await theCase()}`, 'bif-tovholder');
    const types: string[] = [];
    for await (const batch of app.installation.store.readAll({ from: before + 1 }))
      types.push(...batch.map((e) => e.type));
    expect(types).toEqual(['SearchPerformed', 'RecordConsulted']);
  });

  it('describes every command in OpenAPI', async () => {
    const { body } = await app.http().get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/api/commands/OfferHandover');
  });
});

describe('The pages', () => {
  const cookie = async (user: string) => {
    const { headers } = await app.http().post('/login').type('form').send({ user });
    return String(headers['set-cookie']).split(';')[0] ?? '';
  };

  it('are Danish first, with nothing inline under a strict policy', async () => {
    const session = await cookie('bif-tovholder');
    for (const path of [
      '/',
      '/cases',
      `/cases/${await theCase()}`,
      '/report',
      '/commands',
      `/cases/${await theCase()}/do/OfferHandover?toAgency=BUF`,
    ]) {
      const { status, text, headers } = await app.http().get(path).set('Cookie', session);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(text).toContain('<html lang="da">');
      expect(text).not.toMatch(/<script(?! src="\/assets\/)|<style|\sstyle=|\son\w+=/);
    }
  });

  it('send who is not logged in to the login, and refuse a form that did not come from them', async () => {
    expect((await app.http().get('/cases')).headers.location).toBe('/login');
    const session = await cookie('bif-tovholder');
    const forged = await app
      .http()
      .post('/do/RegisterPerson')
      .set('Cookie', session)
      .type('form')
      .send({ id: randomUUID(), 'data.name': 'x' });
    expect(forged.status).toBe(403);
  });

  it('give a command from the form of its task', async () => {
    const session = await cookie('bif-tovholder');
    const page = await app.http().get('/do/RegisterPerson').set('Cookie', session);
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';
    const form = {
      _csrf: field('_csrf'),
      _commandId: field('_commandId'),
      id: randomUUID(),
      'data.name': 'Opdigtet Formular',
    };
    const done = await app.http().post('/do/RegisterPerson').set('Cookie', session).type('form').send(form);
    expect(done.status).toBe(303);
    expect((await app.installation.store.readStream(`person-${form.id}`)).length).toBe(1);
  });
});
