import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_USERS } from '../../../src/interface/http/identity/demo-users.js';
import { demoApp } from '../../support/app.js';

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
    const entries = all.filter((href) => !href.startsWith('/commands/'));
    expect(entries.length).toBeGreaterThanOrEqual(2);
    expect(entries.length).toBeLessThanOrEqual(7);
    for (const href of all) expect({ href, status: (await get(href, user)).status }).toEqual({ href, status: 200 });
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
