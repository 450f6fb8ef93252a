import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor, opened, registered, substantiated } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

let now = '2026-11-29T20:00:00.000Z';
let here: Awaited<ReturnType<typeof memoryApp>>;
let Cookie: string;
beforeAll(async () => {
  here = await memoryApp(() => now);
  await caseOfSof(here.inMemory, ['2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z']);
  Cookie = `sagsspor=${await here.token('sof-sagsbehandler')}`;
});
afterAll(() => here.close());
beforeEach(() => {
  now = '2026-11-29T20:00:00.000Z';
});

/** What one visit leaves in the access log, of the records or lists that its page is about. */
async function leaves(path: string, cookie = Cookie) {
  const before = (await here.inMemory.log()).length;
  const { status, text } = await here.http().get(path).set('Cookie', cookie);
  const events = (await here.inMemory.log()).slice(before).map(({ type, data }) => [type, data] as const);
  const refresh = /<a href="([^"]*[?&](?:amp;)?refresh=1)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { status, events, refresh };
}
/** Another case that SOF is responsible for. */
async function another(name: string) {
  await give(here.inMemory, 'SSP:caseworker', 'RegisterConcern', `c-${name}`, now, registered('koebenhavn', now));
  await give(here.inMemory, 'BIF:coordinator', 'QualifyConcern', `c-${name}`, now, substantiated);
  await give(here.inMemory, 'BIF:coordinator', 'OpenCase', name, now, opened('koebenhavn', `c-${name}`, 'SOF'));
}
const contact = () =>
  give(here.inMemory, 'SOF:caseworker', 'RecordContact', 'k', now, { kind: 'call', summary: 'opdigtet' });

describe('A list that stays open', () => {
  it('is one access event with its criteria; a refresh records the cases that newly appear and nothing else', async () => {
    const { events, refresh } = await leaves('/cases?status=open');
    const criteria = { infohus: 'koebenhavn', status: 'open' };
    expect(events).toEqual([
      [
        'SearchPerformed',
        expect.objectContaining({ list: 'cases', count: 1, criteria: expect.objectContaining(criteria) }),
      ],
    ]);
    expect(await leaves(refresh)).toMatchObject({ status: 200, events: [] });
    await another('k2');
    expect((await leaves(refresh)).events).toEqual([
      [
        'SearchPerformed',
        expect.objectContaining({
          list: 'cases',
          count: 1,
          found: [idFor('k2')],
          criteria: expect.objectContaining(criteria),
        }),
      ],
    ]);
    expect((await leaves(refresh)).events).toEqual([]);
  });

  it('is opened again by who opens it again, reads it by another session, another list or on another day', async () => {
    const { refresh } = await leaves('/cases?status=open');
    const isOpening = async (path: string, cookie?: string) =>
      (await leaves(path, cookie)).events.some(([, data]) => !('found' in data));
    expect(await isOpening(refresh)).toBe(false);
    expect(await isOpening('/cases?status=open')).toBe(true);
    expect(await isOpening(refresh, `sagsspor=${await here.token('sof-sagsbehandler')}`)).toBe(true);
    expect(await isOpening('/cases?status=open&type=adult&refresh=1')).toBe(true);
    now = '2026-11-29T23:30:00.000Z'; // past midnight in Denmark, and within the login
    expect(await isOpening(refresh)).toBe(true);
  });

  it('leads there by a link of its own, with a script and without', async () => {
    const { text } = await here.http().get('/cases?status=open').set('Cookie', Cookie);
    expect(text).toContain('data-again="/cases?status=open&amp;infohus=koebenhavn&amp;refresh=1"');
    expect((await leaves('/cases?status=open')).refresh).toBe('/cases?status=open&infohus=koebenhavn&refresh=1');
  });
});

describe('A record that stays open', () => {
  it('leaves an event each time it is opened; a refresh only where something new is shown', async () => {
    const path = `/cases/${idFor('k')}`;
    const looks = async (where: string) =>
      (await leaves(where)).events.filter(([, data]) => 'record' in data && data.record === 'case').length;
    const { refresh } = await leaves(path);
    expect(await looks(path)).toBeGreaterThan(0);
    expect(await leaves(refresh)).toMatchObject({ status: 200, events: [] });
    await contact();
    expect(await looks(refresh)).toBeGreaterThan(0);
    expect(await leaves(refresh)).toMatchObject({ events: [] });
    expect(await looks(path)).toBeGreaterThan(0);
  });

  it('is refused by a refresh too, and in writing, once it may not be read any more', async () => {
    const path = `/cases/${idFor('k')}`;
    const Leaving = `sagsspor=${await here.token('vel-tovholder')}`;
    const refusedTwice = [await leaves(`${path}?refresh=1`, Leaving), await leaves(`${path}?refresh=1`, Leaving)];
    expect(refusedTwice.map(({ status, events }) => [status, events.map(([type]) => type)])).toEqual(
      Array(2).fill([404, ['AccessDenied']]),
    );
  });
});

describe('A file', () => {
  it('stays open nowhere: each time that it is asked for is an access event, called a refresh or not', async () => {
    const position = (await here.inMemory.log()).find(({ type }) => type === 'CaseOpened')?.position;
    const path = `/cases/${idFor('k')}/events/${position}/proof.json`;
    const compliance = `sagsspor=${await here.token('bif-compliance')}`;
    const looks = async (where: string) =>
      (await leaves(where, compliance)).events.filter(([, data]) => 'record' in data && data.record === 'event-proof')
        .length;
    expect([await looks(path), await looks(`${path}?refresh=1`), await looks(`${path}?refresh=1`)]).toEqual([1, 1, 1]);
  });
});
