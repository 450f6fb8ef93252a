import type { CourseStep, Factor, OfferStep } from '../../../src/domain/case/state.js';
import type { ConcernStep, Severity } from '../../../src/domain/concern/state.js';
import { concernFact, type Facts } from '../../../src/domain/indicators/facts.js';
import { addDays, addMonths, endOfDay, localDateOf, startOfDay } from '../../../src/domain/kernel/calendar.js';
import { Prng } from '../../support/generator/prng.js';

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
const anInstant = (random: Prng) =>
  random.chance(0.25) ? random.pick(EDGES) : written(FIRST + random.int(0, DAYS * 24 * 60) * 60_000);
/** An instant at or beside the edge of a window: so many months after a day, a day before, on it, or a day after, at either end of the day. */
function beside(random: Prng, from: string, months: readonly [number, ...number[]]) {
  const day = addDays(addMonths(localDateOf(from), random.pick(months)), random.int(-1, 1));
  return random.chance(0.5) ? startOfDay(day) : endOfDay(day);
}
const inOrder = <S extends { readonly at: string }>(steps: readonly S[]): readonly S[] =>
  steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
/** Each with its chance. */
const some = <S>(random: Prng, ...all: readonly (readonly [number, () => S])[]): readonly S[] =>
  all.flatMap(([chance, step]) => (random.chance(chance) ? [step()] : []));

export function aConcern(random: Prng): Facts['concerns'][number] {
  const receivedAt = anInstant(random);
  const soon = () => later(receivedAt, random.pick([1, 23.9, 24, 24.1, 47, 48, 49, 71, 72, 73, 500]));
  const caseId = `case-${random.int(1, 60)}`;
  const steps = some<ConcernStep>(
    random,
    [0.5, () => ({ at: soon(), what: 'assessed', severity: severity(), final: false, readyToAct: null })],
    [0.2, () => ({ at: soon(), what: 'assessed', severity: severity(), final: true, readyToAct: null })],
    [0.6, () => ({ at: soon(), what: 'qualified', outcome: 'substantiated', forms: [] })],
    [0.2, () => ({ at: soon(), what: 'qualified', outcome: 'unsubstantiated', forms: [] })],
    [0.1, () => ({ at: soon(), what: 'ended', how: random.pick(['irrelevant', 'unsubstantiated', 'forwarded']) })],
    [0.1, () => ({ at: soon(), what: 'ended', how: random.pick(['duplicate', 'handed-to-police']) })],
    [0.4, () => ({ at: soon(), what: 'linked', caseId, ...(random.chance(0.2) ? { caseTriagedAt: soon() } : {}) })],
    [0.3, () => ({ at: soon(), what: 'triaged' })],
    [0.05, () => ({ at: soon(), what: 'unlinked' })],
    [0.3, () => ({ at: random.chance(0.5) ? soon() : anInstant(random), what: 'advised' })],
    [0.1, () => ({ at: soon(), what: 'advised' })],
  );
  const registeredAt = later(receivedAt, random.pick([0, 0, 0, 5]));
  return concernFact(random.uuid(), { infohus: 'koebenhavn', registeredAt, receivedAt, steps: inOrder(steps) });

  function severity(): Severity {
    return random.pick(['acute', 'high', 'medium', 'low']);
  }
}

export function anOffer(random: Prng): Facts['offers'][number] {
  const offeredAt = anInstant(random);
  const first = later(offeredAt, random.int(1, 400));
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
        () => ({ at: after(), what: random.pick(['withdrawn', 'consent-withdrawn', 'lapsed', 'security', 'left']) }),
      ],
    ),
  );
  const kind = random.pick(['mentor', 'mentor', 'parent-coach', 'counselling']);
  const ids = { offerId: random.uuid(), caseId: `case-${random.int(1, 60)}`, personId: random.uuid() };
  return { ...ids, infohus: 'koebenhavn', kind, offeredAt, steps: inOrder(steps) };
}

export function aCourse(random: Prng): Facts['courses'][number] {
  const startedAt = anInstant(random);
  const end = random.chance(0.5) ? beside(random, startedAt, [6]) : beside(random, startedAt, [2, 4, 7, 9]);
  const pause = beside(random, startedAt, [1, 2, 5, 6]);
  const factors = (): readonly Factor[] => [
    { factor: 'network', kind: random.pick(['risk', 'protective']), level: random.int(1, 4) },
    { factor: 'school', kind: 'protective', level: random.int(1, 5) },
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
    [0.6, () => ({ at: end, what: random.pick(['completed', 'completed', 'completed', 'aborted']) })],
    [0.2, () => ({ at: pause, what: 'paused' })],
    [0.15, () => ({ at: later(pause, random.int(1, 60) * 24), what: 'resumed' })],
    [0.6, () => ({ at: beside(random, end, [0, 6, 12]), what: 'status', status: working() })],
    [0.2, () => ({ at: beside(random, end, [12]), what: 'status', status: working() })],
    [
      0.6,
      () => ({ at: beside(random, end, [5, 6, 7]), what: 'risk', result: random.pick(['not-at-risk', 'at-risk']) }),
    ],
    [0.3, () => ({ at: beside(random, end, [5, 7]), what: 'risk', result: random.pick(['not-at-risk', 'at-risk']) })],
  );
  const kind = random.pick(['mentor', 'mentor', 'parent-coach', 'relatives-coach']);
  const ids = { courseId: random.uuid(), offerId: random.uuid(), personId: random.uuid() };
  return { ...ids, caseId: `case-${random.int(1, 60)}`, infohus: 'koebenhavn', kind, startedAt, steps: inOrder(steps) };

  function working(): Extract<CourseStep, { what: 'status' }>['status'] {
    return random.pick(['education', 'employment', 'both', 'neither']);
  }
}

export interface Size {
  readonly concerns: number;
  readonly offers: number;
  readonly courses: number;
}
/** The same facts for the same seed on every machine. */
export function generatedFacts(seed: number, { concerns, offers, courses }: Size): Facts {
  const random = new Prng(seed);
  const several = <T>(length: number, make: (random: Prng) => T): readonly T[] =>
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
      kind: random.pick(['school-workshop', 'parent-workshop', 'professional-talk', 'other']),
      heldOn: localDateOf(anInstant(random)),
      participants: random.int(0, 80),
      schoolType: random.pick(['folkeskole', 'friskole', null]),
    })),
    agreements: several(6, () => ({ signedOn: localDateOf(anInstant(random)) })),
    figures: Array.from({ length: 20 }, (_, i) => ({
      indicator: random.pick(['citizenship', 'unsafe-evening', 'beside-the-plan']),
      ...{ year: random.int(2015, 2018), value: random.int(1, 99) / 100, source: 'opdigtet' },
      ...{ historical: random.chance(0.3), occurredAt: anInstant(random), position: i + 1 },
    })),
  };
}
