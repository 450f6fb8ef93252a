import fc from 'fast-check';
import { decode } from '../../src/application/codec.js';
import type { EventStore } from '../../src/application/ports/event-store.js';
import { described } from '../../src/domain/kernel/amending.js';
import { aggregateOf, type Recorded } from '../../src/domain/kernel/event.js';
import { aggregateNamed, eventNamed } from '../../src/domain/registry.js';

/** Ids are told apart by their last digits; their order in the table differs from the order in which they come. */
export const uuid = (kind: number, n: number): string =>
  `${((n * 7919 + kind * 104_729) % 0xffffff).toString(16).padStart(8, '0')}-0000-4000-8000-${String(kind).padStart(4, '0')}${String(n).padStart(8, '0')}`;
export const CASE = uuid(1, 1);
export const CONCERNS = [uuid(2, 1), uuid(2, 2)] as const;
const PERSON = uuid(3, 1);
const AGENCIES = ['SOF', 'BUF', 'POL', 'REG'] as const;
/** As codec.ts leaves a sealed value in the bytes. */
const SEALED = { $sealed: 'commitment', segment: 0 };

export interface Happening {
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Minutes after the beginning of 2025. */
  readonly minute: number;
}
export const at = (minute: number): string => new Date(Date.UTC(2025, 0, 1) + minute * 60_000).toISOString();
/** Around a midnight a week later: what stands first in a log was recorded in time, the rest of it a day too late. */
const recordedAt = (position: number): string => at(8 * 24 * 60 - 60 - 20 + position);

type Made = Omit<Happening, 'minute'>;
const onCase = (type: string, data: object): Made => ({ stream: `case-${CASE}`, type, data: { ...data } });
const agency = fc.constantFrom(...AGENCIES);
const nth = fc.integer({ min: 1, max: 4 });
const concern = fc.constantFrom(...CONCERNS);

const opened = agency.map((responsibleAgency) =>
  onCase('CaseOpened', {
    infohus: 'KBH',
    concernIds: [CONCERNS[0]],
    caseType: 'child',
    level: 'general',
    responsibleAgency,
    subjects: [{ personId: PERSON, role: 'subject', ageGroup: 'minor' }],
  }),
);
const passing = fc
  .tuple(
    fc.constantFrom('HandoverOffered', 'HandoverAccepted', 'HandoverDeclined', 'CaseReferred', 'ReferralAccepted'),
    nth,
    agency,
    agency,
  )
  .map(([type, n, fromAgency, toAgency]) =>
    onCase(type, {
      [type.startsWith('H') ? 'handoverId' : 'referralId']: uuid(type.startsWith('H') ? 4 : 5, n),
      fromAgency,
      toAgency,
      legalBasis: 'SEL115',
      reason: SEALED,
    }),
  );
const offering = fc
  .tuple(
    fc.constantFrom('SupportOffered', 'OfferDeclined', 'OfferRepeated', 'OfferAccepted', 'CourseStarted'),
    nth,
    fc.boolean(),
  )
  .map(([type, n, doNotContact]) =>
    onCase(type, {
      offerId: uuid(6, n),
      personId: PERSON,
      kind: 'mentor',
      ...(type === 'OfferDeclined' ? { doNotContact, reason: SEALED } : {}),
      ...(type === 'OfferAccepted' ? { consent: { by: [PERSON], scope: SEALED }, guardianConsent: false } : {}),
      ...(type === 'CourseStarted' ? { courseId: uuid(7, n), mentor: SEALED } : {}),
    }),
  );
const turning = fc.oneof(
  concern.map((id) => onCase('CaseTriaged', { toAgency: 'SOF', decision: SEALED, concernIds: [id] })),
  fc.constantFrom('moved', 'risk-over').map((reason) => onCase('CaseClosed', { reason })),
  agency.map((responsibleAgency) => onCase('CaseReopened', { concernId: CONCERNS[1], responsibleAgency })),
  fc.constant(onCase('CaseHandedToSecurity', { to: 'pet', byAgency: 'POL', reason: SEALED })),
  fc.constant(onCase('DoNotContactLifted', { personId: PERSON, reason: SEALED })),
  nth.map((n): Made => ({ stream: `person-${PERSON}`, type: 'PersonsMerged', data: { into: uuid(3, n) } })),
  fc.constant(onCase('InformationDisclosed', { toAgency: 'BUF', disclosure: { information: SEALED } })),
);
const telling = fc
  .tuple(
    concern,
    fc.constantFrom<readonly [string, object]>(
      ['ConcernRegistered', { infohus: 'KBH', channel: 'phone', receivedAt: at(5), subjects: [], description: SEALED }],
      ['SeverityAssessed', { severity: 'high', finality: 'preliminary' }],
      ['ConcernQualified', { outcome: 'substantiated', grounds: SEALED }],
      ['ConcernLinkedToCase', { caseId: CASE }],
      ['ConcernUnlinkedFromCase', { caseId: CASE }],
      ['InformationDisclosed', { toAgency: 'SOF', disclosure: { information: SEALED } }],
    ),
  )
  .map(([id, [type, data]]): Made => ({ stream: `concern-${id}`, type, data: { ...data } }));
const counting = fc
  .tuple(fc.constantFrom('MeasurementRecorded', 'HistoricalFigureRecorded'), fc.integer({ min: 2015, max: 2025 }))
  .map(
    ([type, year]): Made => ({
      stream: 'measurement-trust-KBH',
      type,
      data: { infohus: 'KBH', indicator: 'trust', year, value: year / 3, source: 'survey' },
    }),
  );

const happening = (made: fc.Arbitrary<Made>): fc.Arbitrary<Happening> =>
  fc.tuple(made, fc.integer({ min: 0, max: 400 })).map(([what, minute]) => ({ ...what, minute }));

/** What is put right afterwards: which event (by its place), and whether it is moved in time or never happened. */
const amendment = fc.record({
  of: fc.nat({ max: 60 }),
  to: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
});
export type Entry = Happening | { readonly of: number; readonly to: number | undefined };

/** Any order at all, also one that no decider would give: the law holds for every history. */
export const histories: fc.Arbitrary<readonly Entry[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: happening(opened) },
    { weight: 4, arbitrary: happening(passing) },
    { weight: 4, arbitrary: happening(offering) },
    { weight: 4, arbitrary: happening(turning) },
    { weight: 4, arbitrary: happening(telling) },
    { weight: 1, arbitrary: happening(counting) },
    { weight: 3, arbitrary: amendment },
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);

/** Positions and versions given, amendments addressed; an amendment that finds nothing to amend is left out. */
export function record(entries: readonly Entry[]): readonly Recorded[] {
  const log: Recorded[] = [];
  for (const entry of entries) {
    const happened = 'of' in entry ? amending(log, entry.of, entry.to) : entry;
    if (happened) log.push(envelope(log, happened));
  }
  return log;
}

function amending(log: readonly Recorded[], of: number, to: number | undefined): Happening | undefined {
  const targets = log.filter((e) => !e.type.startsWith('Event'));
  const target = targets[of % Math.max(1, targets.length)];
  if (!target) return undefined;
  const data = { ...described(aggregateNamed(aggregateOf(target.stream))?.events ?? {}, target), reason: SEALED };
  return to === undefined
    ? { stream: target.stream, type: 'EventAnnulled', data, minute: 401 }
    : {
        stream: target.stream,
        type: 'EventCorrected',
        data: { ...data, changes: { occurredAt: at(to) } },
        minute: 401,
      };
}

function envelope(log: readonly Recorded[], { stream, type, data, minute }: Happening): Recorded {
  const position = log.length + 1;
  const commandId = uuid(9, position);
  return {
    eventId: uuid(8, position),
    type,
    schemaVersion: eventNamed(stream, type)?.schemaVersion ?? 1,
    stream,
    version: log.filter((e) => e.stream === stream).length + 1,
    occurredAt: at(minute),
    actor: { userId: 'u1', agency: 'SOF', role: 'coordinator', kind: 'person' },
    controller: 'SOF',
    regime: 'GDPR',
    commandId,
    correlationId: commandId,
    causationId: commandId,
    data,
    position,
    recordedAt: recordedAt(position),
  };
}

const bytesOf = ({ position: _, recordedAt: __, ...rest }: Recorded) => new TextEncoder().encode(JSON.stringify(rest));

/** As the application reads them: sealed values are `Sealed`, not marks. */
export const asRead = (log: readonly Recorded[]): readonly Recorded[] =>
  log.map((e) => decode({ position: e.position, recordedAt: e.recordedAt, bytes: bytesOf(e) }));

export async function appendTo(store: EventStore, events: readonly Recorded[]): Promise<void> {
  for (const event of events) {
    await store.append({
      commandId: event.commandId,
      fingerprint: new Uint8Array(32),
      clock: event.recordedAt,
      writes: [
        {
          stream: event.stream,
          expectedVersion: event.version - 1,
          events: [{ eventId: event.eventId, type: event.type, bytes: bytesOf(event), segments: [] }],
        },
      ],
    });
  }
}
