import { z } from 'zod';
import { CATEGORIES } from '../../domain/case/disclosure.js';
import { caseAggregate } from '../../domain/case/state.js';
import { localDateOf } from '../../domain/kernel/calendar.js';
import { type Recorded, streamOf } from '../../domain/kernel/event.js';
import { history } from '../../domain/kernel/history.js';
import { basisRefusal } from '../../domain/plan/legal-basis.js';
import { CommandDecision } from '../commands/command-decision.js';
import { parseRequest } from '../commands/request.js';
import { Refused } from '../refusal.js';
import { uuidv5 } from '../uuidv5.js';
import * as a from './answers.js';
import type { Asking } from './asking.js';
import { caseRelations } from './case-queries.js';
import { caseAt } from './case-view.js';
import { defineQueries, query } from './define-queries.js';
import { packageOf } from './package.js';
import * as p from './params.js';
import { eventsOf, opened } from './records.js';
import { rectifiedSince } from './rectified.js';

/** A list, as an address says it with commas. */
const listed = <T>(of: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(of));
const named = z.object({
  /** Stands for the person, where the name is not passed on. */
  number: a.whole,
  role: a.text.optional(),
  ageGroup: a.text.optional(),
  name: a.orNull(a.text).optional(),
  birthDate: a.orNull(a.text).optional(),
  contact: a.orNull(a.text).optional(),
  address: a.orNull(a.text).optional(),
  protectedAddress: z.boolean().optional(),
  guardians: a.rowsOf(a.text).optional(),
});
const contents = {
  /** Of a concern, where its assessment goes. */
  description: a.text.optional(),
  persons: a.rowsOf(named),
  support: a.rowsOf(z.object({ person: a.whole, kind: a.text, since: a.text, status: a.text })),
  statements: a.rowsOf(
    z.object({
      ...{ person: a.whole, dimension: a.text, text: a.text, nature: a.text, sourceAgency: a.text },
      dissent: a.rowsOf(z.object({ by: a.text, text: a.text })).optional(),
    }),
  ),
  documents: a.rowsOf(
    z.object({
      ...{ documentId: a.text, kind: a.text, mediaType: a.text, size: a.whole, sha256: a.text },
      ...{ title: a.text.optional(), name: a.text.optional() },
    }),
  ),
  /** What it was taken from: ids of events, and SHA-256 over them and what was chosen. */
  events: a.rowsOf(a.text),
  hash: a.text,
};
const know = { action: 'know', object: 'case', hides: true } as const;

export const packageQueries = defineQueries({
  DisclosurePreview: query({
    says: 'What another agency would be shown of a case with what is chosen, exactly as it is then shown, and the bases that hold for it today',
    path: 'cases/{id}/preview',
    params: {
      id: p.caseId,
      toAgency: p.code,
      categories: listed(z.enum(CATEGORIES)).optional(),
      statements: listed(p.id).optional(),
      documents: listed(p.id).optional(),
    },
    answer: z.object({ ...contents, bases: a.rowsOf(a.text) }),
    may: know,
    leaves: { consults: 'preview', id: 'id' },
    relations: caseRelations,
    async find({ id, toAgency, categories = [], statements = [], documents = [] }, asking) {
      // For who can send it: who only reads the case (compliance, broken glass) is not shown persons' own details by the way.
      if (!sends(asking)) return { ...NOTHING, bases: [] };
      const from = asking.reader.actor;
      const asked = { from, toAgency, categories, statements, documents };
      const { sources: _, ...shown } = await packageOf(asking, { aggregate: 'case', id }, undefined, asked);
      return { ...shown, bases: await basesFor(asking, id, toAgency) };
    },
  }),
  CasePackages: query({
    says: 'What was passed on of a case, to whom and on which basis, as the receiver is shown it: whole for who works on it, its own for who was asked',
    path: 'cases/{id}/packages',
    params: { id: p.caseId },
    answer: a.rowsOf(
      z.object({
        eventId: a.text,
        at: a.text,
        fromAgency: a.text,
        toAgency: a.text,
        handoverId: a.text.optional(),
        referralId: a.text.optional(),
        categories: a.rowsOf(a.text),
        legalBasis: a.text,
        constellation: a.text,
        necessity: a.text,
        ...contents,
        /** What of it was corrected or annulled since, and when the receiver was told of the newest of these. */
        rectified: a.rowsOf(
          z.object({ at: a.text, position: a.whole, type: a.text, how: z.enum(['corrected', 'annulled']) }),
        ),
        rectificationToldAt: a.orNull(a.text),
      }),
    ),
    may: know,
    leaves: { consults: 'packages', id: 'id' },
    relations: caseRelations,
    async find({ id }, asking) {
      const { store, sealing, reader, relations: are, may } = asking;
      const whole = may('read', 'case', are);
      if (!whole && !may('read-disclosed', 'case', are)) return [];
      const events = await eventsOf(store, streamOf(caseAggregate.aggregate, id));
      const told = history(events).filter(
        ({ type, data }) =>
          type === 'InformationDisclosed' && (whole || (data as PackageAnswer).toAgency === reader.actor.agency),
      );
      const answered = history(events).filter(({ type }) => type === 'RectificationTold');
      const show = await opened(sealing, told);
      return Promise.all(
        told.map(async ({ eventId, occurredAt: at, actor, position, recordedAt, data }) => {
          const { toAgency, handoverId, referralId, disclosure } = show(data) as PackageAnswer;
          const { categories, statements = [], documents = [], legalBasis, constellation, necessity } = disclosure;
          // What stood in the log before the command that gave it: its other events say nothing that is passed on.
          const asked = { from: actor, toAgency, categories, statements, documents };
          const { sources, ...pack } = await packageOf(
            asking,
            { aggregate: 'case', id },
            { position, recordedAt },
            asked,
          );
          const rectified = await rectifiedSince(store, sources, position);
          return {
            ...{ eventId, at, fromAgency: actor.agency, toAgency, categories, legalBasis, constellation, necessity },
            ...(handoverId ? { handoverId } : {}),
            ...(referralId ? { referralId } : {}),
            ...shownTo(asking, pack),
            ...{ rectified, rectificationToldAt: toldOf(eventId, rectified.at(-1)?.position, answered) },
          };
        }),
      );
    },
  }),
});

const NOTHING = { persons: [], support: [], statements: [], documents: [], events: [], hash: '' };
const sends = ({ reader, relations }: Asking): boolean =>
  reader.purpose === 'casework' && relations.some((r) => r === 'on-case' || r === 'coordinating');

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

interface PackageAnswer {
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

/** Those of the plan that hold today between the reader's agency and the receiver; what a basis needs of the case the rule itself is asked. */
async function basesFor(asking: Asking, caseId: string, toAgency: string): Promise<readonly string[]> {
  const { store, reader, planOf, now } = asking;
  const { state } = await caseAt(store, caseId, { head: true });
  const plan = planOf(state.infohus);
  if (!plan) return [];
  const held: string[] = [];
  for (const { code: legalBasis, constellation, needs } of plan.legalBases) {
    const pair = { from: reader.actor.agency, to: toAgency, legalBasis, constellation, on: localDateOf(now) };
    if (basisRefusal(plan, pair) !== null) continue;
    if (!needs || (await isTaken(asking, caseId, { toAgency, legalBasis, constellation }))) held.push(legalBasis);
  }
  return held;
}

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
