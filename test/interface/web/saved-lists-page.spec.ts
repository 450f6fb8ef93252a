import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memoryApp } from '../../support/memory-app.js';

let here: Awaited<ReturnType<typeof memoryApp>>;
let Cookie: string;
beforeAll(async () => {
  here = await memoryApp(() => '2026-11-29T08:00:00.000Z');
  Cookie = `sagsspor=${await here.token('sof-sagsbehandler')}`;
});
afterAll(() => here.close());

const page = async () => (await here.http().get('/saved-lists').set('Cookie', Cookie)).text;
const within = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
async function sent(path: string, form: object) {
  const { text } = await here.http().get('/cases').set('Cookie', Cookie);
  const _csrf = within(text, /name="_csrf" value="([^"]+)"/);
  return here
    .http()
    .post(path)
    .set('Cookie', Cookie)
    .type('form')
    .send({ _csrf, ...form });
}

describe('The name of a kept list', () => {
  it('that cannot be read is refused in words, where the list is kept and where it is renamed', async () => {
    const address = '/cases?infohus=koebenhavn&status=open';
    expect((await sent('/saved-lists', { address, name: 'Åbne sager' })).status).toBe(303);
    const id = within(await page(), /name="id" value="([^"]+)"/);
    const forms = [
      ['/saved-lists', { address }],
      ['/saved-lists/rename', { id }],
    ] as const;
    for (const [path, form] of forms) {
      const { status, text } = await sent(path, { ...form, name: '---' });
      expect([path, status, within(text, /(alert-error)/)]).toEqual([path, 400, 'alert-error']);
    }
    expect(await page()).toContain('Åbne sager');
  });
});

describe('Every list that offers to be kept', () => {
  it.each([
    ['bif-tovholder', ['/cases', '/concerns', '/work?list=answers', '/meetings', '/mentors', '/registers/activity']],
    ['bif-compliance', ['/cases', '/disclosures']],
  ] as const)('is: %s', async (user, paths) => {
    Cookie = `sagsspor=${await here.token(user)}`;
    for (const path of paths) {
      const { text } = await here.http().get(path).set('Cookie', Cookie);
      const address = within(text, /<input type="hidden" name="address" value="([^"]+)"/).replaceAll('&amp;', '&');
      const { status } = await sent('/saved-lists', { address, name: 'Opdigtet' });
      expect([path, status]).toEqual([path, 303]);
    }
  });
});
