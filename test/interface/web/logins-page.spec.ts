import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryApp } from '../../support/memory-app.js';

let now = '2026-11-29T07:00:00.000Z';
let here: Awaited<ReturnType<typeof memoryApp>>;
const tokens = new Map<string, string>();
beforeAll(async () => {
  here = await memoryApp(() => now);
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

describe('The page of a sample of the access log', () => {
  const open = (path: string, user = 'bif-compliance') =>
    here
      .http()
      .get(path)
      .set('Authorization', `Bearer ${tokens.get(user)}`)
      .redirects(0);
  const START = '/access-log/sample?infohus=koebenhavn';
  it('leads to the address of its draw, where it is the same however often it is opened; another visit draws anew', async () => {
    now = '2026-11-30T07:00:00.000Z';
    for (const user of tokens.keys()) tokens.set(user, await here.token(user));
    const [one, two] = [await open(START), await open(START)];
    expect([one.status, two.status]).toEqual([303, 303]);
    const address = String(one.headers.location);
    const seed = /seed=([0-9a-f-]{36})/.exec(address)?.[1] ?? 'none';
    expect(String(two.headers.location)).not.toContain(seed);
    const [shown, again] = [mainOf((await open(address)).text), mainOf((await open(address)).text)];
    expect(again).toBe(shown);
    for (const said of [seed, 'opslag i tiden', 'Logins', 'bif-compliance', 'Træk en ny stikprøve'])
      expect(shown).toContain(said);
    expect(shown).toMatch(/<option value="10" selected/);
    const left = (await here.inMemory.log()).flatMap(({ data }) => (data as { list?: string }).list ?? []);
    expect(left.filter((list) => list === 'access-sample')).toHaveLength(4);
  });
  it('leads from a look without a reason to the register of breaches: whose, on which day, and by which draw it was found', async () => {
    const address = String((await open(START)).headers.location);
    const { text } = await open(address);
    const link = /href="([^"]*\/do\/RecordBreach[^"]*)"/.exec(mainOf(text))?.[1]?.replaceAll('&amp;', '&') ?? '';
    const chosen = new URL(link, 'http://x').searchParams;
    const seed = new URL(address, 'http://x').searchParams.get('seed');
    expect(chosen.get('description')).toMatch(new RegExp(`^Stikprøve ${seed}, opslag \\S+: $`));
    const task = mainOf((await open(link)).text);
    expect(task).toContain(`Stikprøve ${seed}`);
    expect(task).toMatch(new RegExp(`name="data.account" value="${chosen.get('account')}"`));
    expect(task).toMatch(/value="confidentiality"[^>]* checked/);
    for (const day of ['from', 'to']) expect(task).toMatch(new RegExp(`name="data.${day}"[^>]* value="2026-11-29"`));
  });
  it('is nobody else’s', async () => {
    expect((await open(START, 'bif-tovholder')).status).toBe(403);
  });
});
