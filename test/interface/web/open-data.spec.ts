import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryStore } from '../../../src/infrastructure/event-store/memory/memory-store.js';
import { generate } from '../../support/generator/index.js';
import { actorOf } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const AT = '2018-03-01T12:00:00.000Z';
const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';
const OPEN = { OPEN_DATA_LICENCE: LICENCE, OPEN_DATA_PUBLISHER: 'Opdigtet <Kommune>', BASE_URL: 'https://tal.example' };
const FILES = ['', '/en', '/catalogue.ttl', '/koebenhavn-2016-2016.csv', '/koebenhavn-2016-2016.csv-metadata.json'];

let here: Awaited<ReturnType<typeof memoryApp>>;
beforeAll(async () => {
  here = await memoryApp(() => AT, new MemoryStore(), OPEN);
  await here.inMemory.import(generate(5, 12));
  const which = { infohus: 'koebenhavn', plan: 'koebenhavn-2016', year: 2016, state: 'published' } as const;
  await here.inMemory.ask({ actor: actorOf('BIF:coordinator'), purpose: 'casework' }, 'KeepReport', which);
});
afterAll(() => here.close());

describe('Open figures', () => {
  it.each(FILES)(
    'are the same for everybody at /open-data%s: no session, no cookie, no event, and kept on the way',
    async (name) => {
      const before = (await here.inMemory.log()).length;
      const anybody = await here.http().get(`/open-data${name}`);
      const Authorization = `Bearer ${await here.token('kp-politi')}`;
      const loggedIn = (await here.inMemory.log()).length;
      const somebody = await here
        .http()
        .get(`/open-data${name}`)
        .set({ Authorization, Cookie: 'sagsspor=x; language=en' });
      expect([anybody.status, somebody.status]).toEqual([200, 200]);
      expect(somebody.text).toBe(anybody.text);
      expect(anybody.headers).toMatchObject({
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
      });
      expect(anybody.headers).not.toHaveProperty('set-cookie');
      expect((await here.inMemory.log()).length - loggedIn).toBe(0);
      expect(before).toBeLessThanOrEqual(loggedIn);
      // Whoever has it already is not sent it again.
      const again = await here
        .http()
        .get(`/open-data${name}`)
        .set('If-None-Match', anybody.headers.etag ?? '');
      expect(again.status).toBe(304);
    },
  );

  it('link from their page, in both languages, to all there is', async () => {
    for (const page of ['/open-data', '/open-data/en']) {
      const { text } = await here.http().get(page);
      const links = [...text.matchAll(/href="(\/open-data\/[^"]+)"/g)].map(([, href]) => href ?? '');
      expect(links.length).toBeGreaterThanOrEqual(3);
      for (const link of links) expect((await here.http().get(link)).status).toBe(200);
      expect(text).toContain('Opdigtet &lt;Kommune&gt;');
    }
  });

  it('are of the plans and years that were published alone', async () => {
    for (const name of ['koebenhavn-2016-2017.csv', 'koege-2024-2025.csv', '..%2f..%2fetc', 'constructor'])
      expect((await here.http().get(`/open-data/${name}`).redirects(0)).status).toBe(404);
    expect((await here.http().post('/open-data')).status).not.toBe(200);
  });

  it('count among the requests a minute of an address of nobody, as their door says', async () => {
    const few = { address: 100, anonymous: 2, user: 100 };
    const counted = await memoryApp(() => AT, new MemoryStore(), OPEN, undefined, few);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await counted.http().get('/open-data')).status);
    expect(statuses).toEqual([200, 200, 429]);
    await counted.close();
  });

  it('are absent where they are not opened', async () => {
    const closed = await memoryApp(() => AT);
    for (const name of FILES) expect((await closed.http().get(`/open-data${name}`).redirects(0)).status).toBe(404);
    await closed.close();
  });
});
