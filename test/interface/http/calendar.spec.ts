import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { give, idFor, registered } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const START = '2026-11-29T07:00:00.000Z';
const MEETING = '2026-12-01T09:00:00.000Z';
let now = START;
let here: Awaited<ReturnType<typeof memoryApp>>;
beforeAll(async () => {
  here = await memoryApp(() => now);
  const { inMemory: product } = here;
  await give(product, 'BIF:coordinator', 'RegisterConcern', 'c', START, registered('koebenhavn', START));
  for (const [id, invited] of [
    ['for ssp', ['SSP']],
    ['for sof', ['SOF']],
  ] as const)
    await give(product, 'BIF:coordinator', 'CallMeeting', id, START, {
      ...{ infohus: 'koebenhavn', kind: 'urgent', startsAt: MEETING, invited, concernIds: [idFor('c')] },
    });
});
afterAll(() => here.close());

async function loggedIn(user: string): Promise<string> {
  const { headers } = await here.http().post('/login').type('form').send({ user });
  return String(headers['set-cookie']).split(';')[0] ?? '';
}
const hidden = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
const send = (cookie: string, path: string, form: object) =>
  here.http().post(path).set('Cookie', cookie).type('form').redirects(0).send(form);
const sessions = async (cookie: string) => (await here.http().get('/sessions').set('Cookie', cookie)).text;
/** The path of an address that somebody has just made. */
async function made(cookie: string): Promise<string> {
  const { text } = await send(cookie, '/sessions/calendar', { _csrf: hidden(await sessions(cookie), '_csrf')[0] });
  const address = /id="calendar-address"[^>]* value="([^"]+)"/.exec(text)?.[1] ?? '';
  return new URL(address).pathname;
}
const comesFor = (path: string) => here.http().get(path).redirects(0);
const searches = async () =>
  (await here.inMemory.log()).filter(
    ({ type, data }) => type === 'SearchPerformed' && (data as { list: string }).list === 'meetings',
  );

describe('A calendar of one’s own', () => {
  it('shows the meetings that one is asked to: when they are, and nothing else', async () => {
    const path = await made(await loggedIn('ssp-medarbejder'));
    const { status, text, headers } = await comesFor(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      ...[200, 'text/calendar; charset=utf-8', 'no-store'],
    ]);
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(text).toContain('DTSTART;TZID=Europe/Copenhagen:20261201T100000');
    expect(text).toMatch(/SUMMARY:Infohus-møde\r\n/);
    for (const said of ['M-20', 'B-20', 'urgent', 'opdigtet', idFor('for ssp'), idFor('c')])
      expect(text).not.toContain(said);
  });

  it('is an access event where it shows something new, and not each time that the calendar comes', async () => {
    const path = await made(await loggedIn('sof-leder'));
    const before = (await searches()).length;
    for (let i = 0; i < 3; i++) expect((await comesFor(path)).status).toBe(200);
    expect((await searches()).length - before).toBe(1);
    const data = { infohus: 'koebenhavn', kind: 'ordinary', startsAt: MEETING, invited: ['SOF'] };
    await give(here.inMemory, 'BIF:coordinator', 'CallMeeting', 'one more', START, data);
    await comesFor(path);
    expect((await searches()).slice(before).map((e) => (e.data as { count: number }).count)).toEqual([1, 1]);
  });

  it('lets nobody in anywhere else: its secret is no token and no cookie', async () => {
    const path = await made(await loggedIn('kp-politi'));
    const secret = /[\w-]{43}/.exec(path)?.[0] ?? '';
    const api = await here.http().get('/api/cases?infohus=koebenhavn').set('Authorization', `Bearer ${secret}`);
    const page = await here.http().get('/cases').set('Cookie', `sagsspor=${secret}`).redirects(0);
    expect([api.status, page.headers.location]).toEqual([401, '/login']);
  });

  it('is made at the pages alone: a token of minutes makes no address of months', async () => {
    const token = await here.token('ssp-medarbejder');
    const _csrf = createHash('sha256').update(`form ${token}`).digest('base64url'); // whoever holds the token can work it out
    const { status } = await here
      .http()
      .post('/sessions/calendar')
      .set('Authorization', `Bearer ${token}`)
      .type('form')
      .send({ _csrf });
    expect(status).toBe(404);
  });

  it('opens by no session’s own token', async () => {
    const cookie = await loggedIn('kp-politi');
    expect((await comesFor(`/calendar/${cookie.split('=')[1]}.ics`)).status).toBe(404);
  });

  it('stands among one’s logins and is ended there, and then is as if it had never been', async () => {
    const cookie = await loggedIn('krim-medarbejder');
    const path = await made(cookie);
    const html = await sessions(cookie);
    expect(html).toContain('<td>Kalender</td>');
    const [session] = hidden(html, 'session');
    expect((await send(cookie, '/sessions/end', { _csrf: hidden(html, '_csrf')[0], session })).status).toBe(303);
    const gone = await comesFor(path);
    const never = await comesFor(`/calendar/${'x'.repeat(43)}.ics`);
    expect([gone.status, gone.text]).toEqual([404, never.text]);
    const types = (await here.inMemory.log()).map(({ type }) => type);
    expect(types.filter((type) => type === 'LoggedOut')).toHaveLength(1);
  });

  it('ends when its owner is deactivated', async () => {
    const path = await made(await loggedIn('buf-sagsbehandler'));
    expect((await comesFor(path)).status).toBe(200);
    const shutOut = await here
      .http()
      .post('/api/commands/DeactivateUser')
      .set({ Authorization: `Bearer ${await here.token('bif-administrator')}`, 'Idempotency-Key': randomUUID() })
      .send({ id: randomUUID(), data: { userId: 'buf-sagsbehandler', reason: 'opdigtet' } });
    expect(shutOut.status).toBe(201);
    while ((await comesFor(path)).status !== 404) await sleep(50);
  });

  it('ends by itself after 90 days, and of more than three the oldest does', async () => {
    const cookie = await loggedIn('bif-tovholder');
    const paths: string[] = [];
    for (let i = 0; i < 4; i++) {
      now = `2026-11-29T08:0${i}:00.000Z`;
      paths.push(await made(cookie));
    }
    const answers = async () => Promise.all(paths.map(async (path) => (await comesFor(path)).status));
    expect(await answers()).toEqual([404, 200, 200, 200]);
    now = '2027-02-27T08:04:00.000Z';
    while ((await answers()).some((status) => status !== 404)) await sleep(50);
    now = START;
  });
});
