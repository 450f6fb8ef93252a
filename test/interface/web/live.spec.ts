import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseOfSof } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const NOW = '2026-11-29T08:00:00.000Z';
let here: Awaited<ReturnType<typeof memoryApp>>;
let url: string;
beforeAll(async () => {
  here = await memoryApp(() => NOW);
  await caseOfSof(here.inMemory, ['2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z']);
  await here.app.listen(0);
  url = await here.app.getUrl();
});
afterAll(() => here.close());

const follow = async (user?: string, query = 'infohus=koebenhavn&since=2026-11-01T00:00:00Z') => {
  const headers = user ? { Cookie: `sagsspor=${await here.token(user)}` } : {};
  return fetch(`${url}/changes?${query}`, { headers });
};
const begins = async (response: Response) => {
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
};

describe('What a page follows', () => {
  it('says in how many cases others recorded something since it was made, and leaves no trace: it tells of none', async () => {
    const response = await follow('sof-sagsbehandler');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const before = (await here.inMemory.log()).length;
    expect(await begins(response)).toBe('event: news\ndata: 1\n\n');
    expect((await here.inMemory.log()).length).toBe(before);
  });

  it('ends at once, and is not asked for again, by who is not logged in, may not list cases, or names another Infohus', async () => {
    expect((await follow()).status).toBe(204);
    expect((await follow('bif-analytiker')).status).toBe(204);
    expect((await follow('sof-sagsbehandler', 'infohus=koege&since=2026-11-01T00:00:00Z')).status).toBe(204);
    expect((await follow('sof-sagsbehandler', 'infohus=koebenhavn&since=x')).status).toBe(204);
  });

  it('stands on Home and on the lists, without a word in it until there is something to say', async () => {
    const page = await here
      .http()
      .get('/cases')
      .set('Cookie', `sagsspor=${await here.token('sof-sagsbehandler')}`);
    const [, since] = /data-changes="\/changes\?infohus=koebenhavn&amp;since=([^"]+)"/.exec(page.text) ?? [];
    expect(Number.isNaN(Date.parse(decodeURIComponent(since ?? '')))).toBe(false);
    expect(page.text).toMatch(/<div id="live"[^>]*role="status"[^>]*><\/div>/);
  });

  it('is over within a second of its user being deactivated, and so is every way in that the user had', async () => {
    const response = await follow('sof-sagsbehandler');
    const reader = response.body?.getReader();
    await reader?.read();
    const bearer = { Authorization: `Bearer ${await here.token('sof-sagsbehandler')}` };
    const asked = async () => (await here.http().get('/api/cases?infohus=koebenhavn').set(bearer)).status;
    expect(await asked()).toBe(200);
    const shutOut = await here
      .http()
      .post('/api/commands/DeactivateUser')
      .set({ Authorization: `Bearer ${await here.token('bif-administrator')}`, 'Idempotency-Key': randomUUID() })
      .send({ id: randomUUID(), data: { userId: 'sof-sagsbehandler', reason: 'opdigtet' } });
    expect(shutOut.status).toBe(201);
    const at = performance.now();
    for (let part = await reader?.read(); part && !part.done; ) part = await reader?.read();
    while ((await asked()) !== 401) await new Promise((done) => setTimeout(done, 50));
    expect(performance.now() - at).toBeLessThan(1_000);
  });
});
