import { localDateOf } from '../../domain/kernel/calendar.js';
import { aggregateOf, idOf, type Recorded, streamOf } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import { personAggregate } from '../../domain/person/state.js';
import { infohuseOf } from '../../domain/plan/roles.js';
import { decode } from '../codec.js';
import { wholePerson } from '../persons.js';
import type { Asking } from '../queries/asking.js';
import { aboutPerson } from './concerns-person.js';

type Sources = Pick<Asking, 'store' | 'references' | 'book'>;

/** All that is recorded about a person, and what of it police have cleared for the person to be told. */
export interface About {
  /** All ids of the person. */
  readonly own: ReadonlySet<string>;
  /** Of every record that names the person, by its stream. */
  readonly records: readonly (readonly Recorded[])[];
  /** About the person, or about nobody in particular. */
  readonly events: readonly Recorded[];
  readonly cleared: ReadonlySet<string>;
}

const RECORDS = new Set(['concern', 'case', 'hotline']);

export async function aboutOf(personId: string, sources: Sources): Promise<About> {
  const { store, references } = sources;
  const { ids: own, streams } = await wholePerson(personId, { store, references });
  const cases = [...streams].filter((stream) => RECORDS.has(aggregateOf(stream)));
  const meetings = await meetingsOn(cases.map(idOf), references);
  const all = [...[...own].map((id) => streamOf(personAggregate.aggregate, id)), ...cases, ...meetings];
  const records = (await Promise.all(all.map((stream) => store.readStream(stream)))).map((stored) =>
    history(stored.map(decode)),
  );
  const ofRecords = (e: Recorded) => aggregateOf(e.stream) !== 'meeting' || decidesOn(e, cases);
  const events = records.flatMap((of) => aboutPerson(of, own).filter(ofRecords));
  return { own, records, events, cleared: clearedIn({ events, records }, sources) };
}

/** By police who could clear it when they did: what others only read, or guessed the id of, stays untold whatever they say. */
function clearedIn(found: Pick<About, 'events' | 'records'>, sources: Sources): ReadonlySet<string> {
  const isSecret = isSecretTo(sources);
  const cleared = found.events.flatMap(({ type, data, actor: { agency }, occurredAt }) => {
    if (type !== 'InsightPartCleared') return [];
    const infohuse = infohuseOf(sources.book.plans, agency, localDateOf(occurredAt));
    const could = clearable(found, isSecret, { agency, infohuse });
    return could.filter((e) => e.eventId === (data as { readonly eventId: string }).eventId);
  });
  return new Set(cleared.map(({ eventId }) => eventId));
}

/** A meeting names the case; of it only what was decided about the case is about the person. */
async function meetingsOn(ids: readonly string[], references: Sources['references']): Promise<readonly string[]> {
  const found = await Promise.all(ids.map((id) => references.to(id)));
  return [...new Set(found.flat())].filter((stream) => aggregateOf(stream) === 'meeting');
}
function decidesOn({ type, data }: Recorded, cases: readonly string[]): boolean {
  const { subject } = data as { readonly subject?: { readonly caseId?: string; readonly concernId?: string } };
  const id = subject?.caseId ?? subject?.concernId;
  return type === 'DecisionRecorded' && cases.some((stream) => idOf(stream) === id);
}

/** Police, security and what was said to them are known to nobody by a pack, whoever wrote it down; police can clear it. */
const OF_POLICE = new Set([
  ...['PoliceNotified', 'InfohusNotified', 'ConcernHandedToPolice', 'CaseHandedToSecurity', 'ClearedForSupport'],
]);
/** Told, the one would inform of what was not to be told; the other is what police said of a part, not the part. */
const NEVER = new Set(['InformationWithheld', 'InsightPartCleared']);

/** Whom it was told to, asked of or to be done by. */
function agenciesIn({ data }: Recorded): readonly string[] {
  const { toAgency, fromAgency, followUpAgency } = data as Readonly<Record<string, string | undefined>>;
  return [toAgency, fromAgency, followUpAgency].flatMap((agency) => agency ?? []);
}
export const isSecretTo =
  ({ book }: Sources) =>
  (agency: string | undefined): boolean =>
    agency !== undefined && book.regimeOf(agency) !== 'GDPR';

const isHidden = (e: Recorded, isSecret: (agency: string) => boolean): boolean =>
  e.regime !== 'GDPR' || OF_POLICE.has(e.type) || agenciesIn(e).some(isSecret);
/** What went to the security service is told to nobody by us, and no police of an Infohus clear it. */
const isToldByNobody = ({ type, data }: Recorded): boolean =>
  NEVER.has(type) || (data as { to?: unknown }).to === 'pet';

/** What the person may be told of at all: neither confirmed nor denied is what police have not cleared. */
export function toldOf({ events, cleared }: About, isSecret: (agency: string) => boolean): readonly Recorded[] {
  return events.filter((e) => !isToldByNobody(e) && (cleared.has(e.eventId) || !isHidden(e, isSecret)));
}

/**
 * What these police can clear: what is left out of every pack and what they know of anyway, since they recorded it, answer for it, were told it, or
 * since it stands in a concern of their Infohus.
 */
export function clearable(
  { events, records }: Pick<About, 'events' | 'records'>,
  isSecret: (agency: string) => boolean,
  { agency, infohuse }: { readonly agency: string; readonly infohuse: readonly string[] },
): readonly Recorded[] {
  const concerns = new Set(
    records
      .flat()
      .filter(({ type, data }) => type === 'ConcernRegistered' && infohuse.includes((data as Registered).infohus))
      .map(({ stream }) => stream),
  );
  const isKnown = (e: Recorded) =>
    [e.actor.agency, e.controller, ...agenciesIn(e)].includes(agency) || concerns.has(e.stream);
  return events.filter((e) => !isToldByNobody(e) && isHidden(e, isSecret) && isKnown(e));
}
interface Registered {
  readonly infohus: string;
}
