import { describe, expect, it } from '@jest/globals';
import { kept } from '../../../src/application/obligations/standing.js';
import type { EventStore, ReadRange } from '../../../src/application/ports/event-store.js';
import type { Stand } from '../../../src/application/queries/freshness.js';
import { PageReads } from '../../../src/application/queries/page-reads.js';
import type { ReadModels } from '../../../src/projections/read-models.js';
import type { RowWallContext } from '../../../src/projections/wall-context.js';

/** Says what it was asked; `#asked` tells whether methods are called on the store itself. */
class Counting {
  readonly #asked: string[] = [];
  get asked(): readonly string[] {
    return this.#asked;
  }
  async readStream(stream: string, range?: ReadRange) {
    this.#asked.push(range ? `${stream} in part` : stream);
    return [];
  }
  async readStreams(streams: readonly string[]) {
    this.#asked.push(streams.join('+'));
    return [];
  }
  async head() {
    this.#asked.push('head');
    return { position: 7, recordedAt: '' };
  }
  async positionAt() {
    this.#asked.push('position');
    return 3;
  }
}

type Around = ConstructorParameters<typeof PageReads>[0];
const around = (more: Partial<Around>): Around => ({
  ...{ store: {} as EventStore, live: {} as ReadModels, references: {} as Around['references'] },
  ...more,
});

describe('What the questions of one page read', () => {
  it('is read once: a stream, several, and where the log stands', async () => {
    const store = new Counting();
    const page = new PageReads(around({ store: store as unknown as EventStore }));
    for (let asked = 0; asked < 2; asked++) {
      await page.store.readStream('case-1');
      await page.store.readStreams(['case-1', 'case-2']);
      expect((await page.store.head()).position).toBe(7);
    }
    expect(store.asked).toEqual(['case-1', 'case-1+case-2', 'head']);
  });
  it('is read once of what is sealed too, whichever questions open it', async () => {
    const asked: string[] = [];
    const readSegments = async (ids: readonly string[]) => {
      asked.push(ids.join('+'));
      return ids.filter((id) => id !== 'erased').flatMap((id) => [0, 1].map((segment) => ({ eventId: id, segment })));
    };
    const { store } = new PageReads(around({ store: { readSegments } as unknown as EventStore }));
    const found = async (...ids: string[]) =>
      (await store.readSegments(ids)).map(({ eventId, segment }) => `${eventId}${segment}`);
    expect(await found('a', 'erased', 'b')).toEqual(['a0', 'a1', 'b0', 'b1']);
    expect(await found('b', 'c', 'erased', 'b')).toEqual(['b0', 'b1', 'c0', 'c1']);
    expect(asked).toEqual(['a+erased+b', 'c']);
  });
  it('is asked of the store where it is a part of a stream, or anything else', async () => {
    const store = new Counting();
    const page = new PageReads(around({ store: store as unknown as EventStore }));
    for (let asked = 0; asked < 2; asked++) {
      await page.store.readStream('case-1', { from: 2 });
      await page.store.positionAt('2026-01-01');
    }
    expect(store.asked).toEqual(['case-1 in part', 'position', 'case-1 in part', 'position']);
  });
  it('is read behind one wall of each standing, and never behind that of another', () => {
    const walls: RowWallContext[] = [];
    const live = {
      as: (standing: RowWallContext) => {
        walls.push(standing);
        return { of: standing.agency } as unknown as ReadModels;
      },
    } as ReadModels;
    const page = new PageReads(around({ live }));
    const of = (agency: string) => page.as({ agency, record: '' } as RowWallContext) as unknown as { of: string };
    expect([of('SOF').of, of('SKOLE').of, of('SOF').of]).toEqual(['SOF', 'SKOLE', 'SOF']);
    expect(of('SOF')).toBe(of('SOF'));
    expect(walls.length).toBe(2);
  });
});

describe('Of one reader’s rows a page asks once', () => {
  const walls = () => {
    const asked: string[] = [];
    const live = {
      as: ({ agency }: RowWallContext) => ({
        survivors: async () => void asked.push(`${agency} survivors`),
        glasses: async (of: object) => void asked.push(`${agency} ${JSON.stringify(of)}`),
        holdings: async () => void asked.push(`${agency} holdings`),
      }),
    } as unknown as ReadModels;
    const page = new PageReads(around({ live }), { head: 9, position: 9, reached: 9, recordedAt: '' });
    return { asked, page, as: (agency: string) => page.as({ agency } as RowWallContext) };
  };
  it('and not at all since when their obligations can be asked, where the page knows', async () => {
    const obligations = { since: () => Promise.reject(new Error('asked again')) };
    const live = { as: () => ({ obligations, beyond: { obligations } }) } as unknown as ReadModels;
    const began = { head: 9, position: 9, reached: 9, recordedAt: '' };
    const behind = (stand: Stand) => new PageReads(around({ live }), stand).as({} as RowWallContext);
    const known = behind({ ...began, since: '2026-03-01' });
    expect(await kept(known, '2026-03-02')).toBe(known.obligations);
    expect(await kept(known, '2026-02-28')).toBe(undefined);
    await expect(kept(behind(began), '2026-03-02')).rejects.toThrow('asked again');
  });
  it('who was merged into whom, and whose glass to a case is broken; what else is asked goes through', async () => {
    const { asked, as } = walls();
    for (let i = 0; i < 2; i++) {
      await as('A').survivors();
      await as('A').glasses({ caseId: 'k' });
      await as('A').glasses({ caseId: 'other' });
      await as('A').holdings('k');
    }
    await as('B').survivors();
    expect(asked).toEqual([
      ...['A survivors', 'A {"caseId":"k"}', 'A {"caseId":"other"}', 'A holdings', 'A holdings'],
      'B survivors',
    ]);
  });
  it('and not where the log stands, where the page knows it', async () => {
    expect((await walls().page.store.head()).position).toBe(9);
  });
});
