import type { CourseStep, Factor, OfferStep } from '../../../src/domain/case/state.js';
import type { ConcernStep, Severity } from '../../../src/domain/concern/state.js';
import { concernFact, type Facts } from '../../../src/domain/indicators/facts.js';
import { addDays, addMonths, endOfDay, localDateOf, startOfDay } from '../../../src/domain/kernel/calendar.js';
import { Random } from '../../../src/interface/cli/demo-data/random.js';

/** Ends of years here and in UTC, leap days, days that some months lack, and both changes of the clocks. */
const EDGES: readonly [string, ...string[]] = [
  '2015-12-31T22:59:59.999Z',
  '2015-12-31T23:00:00.000Z',
  '2016-02-29T22:59:59.999Z',
  '2016-08-31T12:00:00.000Z',
  '2016-11-30T12:00:00.000Z',
  '2016-12-31T22:59:59.999Z',
  '2016-12-31T23:00:00.000Z',
  '2016-12-31T23:59:59.999Z',
  '2017-03-26T00:59:59.999Z',
  '2017-03-26T01:00:00.000Z',
  '2017-10-29T00:30:00.000Z',
  '2017-12-31T22:59:59.999Z',
  '2017-12-31T23:00:00.000Z',
];
const FIRST = Date.parse('2015-06-01T00:00:00.000Z');
const DAYS = 1_300;
const HOUR = 3_600_000;

const written = (ms: number) => new Date(ms).toISOString();
const later = (at: string, hours: number) => written(Date.parse(at) + hours * HOUR);
/** An instant of 2015 to 2018, often an edge. */
/** Its variant is drawn too: so were the facts whose figures `frozen.json` holds. */
const anId = (random: Random): string =>
  random.uuid().replace(/^(.{19})./, (_, before) => `${before}${random.one(['8', '9', 'a', 'b'])}`);
export const anInstant = (random: Random) =>
  random.chance(0.25) ? random.one(EDGES) : written(FIRST + random.whole(0, DAYS * 24 * 60) * 60_000);
/** An instant at or beside the edge of a window: so many months after a day, a day before, on it, or a day after, at either end of the day. */
function beside(random: Random, from: string, months: readonly [number, ...number[]]) {
  const day = addDays(addMonths(localDateOf(from), random.one(months)), random.whole(-1, 1));
  return random.chance(0.5) ? startOfDay(day) : endOfDay(day);
}
const inOrder = <S extends { readonly at: string }>(steps: readonly S[]): readonly S[] =>
  steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
/** Each with its chance. */
const some = <S>(random: Random, ...all: readonly (readonly [number, () => S])[]): readonly S[] =>
  all.flatMap(([chance, step]) => (random.chance(chance) ? [step()] : []));

export function aConcern(random: Random): Facts['concerns'][number] {
  const receivedAt = anInstant(random);
  const soon = () => later(receivedAt, random.one([1, 23.9, 24, 24.1, 47, 48, 49, 71, 72, 73, 500]));
  const caseId = `case-${random.whole(1, 60)}`;
  const steps = some<ConcernStep>(
    random,
    [0.5, () => ({ at: soon(), what: 'assessed', severity: severity(), final: false, readyToAct: null })],
    [0.2, () => ({ at: soon(), what: 'assessed', severity: severity(), final: true, readyToAct: null })],
    [0.6, () => ({ at: soon(), what: 'qualified', outcome: 'substantiated', forms: [] })],
    [0.2, () => ({ at: soon(), what: 'qualified', outcome: 'unsubstantiated', forms: [] })],
    [0.1, () => ({ at: soon(), what: 'ended', how: random.one(['irrelevant', 'unsubstantiated', 'forwarded']) })],
    [0.1, () => ({ at: soon(), what: 'ended', how: random.one(['duplicate', 'handed-to-police']) })],
    [0.4, () => ({ at: soon(), what: 'linked', caseId, ...(random.chance(0.2) ? { caseTriagedAt: soon() } : {}) })],
    [0.3, () => ({ at: soon(), what: 'triaged' })],
    [0.05, () => ({ at: soon(), what: 'unlinked' })],
    [0.3, () => ({ at: random.chance(0.5) ? soon() : anInstant(random), what: 'advised' })],
    [0.1, () => ({ at: soon(), what: 'advised' })],
  );
  const registeredAt = later(receivedAt, random.one([0, 0, 0, 5]));
  return concernFact(anId(random), { infohus: 'koebenhavn', registeredAt, receivedAt, steps: inOrder(steps) });

  function severity(): Severity {
    return random.one(['acute', 'high', 'medium', 'low']);
  }
}

export function anOffer(random: Random): Facts['offers'][number] {
  const offeredAt = anInstant(random);
  const first = later(offeredAt, random.whole(1, 400));
  const after = () => beside(random, first, [1, 3, 6]);
  const declines = random.chance(0.7);
  const steps: OfferStep[] = declines
    ? [{ at: first, what: 'declined', doNotContact: random.chance(0.1) }]
    : [...some<OfferStep>(random, [0.7, () => ({ at: first, what: 'accepted' })])];
  steps.push(
    ...some<OfferStep>(
      random,
      [declines ? 0.7 : 0, () => ({ at: after(), what: 'repeated' })],
      [declines ? 0.5 : 0, () => ({ at: after(), what: 'repeated' })],
      [declines ? 0.2 : 0, () => ({ at: after(), what: 'declined', doNotContact: random.chance(0.3) })],
      [declines ? 0.3 : 0, () => ({ at: after(), what: 'accepted' })],
      [
        0.1,
        () => ({ at: after(), what: random.one(['withdrawn', 'consent-withdrawn', 'lapsed', 'security', 'left']) }),
      ],
    ),
  );
  const kind = random.one(['mentor', 'mentor', 'parent-coach', 'counselling']);
  const ids = { offerId: anId(random), caseId: `case-${random.whole(1, 60)}`, personId: anId(random) };
  return { ...ids, infohus: 'koebenhavn', kind, offeredAt, steps: inOrder(steps) };
}

export function aCourse(random: Random): Facts['courses'][number] {
  const startedAt = anInstant(random);
  const end = random.chance(0.5) ? beside(random, startedAt, [6]) : beside(random, startedAt, [2, 4, 7, 9]);
  const pause = beside(random, startedAt, [1, 2, 5, 6]);
  const factors = (): readonly Factor[] => [
    { factor: 'network', kind: random.one(['risk', 'protective']), level: random.whole(1, 4) },
    { factor: 'school', kind: 'protective', level: random.whole(1, 5) },
  ];
  const measuring = () => ({
    at: beside(random, startedAt, [1, 5, 6, 7]),
    what: 'measured' as const,
    factors: factors(),
  });
  const steps = some<CourseStep>(
    random,
    [0.8, () => ({ at: later(startedAt, 1), what: 'measured', factors: factors() })],
    [0.6, measuring],
    [0.3, measuring],
    [0.6, () => ({ at: end, what: random.one(['completed', 'completed', 'completed', 'aborted']) })],
    [0.2, () => ({ at: pause, what: 'paused' })],
    [0.15, () => ({ at: later(pause, random.whole(1, 60) * 24), what: 'resumed' })],
    [0.6, () => ({ at: beside(random, end, [0, 6, 12]), what: 'status', status: working() })],
    [0.2, () => ({ at: beside(random, end, [12]), what: 'status', status: working() })],
    [0.6, () => ({ at: beside(random, end, [5, 6, 7]), what: 'risk', result: random.one(['not-at-risk', 'at-risk']) })],
    [0.3, () => ({ at: beside(random, end, [5, 7]), what: 'risk', result: random.one(['not-at-risk', 'at-risk']) })],
  );
  const kind = random.one(['mentor', 'mentor', 'parent-coach', 'relatives-coach']);
  const ids = { courseId: anId(random), offerId: anId(random), personId: anId(random) };
  return {
    ...ids,
    caseId: `case-${random.whole(1, 60)}`,
    infohus: 'koebenhavn',
    kind,
    startedAt,
    steps: inOrder(steps),
  };

  function working(): Extract<CourseStep, { what: 'status' }>['status'] {
    return random.one(['education', 'employment', 'both', 'neither']);
  }
}

export interface Size {
  readonly concerns: number;
  readonly offers: number;
  readonly courses: number;
}
/** The same facts for the same seed on every machine. */
export function generatedFacts(seed: number, { concerns, offers, courses }: Size): Facts {
  const random = new Random(seed);
  const several = <T>(length: number, make: (random: Random) => T): readonly T[] =>
    Array.from({ length }, () => make(random));
  return {
    concerns: several(concerns, aConcern),
    cases: Array.from({ length: 60 }, (_, i) => {
      const openedAt = anInstant(random);
      return { caseId: `case-${i + 1}`, openedAt, closedAt: random.chance(0.5) ? later(openedAt, 3_000) : null };
    }),
    offers: several(offers, anOffer),
    courses: several(courses, aCourse),
    activities: several(30, () => ({
      kind: random.one(['school-workshop', 'parent-workshop', 'professional-talk', 'other']),
      heldOn: localDateOf(anInstant(random)),
      participants: random.whole(0, 80),
      // Never none: that is what the frozen facts were drawn with.
      schoolType: random.one(['folkeskole', 'friskole', 'folkeskole']),
    })),
    agreements: several(6, () => ({ signedOn: localDateOf(anInstant(random)) })),
    figures: Array.from({ length: 20 }, (_, i) => ({
      indicator: random.one(['citizenship', 'unsafe-evening', 'beside-the-plan']),
      ...{ year: random.whole(2015, 2018), value: random.whole(1, 99) / 100, source: 'opdigtet' },
      ...{ historical: random.chance(0.3), occurredAt: anInstant(random), position: i + 1 },
    })),
  };
}
