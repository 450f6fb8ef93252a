import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryApp } from '../../support/memory-app.js';

let here: Awaited<ReturnType<typeof memoryApp>>;
beforeAll(async () => {
  here = await memoryApp(() => '2026-11-29T07:00:00.000Z');
});
afterAll(() => here.close());

async function loggedIn(user: string): Promise<string> {
  const { headers } = await here.http().post('/login').type('form').send({ user });
  return String(headers['set-cookie']).split(';')[0] ?? '';
}
const page = (cookie: string) => here.http().get('/sessions').set('Cookie', cookie).redirects(0);
const hidden = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
const end = async (cookie: string, form: object) =>
  here.http().post('/sessions/end').set('Cookie', cookie).type('form').redirects(0).send(form);

describe("One's own logins", () => {
  it('are listed with this one named, and all others are ended at once', async () => {
    const [first, second, other] = [
      await loggedIn('bif-tovholder'),
      await loggedIn('bif-tovholder'),
      await loggedIn('sof-leder'),
    ];
    const { text } = await page(second);
    expect([text.match(/Dette login/g)?.length, hidden(text, 'session').length]).toEqual([1, 1]);
    expect((await end(second, { _csrf: hidden(text, '_csrf')[0] })).status).toBe(303);
    expect((await page(first)).headers.location).toBe('/login');
    expect([(await page(second)).status, (await page(other)).status]).toEqual([200, 200]);
    expect((await page(second)).text).toContain('Du er kun logget ind her.');
    expect((await here.inMemory.log()).filter(({ type }) => type === 'LoggedOut')).toHaveLength(1);
  });

  it('are ended one by one; another user, or a form of no page of ours, ends none', async () => {
    const [mine, again, other] = [
      await loggedIn('kp-politi'),
      await loggedIn('kp-politi'),
      await loggedIn('bif-compliance'),
    ];
    const { text } = await page(mine);
    const [session = ''] = hidden(text, 'session');
    const [theirs = ''] = hidden((await page(other)).text, '_csrf');
    expect((await end(other, { _csrf: theirs, session })).status).toBe(303);
    expect((await end(mine, { session })).status).toBe(403);
    expect((await page(again)).status).toBe(200);
    expect((await end(mine, { _csrf: hidden(text, '_csrf')[0], session })).status).toBe(303);
    expect((await page(again)).headers.location).toBe('/login');
  });
});
