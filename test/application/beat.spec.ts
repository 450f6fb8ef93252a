import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Beat } from '../../src/application/beat.js';
import { caseOfSof, give, idFor, readerOf, refusalOf } from '../support/given.js';
import { memoryInstallation } from '../support/installation.js';

const START = Date.parse('2026-11-29T08:00:00.000Z');
const after = (ms: number) => new Date(START + ms).toISOString();

describe('The next beat', () => {
  /** When somebody is answered whose refusal was ready after so many milliseconds. */
  async function answeredAt(ready: number): Promise<number> {
    const waited: number[] = [];
    const sleep = async (ms: number) => void waited.push(ms);
    await new Beat({ now: () => after(ready) }, sleep).next(after(0));
    return waited.reduce((sum, ms) => sum + ms, ready);
  }

  it('is the same for what was judged in a moment and what took longer', async () => {
    expect(await Promise.all([0, 1, 7, 34, 99].map(answeredAt))).toEqual([100, 100, 100, 100, 100]);
    expect(await Promise.all([100, 133].map(answeredAt))).toEqual([200, 200]);
  });

  it('comes also where the clock was put back meanwhile', async () => {
    expect(await answeredAt(-5_000)).toBe(-4_900);
  });
});

describe('What is hidden, and what is not there', () => {
  let product: ReturnType<typeof memoryInstallation>;
  beforeEach(async () => {
    product = memoryInstallation(() => after(0));
    await caseOfSof(product, ['2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z', '2024-05-03T10:00:00Z']);
    product.waited.length = 0;
  });
  const waitedFor = async (asking: Promise<unknown>) => {
    const refused = await refusalOf(asking);
    return [refused, product.waited.splice(0)];
  };

  it('are answered at a beat, to a question and to a command; what is there is not kept waiting', async () => {
    const ask = (who: 'KRIM:caseworker' | 'SOF:caseworker', id: string) =>
      waitedFor(product.ask(readerOf(who), 'CaseAsOf', { id }));
    expect(await ask('KRIM:caseworker', idFor('k'))).toEqual(['not-found', [100]]);
    expect(await ask('KRIM:caseworker', randomUUID())).toEqual(['not-found', [100]]);
    expect(await ask('SOF:caseworker', idFor('k'))).toEqual([undefined, []]);

    const note = (name: string) =>
      waitedFor(
        give(product, 'KRIM:caseworker', 'RecordContact', name, after(0), { kind: 'call', summary: 'opdigtet' }),
      );
    expect(await note('k')).toEqual(['not-found', [100]]);
    expect(await note('never opened')).toEqual(['not-found', [100]]);
  });
});
