import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from '../../src/application/codec.js';
import { until } from '../support/cli.js';
import type { Forged } from '../support/identity/forger.js';
import { loginApp } from '../support/identity/login-app.js';
import { privileges, type Tricks } from '../support/identity/saml-idp.js';

let set: Awaited<ReturnType<typeof loginApp>>;
beforeAll(async () => {
  set = await loginApp();
});
afterAll(() => set?.close());

interface Came {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, unknown>;
}
const cookieIn = ({ headers }: Came, name: string) =>
  [headers['set-cookie']]
    .flat()
    .map(String)
    .find((c) => c.startsWith(`${name}=`)) ?? '';
const pairOf = (cookie: string) => cookie.split(';')[0] ?? '';
const SESSION = '__Host-sagsspor';
const ANNA = { claims: { acr: 'two', groups: ['bif'] } };
const get = (path: string, cookie = '') => set.http().get(path).set('Cookie', cookie);

async function begun(path = '/login/kommune', cookie = '') {
  const answer = await get(path, cookie);
  return { answer, url: String(answer.headers.location), cookie: pairOf(cookieIn(answer, `${SESSION}-login`)) };
}
/** A login as a browser walks it, by OpenID. */
async function enter(forged: Forged = ANNA, path?: string, cookie?: string) {
  const login = await begun(path, cookie);
  const back = `/login/kommune/callback?${await set.idp.answer(login.url, forged)}`;
  const answer = await get(back, login.cookie);
  return { answer, back, login, session: pairOf(cookieIn(answer, SESSION)) };
}
const isIn = async (session: string, http = set.http) => (await http().get('/').set('Cookie', session)).status === 200;
async function logOut(session: string) {
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await get('/', session)).text)?.[1];
  return set.http().post('/logout').set('Cookie', session).type('form').send({ _csrf: csrf });
}
const types = async () => {
  const found: string[] = [];
  for await (const batch of set.app.installation.store.readAll()) found.push(...batch.map((e) => decode(e).type));
  return found;
};
const robot = async (forged: Forged = {}) => ({
  Authorization: `Bearer ${await set.idp.accessToken('sagsspor-api', forged)}`,
});
const give = async (name: string, data: object, token: object) =>
  set
    .http()
    .post(`/api/commands/${name}`)
    .set({ ...token, 'Idempotency-Key': randomUUID() })
    .send({ id: randomUUID(), data });

describe('With a real login', () => {
  it('the page says where to go, and the demo is not there', async () => {
    const { text } = await get('/login');
    for (const name of ['kommune', 'politi']) expect(text).toContain(`href="/login/${name}"`);
    expect(text).not.toContain('bif-tovholder');
    expect((await set.http().post('/api/session').send({ user: 'bif-tovholder' })).status).toBe(404);
    expect((await set.http().post('/login').type('form').send({ user: 'bif-tovholder' })).status).toBe(404);
    expect((await get('/login/nobody')).status).toBe(404);
  });

  it('who may log in, and as what, stands in the log', async () => {
    expect(await types()).toContain('IdentityConfigured');
  });
});

describe('A login in a browser', () => {
  it('goes to the provider and comes back to a session; no token of the provider reaches the browser', async () => {
    const { answer, login, session } = await enter();
    expect(login.answer.status).toBe(303);
    const marks = (cookie: string) => cookie.split('; ').slice(1).sort();
    expect(marks(cookieIn(login.answer, `${SESSION}-login`))).toEqual([
      'HttpOnly',
      'Max-Age=600',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
    expect(answer.status).toBe(200);
    expect(marks(cookieIn(answer, SESSION))).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
    expect(session).toMatch(/^__Host-sagsspor=[\w-]{43}$/);
    expect(answer.headers.refresh).toBe('0; url=/');
    expect(JSON.stringify([answer.headers, answer.text])).not.toContain('eyJ');
    const home = await get('/', session);
    expect([home.status, home.text.includes('BIF')]).toEqual([200, true]);
    expect(home.text).not.toContain('anna');
    expect(await types()).toContain('LoggedIn');
  });

  it('is finished in the browser where it was begun, and once', async () => {
    const { back, login } = await enter();
    for (const [cookie, why] of [
      ['', 'not-begun-here'],
      [login.cookie, 'already-used'],
    ] as const) {
      const again = await get(back, cookie);
      expect([again.status, again.text.includes(why), cookieIn(again, SESSION)]).toEqual([401, true, '']);
    }
    const forged = await get(back, `${SESSION}-login=${'A'.repeat(200)}`);
    expect(forged.text).toContain('not-begun-here');
  });

  it('of another login is not taken for this one', async () => {
    const [mine, theirs] = [await begun(), await begun()];
    const back = `/login/kommune/callback?${await set.idp.answer(theirs.url, ANNA)}`;
    expect((await get(back, mine.cookie)).status).toBe(401);
  });

  it('gives a new session each time, and ends the one that it was begun with', async () => {
    const fixed = `${SESSION}=${'x'.repeat(43)}`;
    const first = await enter(ANNA, '/login/kommune', fixed);
    expect(first.session).not.toBe(fixed);
    const second = await enter(ANNA, '/login/kommune?again=1', first.session);
    expect([await isIn(first.session), await isIn(second.session), await isIn(fixed)]).toEqual([false, true, false]);
  });

  it('below the level, or without a right, is refused by name and in the log', async () => {
    for (const [forged, why] of [
      [{ claims: { groups: ['bif'] } }, 'level-too-low'],
      [{ claims: { acr: 'two' } }, 'no-right'],
    ] as const) {
      const { answer } = await enter(forged);
      expect([answer.status, answer.text.includes(why)]).toEqual([401, true]);
    }
    expect(await types()).toContain('LoginRefused');
  });

  it('goes back only to a page of ours', async () => {
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const path = `/login/kommune?back=${encodeURIComponent(back)}`;
      expect((await enter(ANNA, path)).answer.headers.refresh).toBe('0; url=/');
    }
    expect((await enter(ANNA, '/login/kommune?back=/cases')).answer.headers.refresh).toBe('0; url=/cases');
  });

  it('ends by the form of the page, and the page says where one is still logged in', async () => {
    const { session } = await enter();
    const out = await logOut(session);
    expect([out.status, out.headers.location]).toEqual([303, '/login?left=kommune']);
    expect(await isIn(session)).toBe(false);
    expect((await get('/login?left=kommune')).text).toContain('/login/kommune/out');
    expect((await get('/login/kommune/out')).headers.location).toContain(`${set.idp.issuer}/end`);
  });

  it('is over when the provider says so, in every process, and its word is taken once', async () => {
    const { session } = await enter({ claims: { ...ANNA.claims, sid: 'their-session' } });
    expect([await isIn(session), await isIn(session, set.other)]).toEqual([true, true]);
    const logout_token = await set.idp.logoutToken({ claims: { sid: 'their-session' } });
    const say = () => set.http().post('/login/kommune/backchannel').type('form').send({ logout_token });
    expect([(await say()).status, (await say()).status]).toEqual([200, 400]);
    expect(await isIn(session)).toBe(false);
    await until(async () => ((await isIn(session, set.other)) ? undefined : true));
  });
});

describe('What asks for a fresh login', () => {
  it('is refused without one, and given with one, on the page and over the API', async () => {
    const { session } = await enter();
    const page = await get('/do/UseBreakGlass', session);
    expect([page.status, page.text.includes('/login/kommune?again=1&amp;back=%2Fdo%2FUseBreakGlass')]).toEqual([
      401,
      true,
    ]);
    const glass = { caseId: randomUUID(), justification: 'opdigtet' };
    const post = (cookie: string) =>
      set
        .http()
        .post('/api/commands/UseBreakGlass')
        .set({ Cookie: cookie, 'Idempotency-Key': randomUUID() })
        .send({ id: randomUUID(), data: glass });
    expect((await post(session)).body).toMatchObject({ status: 401, rule: 'step-up-needed' });
    expect((await give('UseBreakGlass', glass, await robot())).body).toMatchObject({ rule: 'step-up-needed' });
    const fresh = await enter({ claims: { ...ANNA.claims, acr: 'three' } }, '/login/kommune?again=1', session);
    expect((await get('/do/UseBreakGlass', fresh.session)).status).toBe(200);
    expect((await post(fresh.session)).body.code).toBe('not-found');
  });
});

describe('A token that a provider signed', () => {
  it('is one that the API takes, until whoever holds it ends it', async () => {
    const token = await robot();
    const ask = () => set.http().get('/api/read-models').set(token);
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    expect((await set.http().delete('/api/session').set(token)).status).toBe(204);
    expect((await ask()).status).toBe(401);
    await until(async () => ((await set.other().get('/api/read-models').set(token)).status === 401 ? true : undefined));
  });
  it('is refused where it was made for somebody else, or is an identity token', async () => {
    for (const forged of [
      { claims: { aud: 'another' } },
      { header: { typ: 'JWT' } },
      { claims: { client_id: 'another' } },
    ])
      expect(
        (
          await set
            .http()
            .get('/api/read-models')
            .set(await robot(forged))
        ).status,
      ).toBe(401);
  });
});

describe('A user who is deactivated', () => {
  it('has no page, session or token left within a second, in every process, and is not let in again', async () => {
    const person = { claims: { ...ANNA.claims, sub: 'berta' } };
    const { session } = await enter(person);
    expect([await isIn(session), await isIn(session, set.other)]).toEqual([true, true]);
    const userId = /u-[0-9a-f]{24}/.exec((await get('/', session)).text)?.[0];
    const token = await robot();
    expect((await give('DeactivateUser', { userId, reason: 'opdigtet' }, token)).status).toBe(201);
    const at = performance.now();
    for (const http of [set.http, set.other]) await until(async () => ((await isIn(session, http)) ? undefined : true));
    expect(performance.now() - at).toBeLessThan(1_000);
    expect((await enter(person)).answer.text).toContain('user-deactivated');
    expect((await give('ReactivateUser', { userId, reason: 'opdigtet' }, token)).status).toBe(201);
    expect(await isIn(session)).toBe(false);
    expect(await isIn((await enter(person)).session)).toBe(true);
  });
});

describe('A login by SAML', () => {
  const RIGHT = { privileges: privileges([{ scope: '12345678', roles: ['urn:politi'] }]) };
  const send = (SAMLResponse: string, http = set.http) =>
    http()
      .post('/login/politi/acs')
      .set({ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://idp.example' })
      .type('form')
      .send({ SAMLResponse });
  async function walk(tricks: Tricks = { said: RIGHT }) {
    const login = await begun('/login/politi');
    const form = set.saml.answer(set.saml.requestIn(login.url).id, tricks);
    const landed = await send(form);
    return { login, form, landed };
  }

  it('comes back by another site’s form, and is finished in the browser where it was begun', async () => {
    const { login, landed } = await walk();
    expect([landed.status, landed.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/login\/politi\/landed\?ticket=/),
    ]);
    expect(cookieIn(landed, SESSION)).toBe('');
    const answer = await get(String(landed.headers.location), login.cookie);
    const session = pairOf(cookieIn(answer, SESSION));
    expect((await get('/', session)).text).toContain('KP');
  });
  it('is not finished in another browser, nor twice', async () => {
    const { login, landed } = await walk();
    const path = String(landed.headers.location);
    expect((await get(path, (await begun('/login/politi')).cookie)).text).toContain('saml-in-response-to');
    expect((await get(path, login.cookie)).text).toContain('already-used');
  });
  it('is not taken again by any process', async () => {
    const { form } = await walk();
    for (const http of [set.http, set.other]) expect((await send(form, http)).text).toContain('already-used');
  });
  it('that is sent twice at once, to two processes, is taken once', async () => {
    const login = await begun('/login/politi');
    const form = set.saml.answer(set.saml.requestIn(login.url).id, { said: RIGHT });
    const answers = await Promise.all([set.http, set.other, set.http, set.other].map((http) => send(form, http)));
    const taken = answers.filter(({ headers }) => String(headers.location).includes('/landed?ticket='));
    expect([taken.length, answers.filter(({ text }) => text.includes('already-used')).length]).toEqual([1, 3]);
  });
  it('is refused by name, and leaves nothing in the log where nobody signed it', async () => {
    const before = (await types()).length;
    expect((await walk({ said: RIGHT, isSigned: false })).landed.text).toContain('saml-unsigned');
    expect((await types()).length).toBe(before);
  });
  it('ends when the provider says so, with its signature only', async () => {
    const { login, landed } = await walk();
    const session = pairOf(cookieIn(await get(String(landed.headers.location), login.cookie), SESSION));
    expect((await get(set.saml.logout({ key: null }))).text).toContain('logout-unsigned');
    expect(await isIn(session)).toBe(true);
    const answer = await get(set.saml.logout());
    expect([
      answer.status,
      String(answer.headers.location).startsWith('https://idp.example/saml/slo?SAMLResponse='),
    ]).toEqual([303, true]);
    expect(await isIn(session)).toBe(false);
  });
  it('that is ended here is ended there by a signed request, the answer names it, and each is taken once', async () => {
    const { login, landed } = await walk();
    const session = pairOf(cookieIn(await get(String(landed.headers.location), login.cookie), SESSION));
    const left = await logOut(session);
    const page = await get(String(left.headers.location), '');
    const way = /href="(\/login\/politi\/out\?ticket=[\w-]+)"/.exec(page.text)?.[1] ?? '';
    const asked = set.saml.logoutAsked(String((await get(way, '')).headers.location));
    expect(asked?.xml).toContain('<samlp:SessionIndex>session1</samlp:SessionIndex>');
    // Of the name nothing is in the clear on the way, nor is it found a second time.
    expect((await get(way, '')).headers.location).toBe('/login');
    const answer = () => get(set.saml.logoutAnswer(asked?.id ?? ''), '');
    expect((await get(set.saml.logoutAnswer('_of-nobody'), '')).text).toContain('logout-in-response-to');
    expect((await get(set.saml.logoutAnswer(asked?.id ?? '', { key: null }), '')).text).toContain('logout-unsigned');
    expect([(await answer()).headers.location, (await answer()).text]).toEqual([
      '/login',
      expect.stringContaining('logout-in-response-to'),
    ]);
  });
});
