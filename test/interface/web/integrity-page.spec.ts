import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseOfSof, idFor } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

const now = '2026-11-29T07:00:00.000Z';
let here: Awaited<ReturnType<typeof memoryApp>>;
let token = '';
beforeAll(async () => {
  here = await memoryApp(() => now);
  await caseOfSof(here.inMemory, [
    '2026-11-01T10:00:00+01:00',
    '2026-11-02T10:00:00+01:00',
    '2026-11-03T10:00:00+01:00',
  ]);
  token = await here.token('bif-compliance');
});
afterAll(() => here.close());
const asked = async (path: string) => {
  const { status, text } = await here.http().get(path).set('Authorization', `Bearer ${token}`);
  return { status, text, main: /<main[\s\S]*<\/main/.exec(text)?.[0] ?? '' };
};

describe('The page of the log’s integrity', () => {
  it('verifies the whole log on demand, and says then by whom, up to where and with which result', async () => {
    const before = await asked('/integrity');
    expect(before.main).toContain('Ikke de seneste 90 dage');
    expect(before.text).toContain('ikke efterprøvet det seneste døgn');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(before.main)?.[1];
    const begun = await here
      .http()
      .post('/integrity')
      .set('Authorization', `Bearer ${token}`)
      .type('form')
      .send({ _csrf: csrf });
    expect([begun.status, begun.headers.location]).toEqual([303, '/integrity?infohus=koebenhavn']);
    let after = await asked('/integrity');
    for (let tried = 0; after.main.includes('<progress') && tried < 50; tried++) after = await asked('/integrity');
    expect(after.main).toContain('bif-compliance, BIF');
    expect(after.main).toContain('Intet er ændret');
    expect(after.text).not.toContain('ikke efterprøvet det seneste døgn');
  });

  it('begins nothing for a form that is not its own', async () => {
    const { status } = await here
      .http()
      .post('/integrity')
      .set('Authorization', `Bearer ${token}`)
      .type('form')
      .send({});
    expect(status).toBe(403);
  });

  it('tells of an event that is not signed yet that it waits', async () => {
    const position = (await here.inMemory.log()).find((e) => e.stream === `case-${idFor('k')}`)?.position;
    const { status, main } = await asked(`/cases/${idFor('k')}/events/${position}/proof`);
    expect([status, main.includes('ikke underskrevet endnu')]).toEqual([200, true]);
  });
});
