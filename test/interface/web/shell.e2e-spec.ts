import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_USERS } from '../../../src/interface/http/identity/demo-users.js';
import { demoApp } from '../../support/app.js';
import { sampled } from '../../support/sample.js';
import { linksIn, visibleIn } from '../../support/visible-text.js';

let app: Awaited<ReturnType<typeof demoApp>>;
let address: string;
beforeAll(async () => {
  app = await demoApp('nine-months');
  const { port } = (await app.listen(0)).address() as { port: number };
  address = `http://127.0.0.1:${port}`;
});
afterAll(() => app.close());

const get = async (path: string, user?: string, language = 'da') => {
  const asked = app.http().get(path).set('Accept', 'text/html');
  return user ? asked.set('Cookie', `sagsspor=${await app.token(user)}; language=${language}`) : asked;
};
const menuOf = (html: string) =>
  [...(/<nav class="container main-navigation".*?<\/ul>/s.exec(html)?.[0] ?? '').matchAll(/href="([^"]+)"/g)].map((m) =>
    String(m[1]).replaceAll('&amp;', '&'),
  );

describe('The menu', () => {
  /** One of each role. */
  const users = new Map(DEMO_USERS.map(({ role, userId }) => [role, userId]));

  it.each([...users.values()])('of %s has at most seven entries, and none that is refused', async (user) => {
    const all = menuOf((await get('/', user)).text);
    const entries = all.filter((href) => !href.startsWith('/do/'));
    expect(entries.length).toBeGreaterThanOrEqual(2);
    expect(entries.length).toBeLessThanOrEqual(7);
    for (const href of all) expect({ href, status: (await get(href, user)).status }).toEqual({ href, status: 200 });
  });
});

describe('A page', () => {
  /** The first of each role: of the Infohus where the nine-month case is. */
  const users = [...new Map([...DEMO_USERS].reverse().map(({ role, userId }) => [role, userId])).values()];
  /** Bytes that a page after the first moves (screens.md, Shell). */
  const CLICK = 30_000;
  const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
  /** Forms are many and alike: one of a command is enough. */
  const alike = (href: string) => href.split('?')[0]?.replaceAll(new RegExp(UUID, 'g'), 'id') ?? '';

  it.each(sampled(users, users.length / 2))(
    'shows %s no id, wherever links lead, and weighs less than 30 kB: what is said has a number or a name (screens.md law 1, Shell)',
    async (user) => {
      const seen = new Map<string, number>();
      const waiting = ['/'];
      const shown: string[] = [];
      const heavy: string[] = [];
      for (let href = waiting.shift(); href !== undefined; href = waiting.shift()) {
        const { status, text, type, headers } = await get(href, user);
        if (status !== 200 || type !== 'text/html') continue;
        const weight = Number(headers['content-length']);
        if (!(weight < CLICK)) heavy.push(`${alike(href)}: ${weight}`);
        const found = UUID.exec(visibleIn(text));
        if (found)
          shown.push(`${alike(href)}: ${visibleIn(text).slice(Math.max(0, found.index - 60), found.index + 36)}`);
        for (const next of linksIn(text)) {
          const times = seen.get(alike(next)) ?? 0;
          seen.set(alike(next), times + 1);
          if (times < 1) waiting.push(next);
        }
      }
      expect({ shown, heavy }).toEqual({ shown: [], heavy: [] });
      expect(seen.size).toBeGreaterThan(3);
    },
  );

  it('of a search finds a record by its number, and a person by a form that is sent', async () => {
    const list = (await get('/cases', 'bif-tovholder')).text;
    const number = /<a [^>]*href="\/cases\/[^"]+">(S-\d{4}-\d{4})/.exec(list)?.[1] ?? '';
    const { status, headers } = await get(`/search?infohus=koebenhavn&q=${number.toLowerCase()}`, 'bif-tovholder');
    expect([status, headers.location]).toEqual([303, `/cases/koebenhavn%3A${number.toLowerCase()}?infohus=koebenhavn`]);
    const record = await get(String(headers.location), 'bif-tovholder');
    expect([record.status, record.text]).toEqual([200, expect.stringContaining(number)]);
    expect((await get('/cases/koebenhavn:S-2016-0000', 'bif-tovholder')).status).toBe(404);
    const page = (await get('/search?q=ikke+et+nummer', 'bif-tovholder')).text;
    expect(page).toContain('Det er ikke et nummer');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const sent = (fields: object) => async (token: string) =>
      app.http().post('/search').type('form').set('Cookie', `sagsspor=${token}`).send(fields);
    const token = await app.token('bif-tovholder');
    const nobody = await sent({ _csrf: csrf, name: 'Findes Ikke', reason: 'on-case' })(token);
    expect([nobody.status, nobody.text]).toEqual([200, expect.stringContaining('Der er ingen, du har adgang til')]);
    expect((await sent({ name: 'Findes Ikke', reason: 'on-case' })(token)).status).toBe(403);
  });
});

describe('What is around every page', () => {
  it('can be read by who is not logged in: help, accessibility, privacy, in both languages', async () => {
    const { text } = await get('/login');
    for (const path of ['/hjaelp', '/was', '/privatliv']) {
      expect(text).toContain(`href="${path}"`);
      const { status, text: page } = await get(path);
      expect([status, page]).toEqual([200, expect.stringContaining('<h1>')]);
    }
    expect((await get('/was', 'bif-tovholder', 'en')).text).toContain('Accessibility statement');
  });

  it('says that it is a test installation where it is one', async () => {
    expect((await get('/', 'bif-tovholder')).text).toContain('Testinstallation');
  });

  it('an address that nobody knows is a page with a way on, and a document for who asked the API', async () => {
    const { status, text } = await get('/no-such-page', 'bif-tovholder');
    expect([status, text]).toEqual([404, expect.stringContaining('Siden findes ikke')]);
    expect(text).toContain('Til forsiden');
    expect((await get('/no-such-page')).text).toContain('Siden findes ikke');
    const api = await get('/api/no-such-thing', 'bif-tovholder');
    expect([api.status, api.type]).toEqual([404, 'application/problem+json']);
  });
});

describe('Style sheets and signs', () => {
  it('are kept for a year under an address that changes with them, and weigh with the first page less than 100 kB', async () => {
    const { text } = await get('/login');
    const sheets = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((m) => String(m[1]));
    expect(sheets).toHaveLength(2);
    let weight = Buffer.byteLength(text);
    for (const sheet of sheets) {
      const packed = await sent(sheet, 'br');
      expect(packed.headers).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-encoding': 'br',
        vary: expect.stringContaining('Accept-Encoding'),
      });
      const plain = await sent(sheet, 'identity');
      expect(brotliDecompressSync(packed.bytes).equals(plain.bytes)).toBe(true);
      weight += packed.bytes.length;
    }
    expect(weight).toBeLessThan(100_000);
  });

  it('are not there under an older address, nor is anything else of their folders', async () => {
    for (const path of ['/assets/0123456789/sagsspor.css', '/assets/', '/assets/sagsspor.css'])
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 });
  });

  /** As it goes over the wire. */
  async function sent(path: string, coding: string) {
    const { request } = await import('node:http');
    return new Promise<{ headers: object; bytes: Buffer }>((resolve, reject) => {
      const asked = request(`${address}${path}`, { headers: { 'accept-encoding': coding } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(parts) }));
      });
      asked.on('error', reject).end();
    });
  }
});
