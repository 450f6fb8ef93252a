import { createHash } from 'node:crypto';

/** An id that is always the same, so that wild events meet in few histories. */
const id = (name) => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const HOT = 3;
const ids = (what, count = HOT) => Array.from({ length: count }, (_, n) => id(`${what} ${n}`));
const CASES = ids('case', 2);
const CONCERNS = ids('concern', 4);

/** Fields that name something: wild events name what other wild events are about. */
const NAMES = {
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
/** What the realistic histories never tell. */
const RARE = [
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
const MANY = new Set(['CaseTriaged', 'MeetingCalled']);

/**
 * Events in an order that no decider would give, on few streams, about few ids: the law holds for every history. Their data is that of
 * realistic ones, so that every type comes as it does.
 */
export class Wild {
  #byType = new Map();

  constructor(chance, told) {
    this.chance = chance;
    const { actor, controller, regime } = told[0];
    const rare = RARE.map(([aggregate, type, data]) => ({ aggregate, type, data, actor, controller, regime }));
    for (const entry of [...rare, ...told]) {
      if (!this.#byType.has(entry.type)) this.#byType.set(entry.type, []);
      this.#byType.get(entry.type).push(entry);
    }
    this.types = [...this.#byType.keys()];
  }

  instant() {
    return new Date(FROM + this.chance.whole(0, MINUTES) * 60_000).toISOString();
  }

  /** A known event of that type: what its fields may hold. */
  like(type) {
    return this.chance.one(this.#byType.get(type));
  }

  entry() {
    const { chance } = this;
    // Those that speak of keys in other streams come more often than their share.
    const type = chance.chance(0.15) ? chance.one([...MANY]) : chance.one(this.types);
    const { aggregate, data, actor, controller, regime } = this.like(type);
    return {
      ...{ actor, controller, regime, type, wild: true, occurredAt: this.instant() },
      stream: `${aggregate}-${this.#subject(aggregate)}`,
      data: this.#renamed(data, type),
    };
  }

  #subject(aggregate) {
    if (aggregate === 'case') return this.chance.one(CASES);
    if (aggregate === 'concern') return this.chance.one(CONCERNS);
    return aggregate === 'measurement' ? 'trust-koege' : id(`${aggregate} ${this.chance.whole(1, 2)}`);
  }

  #renamed(value, type) {
    if (Array.isArray(value)) return value.map((one) => this.#renamed(one, type));
    if (value === null || typeof value !== 'object') return value;
    const pairs = Object.entries(value).map(([name, inner]) => {
      if (NAMES[name] && typeof inner === 'string') return [name, this.chance.one(NAMES[name])];
      if (name === 'concernIds') return [name, this.chance.shuffled(CONCERNS).slice(0, this.chance.whole(1, 3))];
      if (name === 'kind' && type === 'MeetingCalled') return [name, this.chance.one(['ordinary', 'urgent'])];
      return [name, this.#renamed(inner, type)];
    });
    return Object.fromEntries(pairs);
  }
}
