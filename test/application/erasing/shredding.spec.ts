import { beforeEach, describe, expect, it } from '@jest/globals';
import { shred } from '../../../src/application/erasing/shred.js';
import type { Destroyed, Shredder } from '../../../src/application/ports/erasing.js';

const at = '2026-06-01T12:00:00.000Z';
/** Texts by the key that seals each, of two streams. */
const TEXTS = [
  { stream: 'case-k', eventId: 'e1', segment: 0, keyId: 'person' },
  { stream: 'case-k', eventId: 'e1', segment: 1, keyId: 'case' },
  { stream: 'case-k', eventId: 'e2', segment: 0, keyId: 'case' },
  { stream: 'person-p', eventId: 'e3', segment: 0, keyId: 'own' },
];

describe('Shredding', () => {
  let living: Set<string>;
  let list: Destroyed[];
  let added: Destroyed[];
  let texts: typeof TEXTS;
  const shredder = () =>
    ({
      vault: {
        keysOf: async (scopes: readonly string[]) => scopes.map((scope) => scope.replace('scope:', '')),
        living: async (keys: readonly string[]) => keys.filter((key) => living.has(key)),
        destroyKeys: async (keys: readonly string[]) => {
          expect(added.length + list.length).toBeGreaterThan(0);
          for (const key of keys) living.delete(key);
        },
      },
      destroyed: {
        entries: async () => list,
        add: async (entry: Destroyed) => {
          added.push(entry);
          list = [...list, entry];
        },
      },
    }) as unknown as Shredder;
  const store = {
    readStreams: async (streams: readonly string[]) =>
      [...new Set(TEXTS.filter((t) => streams.includes(t.stream)).map((t) => t.eventId))].map((eventId) => ({
        eventId,
      })),
    readSegments: async (ids: readonly string[]) => texts.filter((t) => ids.includes(t.eventId)),
  };
  const doomed = (scopes: readonly string[], streams = ['case-k', 'person-p']) => ({
    ...{ decidedBy: 'decision', at, scopes, streams },
  });
  const ofPerson = doomed(['scope:person', 'scope:own', 'scope:gone-long-ago']);
  const run = (what = ofPerson) => shred(store as never, shredder(), what);
  const GONE = [
    { eventId: 'e1', segment: 0 },
    { eventId: 'e3', segment: 0 },
  ];

  beforeEach(() => {
    [living, list, added, texts] = [new Set(['person', 'own', 'case']), [], [], TEXTS];
  });

  it('lists first what is to go, keys that live and what they sealed, then destroys them, and says what is left', async () => {
    expect(await run()).toEqual({ keys: 2, segments: GONE, erased: ['e1', 'e3'], left: ['e1', 'e2'] });
    expect(added).toEqual([{ decidedBy: 'decision', at, keyIds: ['person', 'own'], segments: GONE }]);
    expect([...living]).toEqual(['case']);
  });

  it('says the same when it is done again, whether the texts are still there or not, and lists nothing twice', async () => {
    const first = await run();
    expect(await run()).toMatchObject({ keys: first.keys, erased: first.erased, left: first.left });
    texts = TEXTS.filter((t) => t.keyId === 'case');
    expect(await run()).toEqual(first);
    expect(added).toHaveLength(1);
  });

  it('lists again what a backup has brought back', async () => {
    await run();
    living.add('own');
    await run();
    expect(added.map((entry) => entry.keyIds)).toEqual([['person', 'own'], ['own']]);
    expect(living.has('own')).toBe(false);
  });

  it('lists an erasure that finds nothing: the list knows each that the log knows', async () => {
    expect(await run(doomed(['scope:nothing'], ['meeting-m']))).toEqual({
      keys: 0,
      segments: [],
      erased: [],
      left: [],
    });
    expect(added).toEqual([{ decidedBy: 'decision', at, keyIds: [], segments: [] }]);
  });

  it('counts nothing of another decision, and of the same one nothing of another record', async () => {
    const other = { at, keyIds: ['case'], segments: [{ eventId: 'e2', segment: 0 }] };
    list = [{ decidedBy: 'another', ...other }];
    expect(await run()).toEqual({ keys: 2, segments: GONE, erased: ['e1', 'e3'], left: ['e1', 'e2'] });
    expect(added).toHaveLength(1);
    living = new Set(['person', 'own', 'case']);
    list = [{ decidedBy: 'decision', at, keyIds: ['meeting'], segments: [{ eventId: 'e9', segment: 0 }] }];
    expect(await run()).toEqual({ keys: 2, segments: GONE, erased: ['e1', 'e3'], left: ['e1', 'e2'] });
  });
});
