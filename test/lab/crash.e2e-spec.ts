import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { altered, type ComparedAppend, type ComparedEvent, check } from '../../lab/crash/check.js';
import { coveredRun, type Found } from './covered-run.js';

interface CrashReport extends Found {
  readonly acknowledged: number;
  readonly fired: Readonly<Record<string, number>>;
  readonly 'not run': Readonly<Record<string, string>>;
}

const FIRST_TIME = { duplicate: false, sent: 1, refused: 0 };

/** Three appends of two events each on two streams, as they should stand. */
function fine() {
  const previous = new Map<string, string>();
  const versions = new Map<string, number>();
  const events: ComparedEvent[] = [];
  const appends: ComparedAppend[] = [];
  for (const [i, stream] of ['a', 'b', 'a'].entries()) {
    const own = [0, 1].map((n): ComparedEvent => {
      const bytes = Buffer.from(JSON.stringify({ previous: previous.get(stream) ?? null, n: `${i}/${n}` }));
      previous.set(stream, createHash('sha256').update(bytes).digest('hex'));
      versions.set(stream, (versions.get(stream) ?? 0) + 1);
      const position = events.length + n + 1;
      return {
        position,
        stream,
        version: versions.get(stream) ?? 0,
        commandId: `c${i}`,
        recordedAt: `2026-01-0${i + 1}`,
        bytes,
      };
    });
    events.push(...own);
    const b = own.map((e) => ({ bytes: e.bytes.toString('base64') }));
    appends.push({ ...FIRST_TIME, c: `c${i}`, b, outcome: 'ack', positions: own.map((e) => e.position) });
  }
  return { events, appends, reader: events.map((e) => e.position) };
}
const { events, appends, reader } = fine();
const last = events.at(-1) as ComparedEvent;
const first = events[0] as ComparedEvent;
const append = appends[0] as ComparedAppend;

const BROKEN: readonly (readonly [
  what: string,
  found: RegExp,
  log: readonly ComparedEvent[],
  told: readonly ComparedAppend[],
  seen: readonly number[],
])[] = [
  ['an acknowledged append is lost', /acknowledged and is lost/, events.slice(0, 4), appends, reader.slice(0, 4)],
  ['half of an append is lost', /stands 1 times|missing/, events.slice(0, -1), appends, reader.slice(0, 5)],
  [
    'a position is missing',
    /missing or stands twice/,
    [...events.slice(0, -1), { ...last, position: 7 }],
    appends,
    reader,
  ],
  [
    'the recorded time falls',
    /recorded before/,
    [...events.slice(0, -1), { ...last, recordedAt: '2025' }],
    appends,
    reader,
  ],
  ['a version is missing', /is broken/, [...events.slice(0, -1), { ...last, version: 9 }], appends, reader],
  [
    'bytes were altered',
    /does not follow|altered/,
    [{ ...first, bytes: Buffer.from('{"previous":null,"n":"x"}') }, ...events.slice(1)],
    appends,
    reader,
  ],
  ['an event was given by nobody', /given by nobody/, events, appends.slice(1), reader],
  [
    'what was refused stands',
    /was refused and stands/,
    events,
    [{ ...append, outcome: 'no' }, ...appends.slice(1)],
    reader,
  ],
  [
    'it was acknowledged elsewhere',
    /acknowledged elsewhere/,
    events,
    [{ ...append, positions: [5, 6] }, ...appends.slice(1)],
    reader,
  ],
  [
    'nobody found out what became of it',
    /never found out/,
    events,
    [...appends, { ...FIRST_TIME, c: 'x', b: [], outcome: undefined, positions: [] }],
    reader,
  ],
  [
    'not-persisted was said of what stands',
    /told not to persist/,
    events,
    [{ ...append, duplicate: true, sent: 3, refused: 2 }, ...appends.slice(1)],
    reader,
  ],
  ['a reader skipped one', /was next/, events, appends, reader.filter((p) => p !== 3)],
  ['a reader saw one twice', /was next/, events, appends, [1, 2, 2, 3, 4, 5, 6]],
  ['a reader stopped early', /got 5 of 6/, events, appends, reader.slice(0, 5)],
];

describe('The crash campaign', () => {
  it('finds nothing wrong with a log that is right', () => {
    expect(check(events, appends, [reader])).toEqual([]);
  });

  for (const [what, found, log, told, seen] of BROKEN)
    it(`finds it when ${what}`, () => {
      expect(check(log, told, [seen]).join('\n')).toMatch(found);
    });

  it('finds it when a position was read that holds something else at the end, or nothing', () => {
    const seen = events.map(({ position, recordedAt, bytes }) => {
      const hash = createHash('sha256').update(recordedAt).update(bytes).digest('hex');
      return [position, hash] as const;
    });
    expect([...altered(events, seen)]).toEqual([]);
    expect([...altered(events.slice(0, -1), seen)].join()).toMatch(/position 6 was read, and does not stand/);
    const other = [{ ...first, recordedAt: '2025' }, ...events.slice(1)];
    expect([...altered(other, seen)].join()).toMatch(/position 1 was read, and holds something else/);
  });

  it('leaves open what stands after an answer that said nothing', () => {
    const told = [{ ...append, duplicate: true, sent: 3, refused: 1 }, ...appends.slice(1)];
    expect(check(events, told, [reader])).toEqual([]);
  });

  it('kills writers, backends and the postmaster, cuts connections, fills disks and fails their syncs: nothing is lost, doubled or out of place', () => {
    const found = coveredRun<CrashReport>(['crash', 'campaign', '--seconds', '4'], [7, 8, 9]);
    expect(found.wrong).toEqual([]);
    expect(found.acknowledged).toBeGreaterThan(20);
    expect(found.uncovered).toEqual([]);
    // What this machine cannot fire is named with its reason, and nothing else is left out.
    for (const [fault, kinds] of Object.entries({
      'full disk': ['data disk full', 'WAL disk full'],
      'failing disk': ['WAL sync failed', 'WAL write failed', 'data sync failed'],
    }))
      for (const kind of kinds) expect(found.fired[kind] ?? found['not run'][fault]).toBeTruthy();
  });
});
