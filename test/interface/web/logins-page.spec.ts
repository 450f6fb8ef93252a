import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryApp } from '../../support/memory-app.js';

let here: Awaited<ReturnType<typeof memoryApp>>;
const tokens = new Map<string, string>();
beforeAll(async () => {
  here = await memoryApp(() => '2026-11-29T07:00:00.000Z');
  for (const user of ['bif-compliance', 'bif-tovholder', 'sof-sagsbehandler'])
    tokens.set(user, await here.token(user).catch(() => ''));
});
afterAll(() => here.close());
const page = (user: string, more = '') =>
  here
    .http()
    .get(`/access-log/logins?infohus=koebenhavn${more}`)
    .set('Authorization', `Bearer ${tokens.get(user)}`);
const mainOf = (text: string) => /<main[\s\S]*<\/main/.exec(text)?.[0] ?? '';

describe('The page of who was logged in', () => {
  it('shows compliance each login with when, who, of which agency, by what and until when, and leaves that it was looked at', async () => {
    const { status, text } = await page('bif-compliance');
    expect(status).toBe(200);
    for (const said of ['logget ind', 'bif-tovholder', 'BIF, ', 'Nøgle til API']) expect(mainOf(text)).toContain(said);
    const left = (await here.inMemory.log()).filter(({ type }) => type === 'SearchPerformed').map(({ data }) => data);
    expect(left.at(-1)).toMatchObject({ list: 'logins' });
  });
  it('of one user alone, and of days on which nobody was', async () => {
    const one = mainOf((await page('bif-compliance', '&userId=bif-tovholder')).text);
    expect([one.includes('userId=bif-tovholder'), one.includes('userId=bif-compliance')]).toEqual([true, false]);
    expect(mainOf((await page('bif-compliance', '&from=2026-11-01&to=2026-11-02')).text)).toContain(
      'Ingen logins på de dage.',
    );
  });
  it('is nobody else’s: a coordinator is told so and shown none', async () => {
    const { status, text } = await page('bif-tovholder');
    expect(status).toBe(403);
    expect(mainOf(text)).not.toContain('bif-compliance');
  });
});
