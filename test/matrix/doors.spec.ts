import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Door } from '../../src/interface/doors/define-door.js';
import { DOORS } from '../../src/interface/doors/doors.js';
import { memoryApp } from '../support/memory-app.js';
import { sampled } from '../support/sample.js';

/** An address of each, as somebody would call it. */
const EXAMPLES: Readonly<Record<keyof typeof DOORS, readonly string[]>> = {
  health: ['GET /health'],
  metrics: ['GET /metrics'],
  live: ['GET /health/live'],
  ready: ['GET /health/ready'],
  assets: ['GET /assets/0123456789/sagsspor.css'],
  icon: ['GET /favicon.ico'],
  securityTxt: ['GET /.well-known/security.txt'],
  openApi: ['GET /docs', 'GET /api/openapi.json'],
  about: ['GET /hjaelp', 'GET /was', 'GET /privatliv'],
  openData: ['GET /open-data', 'GET /open-data/catalogue.ttl'],
  language: ['GET /language/en'],
  login: ['GET /login'],
  loginBegins: ['GET /login/nowhere'],
  metadata: ['GET /login/nowhere/metadata'],
  logoutThere: ['GET /login/nowhere/out'],
  demoLogin: ['POST /login', 'POST /api/session'],
  callback: ['GET /login/nowhere/callback'],
  assertion: ['POST /login/nowhere/acs'],
  landed: ['GET /login/nowhere/landed?ticket=x'],
  backChannel: ['POST /login/nowhere/backchannel'],
  singleLogout: ['GET /login/nowhere/slo', 'POST /login/nowhere/slo'],
  documents: ['POST /api/documents'],
  transfers: ['POST /transfers'],
  drafts: ['POST /drafts', 'POST /drafts/drop'],
  savedLists: ['POST /saved-lists', 'POST /saved-lists/rename', 'POST /saved-lists/drop'],
  ownSessions: ['GET /sessions', 'POST /sessions/end', 'POST /sessions/calendar'],
  calendar: [`GET /calendar/${'x'.repeat(43)}.ics`],
  logout: ['POST /logout', 'DELETE /api/session'],
};
const doors = Object.entries(DOORS) as [keyof typeof DOORS, Door][];
const cells = doors.flatMap(([name, door]) => EXAMPLES[name].map((opening) => [opening, door] as const));

let here: Awaited<ReturnType<typeof memoryApp>>;
beforeAll(async () => {
  here = await memoryApp(() => '2026-11-29T07:00:00.000Z');
});
afterAll(() => here.close());

async function call(opening: string, headers: Record<string, string> = {}) {
  const [method = '', path = ''] = opening.split(' ');
  const sent =
    method === 'GET' ? here.http().get(path) : method === 'POST' ? here.http().post(path) : here.http().delete(path);
  return sent.set(headers).redirects(0);
}
const ROLES = ['bif-tovholder', 'kp-politi', 'bif-compliance', 'bif-analytiker', 'bif-administrator'];

describe.each(cells)('The door %s', (opening, door) => {
  let before: number;
  beforeEach(async () => {
    before = (await here.inMemory.log()).length;
  });
  const left = async () => (await here.inMemory.log()).slice(before).map(({ type }) => type);

  it('answers whoever has proven nothing as it says, and leaves no event', async () => {
    const { status, text, headers } = await call(opening);
    const toLogin = headers.location === '/login' ? [303] : [];
    const answers = door.by === 'anybody' ? [200, 204, 303, 404] : [401, 403, 404, 400, ...toLogin];
    expect({ status, as: answers.includes(status) }).toEqual({ status, as: true });
    expect(await left()).toEqual([]);
    if (door.by !== 'anybody') expect(`${text}${headers['set-cookie'] ?? ''}`).not.toMatch(/sagsspor=[\w-]{20}/);
  });

  // A form of nobody's page, a logout by a bearer token aside: it is the session's own.
  it('does not do more for anybody who is logged in, and leaves what it says', async () => {
    const may = 'events' in door.leaves ? door.leaves.events : [];
    for (const user of sampled(ROLES, 2)) {
      const Authorization = `Bearer ${await here.token(user)}`;
      before = (await here.inMemory.log()).length;
      await call(opening, { Authorization });
      expect((await left()).filter((type) => !may.includes(type as never))).toEqual([]);
    }
  });
});

describe('A body that is larger than its door says', () => {
  const taken = doors
    // Of an installation not a byte is read before its signed header: it is told 401 first.
    .filter(([, { by }]) => by !== 'session' && by !== 'installation')
    .flatMap(([name, door]) =>
      EXAMPLES[name]
        .filter((opening) => opening.startsWith('POST'))
        .map((opening) => [opening, door.limits.body] as const),
    );
  it.each(taken)('is refused at %s', async (opening, body) => {
    const send = (bytes: number) =>
      here
        .http()
        .post(opening.slice(5))
        .set('Content-Type', opening.includes('/api/') ? 'application/json' : 'application/x-www-form-urlencoded')
        .send(opening.includes('/api/') ? `{"a":"${'x'.repeat(bytes - 8)}"}` : `a=${'x'.repeat(bytes - 2)}`);
    expect((await send(body)).status).not.toBe(413);
    expect((await send(body + 1)).status).toBe(413);
  });
});
