import { describe, expect, it } from '@jest/globals';
import { deadlines } from '../../src/application/obligations/deadlines.js';
import { indicators } from '../../src/domain/indicators/report.js';
import { correctableFields } from '../../src/domain/kernel/correctable.js';
import type { AnyDecider } from '../../src/domain/kernel/decider.js';
import { aggregateOf, idOf, type Recorded, streamOf } from '../../src/domain/kernel/event.js';
import { history } from '../../src/domain/kernel/history.js';
import { pastOf } from '../../src/domain/kernel/past.js';
import { findPlan } from '../../src/domain/plan/in-force.js';
import { aggregateNamed } from '../../src/domain/registry.js';
import { FoldedModels } from '../../src/projections/folded-models.js';
import { generate, IMPORTED_AT } from '../support/generator/index.js';
import { memoryInstallation } from '../support/installation.js';
import { WHOLE } from '../support/sample.js';

const NOW = new Date(IMPORTED_AT).toISOString();
const INSTANT = '2015-06-30T10:00:00.000Z';

/** A value to correct each open field to. A field that is declared and does not stand here makes the test fail. */
const VALUES: Readonly<Record<string, unknown>> = {
  receivedAt: '2015-06-29T10:00:00.000Z',
  notifiedAt: INSTANT,
  channel: 'another',
  anonymous: true,
  reportedByAgency: 'SUF',
  role: 'relative',
  ageGroup: 'adult',
  severity: 'low',
  finality: 'final',
  readyToAct: true,
  outcome: 'unsubstantiated',
  method: 'urgent-meeting',
  participants: ['SUF'],
  forms: ['other'],
  reason: 'other',
  to: 'police',
  duplicateOf: 'aaaaaaaa-0000-4000-8000-000000000000',
  caseType: 'crime-crossover',
  level: 'general',
  unit: 'EKI',
  keepObligations: true,
  kind: 'parent-coach',
  met: [],
  dimensions: [{ dimension: 'family' }],
  statements: [],
  recommendedEfforts: ['mentor'],
  followUpAgency: 'SUF',
  startsBy: '2015-07-01',
  releaseDate: '2015-12-24',
  userId: 'another',
  legalBasis: 'LAB',
  doNotContact: true,
  tool: 'another',
  factors: [{ factor: 'network', kind: 'risk', level: 1 }],
  status: 'neither',
  result: 'at-risk',
  lapse: 'moved',
  indicator: 'another',
  year: 2015,
  value: 12.5,
  source: 'corrected',
};
/** Where the field's own type is another than the one above. */
const OF_TYPE: Readonly<Record<string, unknown>> = {
  'ConcernDismissed.reason': 'irrelevant',
  'ReofferLapsed.reason': 'moved',
  'CaseClosed.reason': 'moved',
  'AdviceGiven.to': 'relative',
  'ContactRecorded.kind': 'other',
  'CourseStarted.kind': 'mentor',
};
/** Sealed texts: what is said changes, no list, deadline or figure does. */
function isText(schema: unknown): boolean {
  const { meta, unwrap } = schema as { meta?: () => object | undefined; unwrap?: () => unknown };
  const sealed = (meta?.call(schema) as { sealed?: boolean } | undefined)?.sealed ?? false;
  return sealed || (unwrap !== undefined && isText(unwrap.call(schema)));
}

/** These change what people see: a list, a deadline or a figure. */
const MOVES = [
  'ConcernRegistered.receivedAt',
  'SeverityAssessed.severity',
  'ConcernQualified.outcome',
  'CaseOpened.caseType',
  'CaseTriaged.occurredAt',
  'SupportOffered.kind',
  'SupportOffered.occurredAt',
  'OfferDeclined.doNotContact',
  'OfferDeclined.occurredAt',
  'OfferRepeated.occurredAt',
  'CourseStarted.occurredAt',
  'ProgressMeasured.factors',
  'CourseCompleted.occurredAt',
  'StatusFollowUpRecorded.status',
  'RiskFollowUpRecorded.result',
  'HandoverOffered.occurredAt',
  'HandoverAccepted.occurredAt',
  'ReleaseExpected.releaseDate',
  'MeasurementRecorded.value',
];

const PLANS = ['koebenhavn-2016', 'koebenhavn-2020'];
const YEARS = [2015, 2016, 2017];

async function world() {
  const product = memoryInstallation(() => NOW);
  await product.import(WHOLE ? generate(3, 150) : generate(2, 60));
  await product.book.refresh();
  const answers = async (log: readonly Recorded[]) => {
    const models = FoldedModels.of(log);
    const infohus = 'koebenhavn';
    const facts = await models.facts(infohus);
    const { plans } = product.book;
    const figures = PLANS.flatMap((id) => {
      const plan = findPlan(plans, id);
      return plan ? YEARS.map((year) => indicators(facts, { plan, plans, year, clock: NOW })) : [];
    });
    return {
      cases: (await models.cases({ infohus })).map(({ lastAt: _, ...row }) => row),
      due: await deadlines(models, product.book.plans, { infohus }, '2016-02-29T22:59:59.999Z'),
      figures,
    };
  };
  return { product, answers };
}

const textOf = (value: unknown) => JSON.stringify(value);

describe('A correction', () => {
  it('of any correctable field gives what would stand if it had been recorded so, in lists, deadlines and reports', async () => {
    const { product, answers } = await world();
    const log = await product.log();
    const before = textOf(await answers(log));
    const moved = new Set<string>();
    for (const { event, nth } of someOfEach(log)) {
      const decider = aggregateNamed(aggregateOf(event.stream));
      const declared = decider?.events[event.type];
      if (!decider || !declared) throw new Error(`${event.type} is not declared`);
      for (const field of correctableFields(declared)) {
        const name = `${event.type}.${field}`;
        if (nth > 0 && (moved.has(name) || !MOVES.includes(name))) continue;
        if (field !== 'occurredAt' && isText(declared.schema.shape[field])) continue;
        const [value, corrected] = correctedTo(log, event, decider, field);
        if (!corrected) continue;
        const withCorrection = textOf(await answers([...log, corrected]));
        expect({ name, answers: withCorrection }).toEqual({
          name,
          answers: textOf(await answers(replaced(log, event, field, value))),
        });
        if (withCorrection !== before) moved.add(name);
      }
    }
    expect(MOVES.filter((name) => !moved.has(name))).toEqual([]);
  });
});

/** Some events of each type, of those that a list, deadline or figure is made of: all fields of the first, and what moves of the others. */
function someOfEach(log: readonly Recorded[]): readonly { readonly event: Recorded; readonly nth: number }[] {
  const counted = log.filter((e) => /^(concern|case|measurement)-/.test(e.stream));
  const types = [...new Set(counted.map((e) => e.type))].filter((type) => !/^(Event|ConcernLinkedToCase)/.test(type));
  return types.flatMap((type) =>
    counted
      .filter((e) => e.type === type)
      .slice(0, 12)
      .map((event, nth) => ({ event, nth })),
  );
}

const DAY = 86_400_000;
/** The first of these values that its giver could have given. */
function correctedTo(log: readonly Recorded[], event: Recorded, decider: AnyDecider, field: string) {
  const name = `${event.type}.${field}`;
  const then = (days: number) => new Date(Date.parse(event.occurredAt) + days * DAY).toISOString();
  const values =
    field === 'occurredAt' ? [40, -40, 400, 3].map(then) : [name in OF_TYPE ? OF_TYPE[name] : VALUES[field]];
  expect({ name, known: values[0] !== undefined }).toEqual({ name, known: true });
  for (const value of values) {
    const corrected = correct(log, event, decider, { [field]: value });
    if (corrected) return [value, corrected] as const;
  }
  return [];
}

/** As the aggregate decides it, at the end of the log; nothing where its giver could not have given the value then. */
function correct(log: readonly Recorded[], about: Recorded, decider: AnyDecider, changes: object) {
  const own = log.filter((e) => e.stream === about.stream);
  const stateOf = ({ aggregate, evolve, initial }: AnyDecider, id: string) =>
    history(log.filter((e) => e.stream === streamOf(aggregate, id))).reduce((s, e) => evolve(s, e), initial);
  const state = stateOf(decider, idOf(about.stream));
  const read = ({ aggregate }: { readonly aggregate: string }, id: string) => {
    const other = aggregateNamed(aggregate);
    return other && stateOf(other, id);
  };
  const context = { id: idOf(about.stream), at: NOW, now: NOW, actor: about.actor, past: pastOf(own), read };
  const data = { eventId: about.eventId, changes, reason: 'skrevet forkert' };
  const verdict = decider.decide(state, 'CorrectEvent', data, context as never);
  if ('refused' in verdict && ['occurred-in-future', 'out-of-order'].includes(verdict.refused)) return undefined;
  const [draft] = 'events' in verdict ? verdict.events : [];
  expect({ about: about.type, changes, verdict: draft?.type ?? verdict }).toMatchObject({ verdict: 'EventCorrected' });
  const position = log.length + 1;
  return { ...about, ...draft, eventId: 'the correction', version: own.length + 1, position, data: draft?.data ?? {} };
}

function replaced(log: readonly Recorded[], about: Recorded, field: string, value: unknown): readonly Recorded[] {
  return log.map((e) => {
    if (e.eventId !== about.eventId) return e;
    return field === 'occurredAt' ? { ...e, occurredAt: String(value) } : { ...e, data: { ...e.data, [field]: value } };
  });
}
