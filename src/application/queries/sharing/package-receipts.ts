import { caseAggregate } from '../../../domain/case/state.js';
import { concernAggregate } from '../../../domain/concern/state.js';
import { localDateOf } from '../../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../../domain/kernel/event.js';
import { history } from '../../../domain/kernel/history.js';
import { basisRefusal } from '../../../domain/plan/legal-basis.js';
import { CommandDecision } from '../../commands/command-decision.js';
import { parseRequest } from '../../commands/request.js';
import { Refused } from '../../refusal.js';
import { uuidv5 } from '../../uuidv5.js';
import type { Asking } from '../asking.js';
import { caseAt } from '../case/case-view.js';
import { rectifiedSince } from '../case/rectified.js';
import { eventsOf, opened } from '../records.js';
import { type Passed, packageOf } from './package.js';

/**
 * What was passed on of a record, each as the receiver is shown it, with the receipt's list of events and hash (K16-13).
 * @param toAgency of what was told to it alone; undefined: of all of it
 */
export async function receiptsOf(asking: Asking, of: Passed, toAgency?: string) {
  const { store, sealing } = asking;
  const stream = streamOf(STREAMS[of.aggregate].aggregate, of.id);
  const standing = history(await eventsOf(store, stream));
  const told = standing.filter(
    ({ type, data }) =>
      type === 'InformationDisclosed' && (toAgency === undefined || (data as DisclosedData).toAgency === toAgency),
  );
  const answered = standing.filter(({ type }) => type === 'RectificationTold');
  const show = await opened(sealing, told);
  return Promise.all(
    told.map(async ({ eventId, occurredAt: at, actor, position, recordedAt, data }) => {
      const { toAgency: to, handoverId, referralId, disclosure } = show(data) as DisclosedData;
      const { categories, statements = [], documents = [], legalBasis, constellation, necessity } = disclosure;
      // What stood in the log before the command that gave it: its other events say nothing that is passed on.
      const asked = { from: actor, toAgency: to, categories, statements, documents, ...dissentTo(to, asking) };
      const { sources, ...pack } = await packageOf(asking, of, { position, recordedAt }, asked);
      const rectified = await rectifiedSince(store, sources, position);
      return {
        ...{ eventId, at, fromAgency: actor.agency, toAgency: to, categories, legalBasis, constellation, necessity },
        ...(handoverId ? { handoverId } : {}),
        ...(referralId ? { referralId } : {}),
        ...shownTo(asking, pack),
        ...{ rectified, rectificationToldAt: toldOf(eventId, rectified.at(-1)?.position, answered) },
      };
    }),
  );
}
const STREAMS = { case: caseAggregate, concern: concernAggregate };

type Pack = Omit<Awaited<ReturnType<typeof packageOf>>, 'sources'>;

/** When the receiver was told of a correction, by what was recorded after it; null: not yet, or there is none. */
function toldOf(disclosureId: string, newest: number | undefined, told: readonly Recorded[]): string | null {
  if (newest === undefined) return null;
  const of = told.filter(
    (e) => e.position > newest && (e.data as { disclosureId: string }).disclosureId === disclosureId,
  );
  return (of.at(-1)?.data as { sentAt: string } | undefined)?.sentAt ?? null;
}

/** Who works with it reads what was sent, to the letter; who oversees it who it was about and as what, and how it is proven (need to know). */
function shownTo({ reader }: Asking, pack: Pack) {
  if (reader.purpose === 'casework') return pack;
  const { persons, ...rest } = pack;
  return { ...rest, persons: persons.map(asNamed) };
}
const asNamed = ({ number, role, ageGroup, name }: Pack['persons'][number]) => ({
  number,
  ...(role === undefined ? {} : { role, ageGroup }),
  ...(name === undefined ? {} : { name }),
});

interface DisclosedData {
  readonly toAgency: string;
  readonly handoverId?: string;
  readonly referralId?: string;
  readonly disclosure: {
    readonly categories: readonly string[];
    readonly statements?: readonly string[];
    readonly documents?: readonly string[];
    readonly legalBasis: string;
    readonly constellation: string;
    readonly necessity: string;
  };
}

const isInstallation = (code: string, { installations }: Asking): boolean =>
  installations.some((one) => one.code === code);
/** Another installation cannot ask: dissent goes with the statement that it is about (B-7). */
export const dissentTo = (toAgency: string, asking: Asking) =>
  isInstallation(toAgency, asking) ? { dissent: true as const } : {};

/**
 * Those of the plan that hold today between the reader's agency and the receiver. What a basis needs of a case the rule itself is asked; a concern
 * meets no such need (SEL12B: of a case only).
 */
export async function basesFor(asking: Asking, of: Passed, infohus: string, toAgency: string): Promise<string[]> {
  // An installation counts as a municipal agency (commands.md, HandToInstallation).
  const to = isInstallation(toAgency, asking) ? ({ kind: 'municipal' } as const) : toAgency;
  const { reader, planOf, now } = asking;
  const plan = planOf(infohus);
  if (!plan) return [];
  const held: string[] = [];
  for (const { code: legalBasis, constellation, needs } of plan.legalBases) {
    const pair = { from: reader.actor.agency, to, legalBasis, constellation, on: localDateOf(now) };
    if (basisRefusal(plan, pair) !== null) continue;
    const isMet =
      !needs || (of.aggregate === 'case' && (await isTaken(asking, of.id, { toAgency, legalBasis, constellation })));
    if (isMet) held.push(legalBasis);
  }
  return held;
}
export const infohusOfCase = async ({ store }: Asking, id: string): Promise<string> =>
  (await caseAt(store, id, { head: true })).state.infohus;

/** Whether a disclosure on that basis would be taken: decided as if it were given, and not appended. */
async function isTaken(
  asking: Asking,
  caseId: string,
  on: { toAgency: string; legalBasis: string; constellation: string },
) {
  const { toAgency, ...basis } = on;
  const disclosure = { ...basis, categories: ['identity'], purpose: 'crime-prevention', necessity: 'x' };
  const request = parseRequest('DiscloseInformation', { id: caseId, data: { toAgency, disclosure } });
  const commandId = uuidv5(`${caseId} ${toAgency} ${basis.legalBasis}`);
  const given = { request, actor: asking.reader.actor, kind: 'person' as const, commandId };
  try {
    await new CommandDecision(given, asking, asking.now).decide();
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
