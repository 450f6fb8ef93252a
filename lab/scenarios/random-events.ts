import { createHash } from 'node:crypto';
import { aggregateOf, type Envelope, streamOf } from '../../src/domain/kernel/event.js';
import type { Random } from '../../src/interface/cli/demo-data/random.js';
import type { Data } from './histories/builder.js';

/** An event that is to be written, or that was. */
export interface Entry
  extends Pick<Envelope<string, Data>, 'stream' | 'type' | 'data' | 'actor' | 'controller' | 'regime'> {
  occurredAt: string;
  /** Of one that a scenario told of. */
  readonly recordedAt?: string;
  /** One of those below. */
  readonly isRandom?: boolean;
  /** What it corrects or annuls. */
  readonly amends?: Entry;
  /** Given when it is written. */
  eventId?: string;
}

/** An id that is always the same, so that events by chance meet in few histories. */
const id = (name: string) => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const HOT = 3;
const ids = (what: string, count = HOT) => Array.from({ length: count }, (_, n) => id(`${what} ${n}`));
const CASES = ids('case', 2);
const CONCERNS = ids('concern', 4);

/** Fields that name something: they name what others by chance are about. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  caseId: CASES,
  concernId: CONCERNS,
  personId: ids('person', 2),
  offerId: ids('offer'),
  courseId: ids('course'),
  handoverId: ids('handover'),
  referralId: ids('referral'),
};

const SEALED = { $sealed: 'x'.repeat(43), segment: 0 };
const PASSING = { fromAgency: 'SOF', toAgency: 'BUF' };
const OFFER = { offerId: '', personId: '', kind: 'mentor' };
const SPAN = { from: '2025-01-02', to: '2025-01-09' };
/** What the scenarios never tell. */
const RARE: readonly (readonly [aggregate: string, type: string, data: Data])[] = [
  ['concern', 'ConcernUnlinkedFromCase', { caseId: '' }],
  ['case', 'ConcernLinked', { concernId: '' }],
  ['case', 'ConcernLinkRefused', { concernId: '', rule: 'case-closed' }],
  ['case', 'SubjectChanged', { ageGroup: 'adult', personId: '', role: 'sibling' }],
  ['case', 'SubjectRemoved', { personId: '', reason: SEALED }],
  ['case', 'ProfessionalsSupported', { agencies: ['SSP'], topic: SEALED }],
  ['case', 'ReferralWithdrawn', { ...PASSING, referralId: '' }],
  ['case', 'HandoverWithdrawn', { ...PASSING, handoverId: '' }],
  ['case', 'OfferWithdrawn', { ...OFFER, reason: SEALED }],
  ['case', 'ConsentWithdrawn', OFFER],
  ['case', 'CaseHandedToSecurity', { byAgency: 'KP', reason: SEALED, to: 'pet' }],
  ['case', 'ClearedForSupport', {}],
  ['meeting', 'AgendaItemAdded', { invited: ['SSP'], subject: { concernId: '' } }],
  ['activity', 'ActivityCorrected', { changes: { participants: 3 }, reason: SEALED }],
  ['incident', 'IncidentRaised', { infohus: 'koege', place: SEALED, summary: { ...SEALED, segment: 1 } }],
  ['incident', 'PreventionPlanActivated', { actors: ['SSP', 'KP'] }],
  ['incident', 'MediationRecorded', { actors: ['SSP'], method: SEALED }],
  ['incident', 'IncidentClosed', { outcome: SEALED }],
  ['absence', 'AbsenceRecorded', { ...SPAN, agency: 'SOF', substitute: 'b', userId: 'a' }],
  ['absence', 'AbsenceEnded', {}],
  [
    'access',
    'BreakGlassUsed',
    { caseId: '', infohus: 'koege', justification: SEALED, until: '2025-01-02T03:04:05.678Z' },
  ],
  ['access', 'BreakGlassReviewed', { caseId: '', finding: SEALED, justified: true }],
  [
    'measurement',
    'HistoricalFigureRecorded',
    { indicator: 'trust', infohus: 'koege', source: 'report', value: 7 / 3, year: 2016 },
  ],
];

const FROM = Date.UTC(2024, 4, 1);
/** Few enough minutes that several things happen at the same one. */
const MINUTES = 400;
const MANY = ['CaseTriaged', 'MeetingCalled'];

/**
 * Events in an order that no decider would give, on few streams, about few ids: the law holds for every history. Their data is that of
 * the scenarios, so that every type comes as it does.
 */
export class RandomEvents {
  readonly #byType = new Map<string, Entry[]>();
  readonly #types: readonly string[];

  /** @param told what the scenarios told, in which every type they know comes */
  constructor(
    private readonly random: Random,
    told: readonly Entry[],
  ) {
    const like = told[0];
    if (like === undefined) throw new RangeError('nothing was told');
    const rare = RARE.map(([aggregate, type, data]): Entry => ({ ...like, stream: `${aggregate}-`, type, data }));
    for (const entry of [...rare, ...told]) {
      const known = this.#byType.get(entry.type);
      if (known) known.push(entry);
      else this.#byType.set(entry.type, [entry]);
    }
    this.#types = [...this.#byType.keys()];
  }

  instant(): string {
    return new Date(FROM + this.random.whole(0, MINUTES) * 60_000).toISOString();
  }

  /** A known event of that type: what its fields may hold. */
  like(type: string): Entry {
    return this.random.one(this.#byType.get(type) ?? []);
  }

  next(): Entry {
    const { random } = this;
    // Those that speak of keys in other streams come more often than their share.
    const type = random.one(random.chance(0.15) ? MANY : this.#types);
    const { stream, data, actor, controller, regime } = this.like(type);
    const aggregate = aggregateOf(stream);
    return {
      ...{ actor, controller, regime, type, isRandom: true, occurredAt: this.instant() },
      stream: streamOf(aggregate, this.#subject(aggregate)),
      data: this.#renamed(data, type) as Data,
    };
  }

  #subject(aggregate: string): string {
    if (aggregate === 'case') return this.random.one(CASES);
    if (aggregate === 'concern') return this.random.one(CONCERNS);
    return aggregate === 'measurement' ? 'trust-koege' : id(`${aggregate} ${this.random.whole(1, 2)}`);
  }

  #renamed(value: unknown, type: string): unknown {
    const { random } = this;
    if (Array.isArray(value)) return value.map((one) => this.#renamed(one, type));
    if (value === null || typeof value !== 'object') return value;
    const pairs = Object.entries(value).map(([name, inner]): [string, unknown] => {
      const known = NAMES[name];
      if (known && typeof inner === 'string') return [name, random.one(known)];
      if (name === 'concernIds') return [name, random.shuffled(CONCERNS).slice(0, random.whole(1, 3))];
      if (name === 'kind' && type === 'MeetingCalled') return [name, random.one(['ordinary', 'urgent'])];
      return [name, this.#renamed(inner, type)];
    });
    return Object.fromEntries(pairs);
  }
}
