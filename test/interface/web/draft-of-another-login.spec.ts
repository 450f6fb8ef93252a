import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { give, idFor } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const NOW = '2026-11-29T07:00:00.000Z';
let here: Awaited<ReturnType<typeof memoryApp>>;
let cookie: string;
beforeAll(async () => {
  here = await memoryApp(() => NOW);
  await give(here.inMemory, 'BIF:coordinator', 'CallMeeting', 'm', NOW, {
    ...{ infohus: 'koebenhavn', kind: 'ordinary', startsAt: NOW, invited: [] },
  });
  const { headers } = await here.http().post('/login').type('form').send({ user: 'bif-tovholder' });
  cookie = String(headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(() => here.close());

describe('What was typed under another login is no draft of this one; what was typed under this one is', () => {
  it.each([
    ['on the page of a task', '/do/RegisterPerson', { 'data.cpr': 'opdigtet' }],
    ['on an item of a meeting while it is held', `/meetings/${idFor('m')}/mode`, { 'present.BIF': 'Åse' }],
  ])('%s', async (_, at, typed) => {
    const open = async () => (await here.http().get(at).set('Cookie', cookie)).text;
    const send = async (csrf: string) =>
      (
        await here
          .http()
          .post(at)
          .set('Cookie', cookie)
          .type('form')
          .send({ _csrf: csrf, ...typed })
      ).status;
    const own = /name="_csrf" value="([^"]*)"/.exec(await open())?.[1] ?? '';
    expect(await send('another')).toBe(403);
    expect(await open()).not.toContain('_draft=1');
    expect(await send(own)).toBe(400);
    expect(await open()).toContain('_draft=1');
  });
});
