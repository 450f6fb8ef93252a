import { createHash } from 'node:crypto';
import { caseDecider } from '../../../domain/case/case.js';
import { courseStatus } from '../../../domain/case/course-status.js';
import { offerStatus } from '../../../domain/case/offer-status.js';
import { under } from '../../../domain/case/persons.js';
import { type CaseState, caseAggregate } from '../../../domain/case/state.js';
import { concern } from '../../../domain/concern/concern.js';
import { type ConcernState, concernAggregate } from '../../../domain/concern/state.js';
import { hangsOn } from '../../../domain/document/state.js';
import { type Actor, type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { type AmendmentTarget, history, isAmendment } from '../../../domain/kernel/history.js';
import { Acquaintance } from '../../authorization/acquaintance.js';
import { canonical } from '../../canonical.js';
import { decode, hashOf } from '../../codec.js';
import type { Attached } from '../../documents/attached.js';
import { logBefore } from '../../load.js';
import type { PlanBook } from '../../plan-book.js';
import type { EventStore } from '../../ports/event-store.js';
import type { References } from '../../references.js';
import type { Sealing } from '../../sealing.js';
import type { Show } from '../case/case-view.js';
import { idsIn, protectedAmong } from '../names.js';
import { opened } from '../records.js';
import { type HashedEvent, peopleOf } from './package-people.js';

/** A concern, or a case. */
export interface Passed {
  readonly aggregate: 'concern' | 'case';
  readonly id: string;
}
/** What of it goes from one agency to another: its categories, and the statements that are named. What is not named does not go. */
export interface PackageSelection {
  readonly from: Actor;
  readonly toAgency: string;
  readonly categories: readonly string[];
  readonly statements: readonly string[];
  readonly documents: readonly string[];
  /** To another installation, which cannot ask (B-7): dissent goes with the statement that it is about. */
  readonly dissent?: true;
}

/**
 * What the receiver of a disclosure is shown, and the list of the events that it was taken from, with a hash (K16-13). The sender's preview,
 * the receipt and the receiver's answer are this one function: of the log as it stood before the disclosure was recorded, so that nothing
 * recorded afterwards adds to what was sent. Two things take from it: what was erased since is gone here too, and an address that was protected
 * since is not shown again.
 * @param sent the disclosure; undefined: it has not been made yet
 */
export async function packageOf(
  { store, sealing, references, book, now }: Packing,
  of: Passed,
  sent: Pick<Recorded, 'position' | 'recordedAt'> | undefined,
  asked: PackageSelection,
) {
  const before = sent?.position;
  const stream = streamOf(of.aggregate, of.id);
  const own = await knownOf(store, [stream], before);
  const folded = FOLDS[of.aggregate](history(own));
  const people = await peopleOf(folded, sealing, (streams) => knownOf(store, streams, before));
  const state = under(folded, people.survivor);
  const ids = Object.keys(state.subjects);
  const show = await opened(sealing, [...own, ...people.events]);
  const number = (personId: string) => ids.indexOf(people.survivor(personId)) + 1;
  const hidden = asked.categories.includes('contact')
    ? // What was sent before it was protected is not shown again either.
      await protectedAmong(ids, { store, references })
    : new Set<string>();
  // Whom the sender knew is a matter of the moment of sending: what another case or the plan says since takes nothing back and adds nothing.
  const sender = sent
    ? new Acquaintance(asked.from, logBefore(store, sent.position), book, references, sent.recordedAt)
    : new Acquaintance(asked.from, store, book, references, now);
  const untold = new Set<string>();
  for (const id of ids) if (!(await sender.mayTellOf(id, stream))) untold.add(id);
  const from = (all: readonly HashedEvent[], is: (event: Recorded) => boolean) => taken(all, history(all).filter(is));
  const ofPersons = people.subjects.flatMap((id) => (untold.has(people.survivor(id)) ? [] : people.of(id)));
  const events = [...from(own, (e) => isOfRecord(e, asked)), ...from(ofPersons, (e) => isOfPerson(e, asked))];
  // Of who has custody the name was sent, of those whom the sender knows, and only where that was chosen.
  const custody = asked.categories.includes('family') ? ids.filter((id) => !untold.has(id)) : [];
  const guardians = new Set(custody.flatMap((id) => guardiansOf(detailsOf(id, people, show), people)));
  const named = from([...guardians].flatMap(people.of), ({ data }) => 'name' in data);
  return {
    persons: asked.categories.some((c) => c in OF_PERSON)
      ? ids.map((id, i) => told(i, id, state, people, untold.has(id) ? UNTOLD : show, asked, hidden.has(id)))
      : [],
    ...descriptionIn(history(own), asked, show),
    support: asked.categories.includes('course') ? supportIn(state, number) : [],
    statements: history(own).flatMap((e) =>
      statementsIn(show(e.data), e.actor.agency, asked, number, dissentIn(history(own), asked, show)),
    ),
    documents: history(own).flatMap((e) => documentIn(e, folded, asked, show)),
    events: events.map(({ eventId }) => eventId),
    /** What a correction of it would be about, and where that would stand. */
    sources: {
      events: [...events, ...named].map(({ eventId }) => eventId),
      streams: [...new Set([...events, ...named].map(({ stream }) => stream))],
    },
    hash: hashOfPackage(of, asked, events),
  };
}

/** A concern has its persons and what hangs on it: no support, and no statements. */
const FOLDS: Readonly<Record<Passed['aggregate'], (events: readonly Recorded[]) => CaseState>> = {
  case: (events) => events.reduce((s: CaseState, e) => caseDecider.evolve(s, e), caseAggregate.initial),
  concern(events) {
    const { subjects, documents } = events.reduce(
      (s: ConcernState, e) => concern.evolve(s, e),
      concernAggregate.initial,
    );
    const parts = subjects.map(({ personId, role, ageGroup }) => [personId, { role, ageGroup }] as const);
    return { ...caseAggregate.initial, subjects: Object.fromEntries(parts), ...(documents ? { documents } : {}) };
  },
};

export interface Packing {
  readonly store: EventStore;
  readonly sealing: Sealing;
  readonly references: References;
  readonly book: PlanBook;
  /** UTC. */
  readonly now: string;
}
/** Nothing but the part that somebody has in the case: the sender does not know the person (commands.md, *Who is named*). */
const UNTOLD: Show = () => ({});

async function knownOf(store: EventStore, streams: readonly string[], before = Number.POSITIVE_INFINITY) {
  const stored = (await store.readStreams(streams)).filter((e) => e.position < before);
  return stored.map((e): HashedEvent => ({ ...decode(e), hash: hashOf(e.bytes) }));
}

/** Of a person, by category: which fields go. */
const OF_PERSON: Readonly<Record<string, readonly string[]>> = {
  identity: ['name', 'birthDate'],
  contact: ['contact', 'address', 'protectedAddress'],
  // Who has custody is told by name.
  family: ['guardians', 'name'],
};
/** Who is in it and as what; what was offered and is under way; what a concern says; never what was measured. */
const NAMED = ['CaseOpened', 'SubjectAdded', 'SubjectChanged', 'SubjectRemoved'];
const NAMED_IN_CONCERN = ['ConcernRegistered', 'ConcernSubjectIdentified'];
const OF_RECORD: Readonly<Record<string, readonly string[]>> = {
  identity: [...NAMED, ...NAMED_IN_CONCERN],
  family: [...NAMED, ...NAMED_IN_CONCERN],
  assessment: ['ConcernRegistered'],
  course: [
    ...['SupportOffered', 'OfferAccepted', 'OfferDeclined', 'OfferWithdrawn', 'OfferRepeated', 'ConsentWithdrawn'],
    ...['CourseStarted', 'CoursePaused', 'CourseResumed', 'CourseCompleted', 'CourseAborted'],
  ],
};
const isOfRecord = (
  { type, data }: Recorded,
  { categories, statements, documents, dissent }: PackageSelection,
): boolean =>
  categories.some((c) => OF_RECORD[c]?.includes(type)) ||
  (dissent === true && type === 'DissentRecorded' && statements.includes((data as Dissent).statementId ?? '')) ||
  (type === 'DocumentAttached' && documents.includes((data as Attached).documentId)) ||
  ((data as Stated).statements ?? []).some((s) => s.shareable && statements.includes(s.statementId));
const isOfPerson = ({ data }: Recorded, { categories }: PackageSelection): boolean =>
  categories.some((c) => OF_PERSON[c]?.some((field) => field in data));

/** These, and what amended them, by their place in the log. */
function taken(all: readonly HashedEvent[], standing: readonly Recorded[]): readonly HashedEvent[] {
  const ids = new Set(standing.map(({ eventId }) => eventId));
  return all
    .filter((e) => ids.has(e.eventId) || (isAmendment(e) && ids.has((e.data as AmendmentTarget).eventId)))
    .sort((a, b) => a.position - b.position);
}

/** SHA-256, base64url, of what was chosen and of every event that it was taken from, each by the hash of its bytes in the log. */
function hashOfPackage({ aggregate, id }: Passed, asked: PackageSelection, events: readonly HashedEvent[]): string {
  const { toAgency, categories, statements, documents } = asked;
  const chosen = {
    ...{ categories: [...categories].sort(), statements: [...statements].sort() },
    // A package without one has the hash that it had before documents could be named.
    ...(documents.length > 0 ? { documents: [...documents].sort() } : {}),
  };
  const list = events.map(({ eventId, hash }) => [eventId, hash]);
  return createHash('sha256')
    .update(canonical({ [`${aggregate}Id`]: id, toAgency, ...chosen, events: list }))
    .digest('base64url');
}

interface Details {
  readonly name?: string;
  readonly birthDate?: string;
  readonly contact?: string;
  readonly address?: string;
  readonly protectedAddress?: boolean;
  readonly guardians?: unknown;
}
type People = Awaited<ReturnType<typeof peopleOf>>;
const detailsOf = (id: string, people: People, show: Show): Details =>
  Object.assign({}, ...history(people.of(id)).map((e) => show(e.data))) as Details;
const guardiansOf = ({ guardians }: Details, people: People) => idsIn(guardians).map(people.survivor);

/** A person of the case: what the categories say, and no more. Without the name a number stands for the person. */
function told(
  i: number,
  id: string,
  state: CaseState,
  people: People,
  show: Show,
  { categories }: PackageSelection,
  isHidden: boolean,
) {
  const has = (category: string) => categories.includes(category);
  const details = detailsOf(id, people, show);
  const { role = '', ageGroup = '' } = state.subjects[id] ?? {};
  const isProtected = isHidden || details.protectedAddress === true;
  const names = guardiansOf(details, people).flatMap((one) => detailsOf(one, people, show).name ?? []);
  return {
    number: i + 1,
    ...(has('identity') || has('family') ? { role, ageGroup } : {}),
    ...(has('identity') ? { name: details.name ?? null, birthDate: details.birthDate ?? null } : {}),
    // A protected address is nobody's to send: who needs it asks for it, with a reason.
    ...(has('contact')
      ? {
          ...{ contact: details.contact ?? null, protectedAddress: isProtected },
          address: isProtected ? null : (details.address ?? null),
        }
      : {}),
    ...(has('family') ? { guardians: names } : {}),
  };
}

function supportIn(state: CaseState, number: (personId: string) => number) {
  const courses = Object.values(state.courses);
  const offers = Object.entries(state.offers).filter(([offerId]) => !courses.some((c) => c.offerId === offerId));
  return [
    ...offers.map(([, o]) => ({
      person: number(o.personId),
      kind: o.kind,
      since: o.offeredAt,
      status: offerStatus(o),
    })),
    ...courses.map((c) => ({ person: number(c.personId), kind: c.kind, since: c.startedAt, status: courseStatus(c) })),
  ];
}

interface Stated {
  readonly personId?: string;
  readonly statements?: readonly {
    readonly statementId: string;
    readonly dimension: string;
    readonly text?: string;
    readonly nature: string;
    readonly sourceAgency?: string;
    readonly shareable: boolean;
  }[];
}
interface Dissent {
  readonly statementId?: string;
  readonly text?: string;
}
type Dissents = ReadonlyMap<string, readonly { readonly by: string; readonly text: string }[]>;

function dissentIn(events: readonly Recorded[], { dissent }: PackageSelection, show: Show): Dissents {
  const found = new Map<string, { by: string; text: string }[]>();
  for (const { type, data, actor } of dissent ? events : []) {
    if (type !== 'DissentRecorded') continue;
    const { statementId = '', text = '' } = show(data) as Dissent;
    found.set(statementId, [...(found.get(statementId) ?? []), { by: actor.agency, text }]);
  }
  return found;
}

/** What a concern says, in the words of who registered it: a judgement of theirs. */
function descriptionIn(events: readonly Recorded[], { categories }: PackageSelection, show: Show) {
  const registered = events.find((e) => e.type === 'ConcernRegistered');
  if (!registered || !categories.includes('assessment')) return {};
  const { description } = show(registered.data) as { readonly description?: string };
  return description === undefined ? {} : { description };
}

/** The receiver knows of each what rests on what: a fact, an observation or a judgement, and whose (B-2). */
const statementsIn = (
  data: object,
  by: string,
  { statements }: PackageSelection,
  number: (personId: string) => number,
  dissents: Dissents,
) =>
  ((data as Stated).statements ?? [])
    .filter((s) => s.shareable && statements.includes(s.statementId))
    .map(({ statementId, dimension, text = '', nature, sourceAgency = by }) => ({
      ...{ person: number((data as Stated).personId ?? ''), dimension, text, nature, sourceAgency },
      ...(dissents.has(statementId) ? { dissent: dissents.get(statementId) ?? [] } : {}),
    }));

/** What hung there then and is named: what it is and is called. Its bytes are fetched by who was shown it (GET /api/documents/{id}). */
function documentIn({ type, data }: Recorded, state: CaseState, { documents }: PackageSelection, show: Show) {
  if (type !== 'DocumentAttached') return [];
  const { documentId, kind, mediaType, size, sha256 } = data as Attached;
  if (!documents.includes(documentId) || !hangsOn(state, documentId)) return [];
  const { title, name } = show(data) as { readonly title?: string; readonly name?: string };
  const called = { ...(title === undefined ? {} : { title }), ...(name === undefined ? {} : { name }) };
  return [{ documentId, kind, mediaType, size, sha256, ...called }];
}
