import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../src/application/authorization/reader.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { actorOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const lines = readFileSync('demo/nine-months-declined.ndjson', 'utf8').split('\n').filter(Boolean);
/** A clock that moves a minute with each command, so that recorded instants tell positions apart. */
async function nineMonths() {
  let minute = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const product = memoryInstallation(now);
  for (const line of lines) {
    minute++;
    await product.import([line]);
  }
  return { product, log: product.log, head: (await product.store.head()).position };
}
const COORDINATOR: Reader = { actor: actorOf('BIF:coordinator'), purpose: 'casework' };
const STRANGER: Reader = { actor: actorOf('BUF:caseworker'), purpose: 'casework' };
const shown = (rows: readonly object[]) =>
  (rows as { caseId: string; status: string; openOffers: number }[]).map(({ caseId, status, openOffers }) => ({
    ...{ caseId, status, openOffers },
  }));

describe('As of a moment', () => {
  it('the case list is the fold of the log up to that position, whatever it is', async () => {
    const { product, log, head } = await nineMonths();
    const events = (await log()).filter(({ position }) => position <= head);
    for (let position = 0; position <= head; position += 7) {
      const models = FoldedModels.of(events.filter((e) => e.position <= position));
      const expected = await models.cases({ infohus: 'koebenhavn' });
      const found = (await product.ask(COORDINATOR, 'Cases', { infohus: 'koebenhavn', at: position })).rows;
      expect(shown(found)).toEqual(shown(expected));
    }
  });

  it('by the recorded clock it is what was known, by the occurred clock what had happened', async () => {
    const { product, log } = await nineMonths();
    const opened = (await log()).find(({ type }) => type === 'CaseOpened');
    const at = async (instant: string, clock: 'recorded' | 'occurred') =>
      (await product.ask(COORDINATOR, 'Cases', { infohus: 'koebenhavn', at: instant, clock })).rows;
    const [recordedAt, occurredAt] = [opened?.recordedAt ?? '', opened?.occurredAt ?? ''];
    const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
    expect([await at(before(recordedAt), 'recorded'), await at(before(occurredAt), 'occurred')]).toEqual([[], []]);
    expect(await at(recordedAt, 'recorded')).toHaveLength(1);
    expect(await at(occurredAt, 'occurred')).toHaveLength(1);
    expect(await at(recordedAt, 'occurred')).toMatchObject([{ status: 'closed' }]);
  });

  it('deadlines are those that what was known then gives, at that moment or at another one', async () => {
    const { product, log } = await nineMonths();
    const declined = (await log()).find(({ type }) => type === 'OfferDeclined');
    const reoffers = async (position: number, now?: string) =>
      (await product.ask(COORDINATOR, 'Deadlines', { infohus: 'koebenhavn', at: position, now }))
        .filter((o) => o.obligation.startsWith('reoffer'))
        .map((o) => `${o.obligation} ${o.state}`);
    const position = declined?.position ?? 0;
    expect(await reoffers(position - 1, '2016-08-01T00:00:00.000Z')).toEqual([]);
    expect(await reoffers(position, '2016-08-01T00:00:00.000Z')).toContain('reoffer-1 overdue');
  });

  it('whoever may not know of a case today is not shown what it was', async () => {
    const { product, head } = await nineMonths();
    expect((await product.ask(STRANGER, 'Cases', { infohus: 'koebenhavn' })).rows).toEqual([]);
    for (const position of [1, Math.floor(head / 2), head])
      expect((await product.ask(STRANGER, 'Cases', { infohus: 'koebenhavn', at: position })).rows).toEqual([]);
  });

  it('a look at the past is recorded as one', async () => {
    const { product, log } = await nineMonths();
    (await product.ask(COORDINATOR, 'Cases', { infohus: 'koebenhavn', at: 5 })).rows;
    expect((await log()).at(-1)).toMatchObject({ type: 'SearchPerformed', data: { list: 'cases' } });
  });
});
