import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { caseOfSof, idFor, readerOf } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const NOW = '2026-11-29T08:00:00.000Z';
const AT = '/do/UseBreakGlass';
let here: Awaited<ReturnType<typeof memoryApp>>;
let cookie: string;
beforeAll(async () => {
  here = await memoryApp(() => NOW);
  await caseOfSof(here.inMemory, ['2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z']);
  const { headers } = await here.http().post('/login').type('form').send({ user: 'buf-sagsbehandler' });
  cookie = String(headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(() => here.close());

it('A broken glass whose form was sent before lands on Home, whatever number it names: the link tells of no case', async () => {
  const { text } = await here.http().get(AT).set('Cookie', cookie);
  const own = /name="_csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';
  const { number } = await here.inMemory.ask(readerOf('SOF:caseworker'), 'CaseAsOf', { id: idFor('k') });
  const common = { _csrf: own, _commandId: randomUUID(), id: randomUUID() };
  const send = (caseId: string, justification: string) =>
    here
      .http()
      .post(AT)
      .set('Cookie', cookie)
      .type('form')
      .send({ ...common, 'data.caseId': caseId, 'data.justification': justification });
  const given = await send(String(number), 'akut fare');
  expect([given.status, given.headers.location]).toEqual([303, expect.stringContaining(`/cases/${idFor('k')}?`)]);
  for (const caseId of [String(number), 'S-2026-0000']) {
    const again = await send(caseId, 'en anden grund');
    const main = again.text.split('<main')[1]?.split('</main')[0] ?? '';
    expect(again.status).toBe(409);
    expect(main).toMatch(/href="\/\?infohus=koebenhavn&amp;done=UseBreakGlass&amp;again=1"/);
    expect(main).not.toContain('href="/cases/');
  }
});
