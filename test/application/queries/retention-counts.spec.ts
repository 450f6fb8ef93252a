import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../../src/application/authorization/reader.js';
import { generate } from '../../support/generator/index.js';
import { actorOf, caseOfSof, give } from '../../support/given.js';
import { memoryInstallation } from '../../support/installation.js';

const OFFICER: Reader = { actor: actorOf('BIF:compliance:u1'), purpose: 'audit' };
const infohus = 'koebenhavn';
const at = (day: string) => `${day}T10:00:00.000Z`;

/** A city in memory, on a day that moves. */
function city(first: string) {
  let today = at(first);
  const product = memoryInstallation(() => today);
  const rows = (state: 'due' | 'blocked-by-archive') => product.ask(OFFICER, 'Retention', { infohus, state });
  return {
    product,
    until: (day: string) => {
      today = at(day);
    },
    propose: (id: string, records: readonly object[]) =>
      give(product, 'BIF:compliance:u1', 'ProposeDisposal', id, today, { records, ground: 'opdigtet' }),
    clear: (id: string) =>
      give(product, 'BIF:compliance:u2', 'AuthoriseDisposal', id, today, { archiveClearance: 'opdigtet' }),
    /** The counts, which are those of the lists. */
    async counted() {
      const [due, blocked] = [await rows('due'), await rows('blocked-by-archive')];
      const { retention } = await product.ask(OFFICER, 'Oversight', { infohus });
      expect({ today, ...retention }).toEqual({ today, due: due.length, blocked: blocked.length });
      return { due, blocked };
    },
  };
}
/** What was closed, dismissed, held and reported is kept for months of its own: on each of these days other things are due. */
const DAYS = ['2026-01-01', '2026-09-01', '2028-02-29', '2030-06-30', '2033-01-31'];

describe('What compliance begins the day with counts of retention what its register lists', () => {
  it.each([3, 15])('on any day, and whatever was proposed and cleared: city %i', async (seed) => {
    const { product, until, propose, clear, counted } = city('2026-01-01');
    await product.import(generate(seed, 12));
    const kinds = new Set<string>();
    for (const day of DAYS) {
      until(day);
      for (const { kind } of (await counted()).due) kinds.add(kind);
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['case', 'concern']));

    const due = (await counted()).due.map(({ kind, recordId }) => ({ kind, recordId }));
    const half = Math.ceil(due.length / 2);
    await propose('d1', due.slice(0, half));
    expect((await counted()).blocked).toHaveLength(half);
    await clear('d1');
    expect((await counted()).blocked).toHaveLength(0);
    await propose('d2', due.slice(half, half + 2));
    // Proposed twice it is told once, as what came furthest.
    await propose('d3', due.slice(half - 1, half + 1));
    const { due: left, blocked } = await counted();
    expect([left.length, blocked.length]).toEqual([due.length - half - 2, 2]);
  });

  it('a document goes with its case, and is counted where it is to go alone', async () => {
    const { product, until, propose, clear, counted } = city('2016-12-01');
    await caseOfSof(product, [at('2016-03-01'), at('2016-03-02'), at('2016-03-03')]);
    async function* sent() {
      yield Buffer.from('et opdigtet brev');
    }
    const { documentId } = await product.documents.upload(actorOf('BIF:coordinator'), sent());
    const letter = { documentId, kind: 'letter', title: 'Brev' };
    await give(product, 'BIF:coordinator', 'AttachDocument', 'k', at('2016-05-01'), letter);
    await give(product, 'SOF:caseworker', 'CloseCase', 'k', at('2016-06-08'), { reason: 'risk-over' });
    until('2021-06-08');
    expect((await counted()).due).toEqual([]);
    until('2021-06-09');
    expect((await counted()).due).toMatchObject([{ kind: 'case' }]);
    await propose('d', [{ kind: 'document', recordId: documentId }]);
    expect(await counted()).toMatchObject({ due: [{ kind: 'case' }], blocked: [{ kind: 'document' }] });
    await clear('d');
    expect(await counted()).toMatchObject({ due: [{ kind: 'case' }], blocked: [] });
  });
});
