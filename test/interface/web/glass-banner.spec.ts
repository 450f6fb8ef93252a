import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseOfSof, give, idFor } from '../../support/given.js';
import { memoryApp } from '../../support/memory-app.js';

let now = '2026-11-29T08:00:00.000Z';
let here: Awaited<ReturnType<typeof memoryApp>>;
let Cookie: string;
beforeAll(async () => {
  here = await memoryApp(() => now);
  await caseOfSof(here.inMemory, ['2026-11-01T10:00:00Z', '2026-11-02T10:00:00Z', '2026-11-03T10:00:00Z']);
  const why = { caseId: idFor('k'), justification: 'opdigtet fare' };
  await give(here.inMemory, 'BUF:caseworker:buf-sagsbehandler', 'UseBreakGlass', 'glass', now, why);
  Cookie = `sagsspor=${await here.token('buf-sagsbehandler')}`;
});
afterAll(() => here.close());

const bannerOn = async (path: string) => {
  const { text } = await here.http().get(path).set('Cookie', Cookie);
  const [banner = ''] = /<p class="banner">Nødadgang til sag.*?<\/p>/s.exec(text) ?? [];
  return { shown: banner.replaceAll(/<[^>]*>/g, ''), timer: /data-minutes="(\d+)"/.exec(banner)?.[1] };
};
const hoursOn = (hours: number) => new Date(Date.parse('2026-11-29T08:00:00.000Z') + hours * 3_600_000).toISOString();

describe('The banner of broken glass', () => {
  it('says on every page until when, for how long still and why, without a script', async () => {
    const first = await bannerOn('/');
    expect(first.shown).toMatch(
      /^Nødadgang til sag S-2026-\d+, åben til søn\. 29\. nov\. \d\d\.\d\d \(\d+ t\. 0 min\. tilbage\)\. .*opdigtet fare$/,
    );
    for (const path of ['/cases', '/concerns', '/meetings', `/cases/${idFor('k')}`])
      expect(await bannerOn(path)).toEqual(first);
  });

  it('counts down, and is gone once it is over: then the case is as if it were not there', async () => {
    now = hoursOn(0);
    const minutes = Number((await bannerOn('/')).timer);
    now = hoursOn(0.5);
    expect(Number((await bannerOn('/')).timer)).toBe(minutes - 30);
    now = new Date(Date.parse(hoursOn(minutes / 60)) - 1).toISOString();
    expect(await bannerOn('/')).toMatchObject({ timer: '1', shown: expect.stringContaining('(0 t. 1 min. tilbage)') });
    now = hoursOn(minutes / 60);
    Cookie = `sagsspor=${await here.token('buf-sagsbehandler')}`;
    expect((await bannerOn('/')).shown).toBe('');
    expect(
      (
        await here
          .http()
          .get(`/cases/${idFor('k')}`)
          .set('Cookie', Cookie)
      ).status,
    ).toBe(404);
  });

  it('is counted on by the script of an open page from what the server said, and says when it is over', () => {
    const timer = { dataset: { minutes: '62', left: '{hours} t. {minutes} min.', over: 'udløbet' }, textContent: '' };
    let [elapsed, tick] = [0, () => {}];
    const nothing = { addEventListener: () => undefined, getElementById: () => null, body: { dataset: {} } };
    const document = { ...nothing, querySelectorAll: (of: string) => (of === '[data-minutes]' ? [timer] : []) };
    runInNewContext(readFileSync('src/interface/web/sagsspor.js', 'utf8'), {
      ...{ document, window: nothing, performance: { now: () => elapsed } },
      setInterval: (each: () => void) => {
        tick = each;
      },
    });
    const after = (minutes: number) => {
      elapsed = minutes * 60_000;
      tick();
      return timer.textContent;
    };
    expect([after(1), after(61), after(62), after(600)]).toEqual(['1 t. 1 min.', '0 t. 1 min.', 'udløbet', 'udløbet']);
  });
});
