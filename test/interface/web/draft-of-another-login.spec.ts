import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { memoryApp } from '../../support/memory-app.js';

let here: Awaited<ReturnType<typeof memoryApp>>;
beforeAll(async () => {
  here = await memoryApp(() => '2026-11-29T07:00:00.000Z');
});
afterAll(() => here.close());

it('What was typed under another login is no draft of this one; what was typed under this one is', async () => {
  const { headers } = await here.http().post('/login').type('form').send({ user: 'bif-tovholder' });
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const at = '/do/RegisterPerson';
  const open = async () => (await here.http().get(at).set('Cookie', cookie)).text;
  const send = async (csrf: string) =>
    (await here.http().post(at).set('Cookie', cookie).type('form').send({ _csrf: csrf, 'data.cpr': 'opdigtet' }))
      .status;
  const own = /name="_csrf" value="([^"]*)"/.exec(await open())?.[1] ?? '';
  expect(await send('another')).toBe(403);
  expect(await open()).not.toContain('_draft=1');
  expect(await send(own)).toBe(400);
  expect(await open()).toContain('_draft=1');
});
