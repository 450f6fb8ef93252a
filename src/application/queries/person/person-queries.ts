import { z } from 'zod';
import { type CaseState, caseAggregate } from '../../../domain/case/state.js';
import { type ConcernState, caseOf, concernAggregate, ending, stepsOf } from '../../../domain/concern/state.js';
import { aggregateOf, idOf } from '../../../domain/kernel/event.js';
import { history } from '../../../domain/kernel/history.js';
import { loadRecord } from '../../load.js';
import { type KnownPerson, restrictedSince, wholePerson } from '../../persons.js';
import { invalid } from '../../refusal.js';
import { personRelations } from '../acts/act-queries.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { caseRelations } from '../case/case-queries.js';
import { timeline } from '../case/case-view.js';
import { concernRelations } from '../concern/concern-queries.js';
import { defineQueries, query } from '../define-queries.js';
import { idsIn, namesOf } from '../names.js';
import * as p from '../params.js';
import { opened } from '../records.js';
import { againstLookUp } from './looking-up.js';
import { personStateOf } from './person-state.js';

/** Why something is shown, or asked elsewhere, that is not by the way. */
export const why = z
  .string()
  .max(2000)
  .regex(/[\p{L}\p{N}]/u, 'must hold a letter or a digit');
const subject = z.object({ personId: a.text, name: a.text, role: a.text, ageGroup: a.text });

export const personQueries = defineQueries({
  Person: query({
    says: 'Who a person is, and their part in each case and concern that the reader may read; the civil registration number is not shown, and a protected address only with `reveal=address` and a reason',
    path: 'persons/{id}',
    params: { id: p.id, reveal: z.enum(['address']).optional(), reason: why.optional() },
    answer: z.object({
      personId: a.text,
      name: a.orNull(a.text),
      birthDate: a.orNull(a.text),
      contact: a.orNull(a.text),
      address: a.orNull(a.text),
      protectedAddress: z.boolean(),
      /** Known, and not shown. */
      hasCpr: z.boolean(),
      /** The reader may ask the civil register about them. */
      canBeLookedUp: z.boolean(),
      guardians: a.rowsOf(z.object({ personId: a.text, name: a.orNull(a.text) })),
      mergedInto: a.orNull(a.text),
      /** Processing is restricted: the data is kept, and not worked with (GDPR art. 18). */
      restrictedSince: a.orNull(a.text),
      parts: a.rowsOf(
        z.object({
          caseId: a.text.optional(),
          concernId: a.text.optional(),
          number: a.number,
          role: a.text,
          ageGroup: a.text,
          at: a.text,
          open: z.boolean(),
        }),
      ),
      /** Who else stands in these. */
      others: a.rowsOf(subject),
      version: a.whole,
      timeline: a.rowsOf(a.timelineEntry),
    }),
    may: { action: 'read', object: 'person', hides: true },
    leaves: { consults: 'person', id: 'id' },
    relations: personRelations,
    // A protected address is a matter of life: whoever needs it says why (commands.md, Roles).
    reveals: ({ id, reveal, reason }) => (reveal && reason ? { record: reveal, recordId: id, reason } : undefined),
    async find({ id, reveal, reason }, asking) {
      if (reveal && !reason) throw invalid([{ path: 'reason', message: 'is required with reveal' }]);
      const { store, sealing } = asking;
      const { known, state, events, all, details, isProtected } = await detailsOf(id, asking);
      const shown = (data: object) => withoutSecrets(all(data), isProtected);
      const { parts, subjects } = await partsOf(known, asking);
      const guardians = idsIn(details.guardians);
      const names = await namesOf(store, sealing, [...subjects.map((s) => s.personId), ...guardians]);
      const numbers = await asking.numbersOf(parts.map((part) => part.id));
      return {
        personId: id,
        ...{ name: details.name ?? null, birthDate: details.birthDate ?? null, contact: details.contact ?? null },
        address: isProtected && !reveal ? null : (details.address ?? null),
        ...{ protectedAddress: isProtected, hasCpr: details.cpr !== undefined },
        canBeLookedUp: details.cpr !== undefined && againstLookUp(known, parts, asking) === null,
        guardians: guardians.map((personId) => ({ personId, name: names.get(personId) ?? null })),
        ...{ mergedInto: state.mergedInto, restrictedSince: restrictedSince(known) },
        parts: parts.map(({ id: of, ...part }) => ({ ...part, number: numbers.get(of) ?? null })),
        others: subjects.map((s) => ({ ...s, name: names.get(s.personId) ?? '' })).filter((s) => s.name !== ''),
        version: events.at(-1)?.version ?? 0,
        timeline: timeline(events, shown),
      };
    },
  }),
});

/** Who a person is as all that was recorded says it, with what is not shown by the way. */
export async function detailsOf(id: string, asking: Asking) {
  const known = await wholePerson(id, asking);
  const { state, events } = await personStateOf(id, asking);
  const all = await opened(asking.sealing, events);
  // Merged persons are one: what is protected under one of the ids is protected under each.
  const isProtected = [...known.states.values()].some((one) => one.protectedAddress);
  const details = Object.assign({}, ...history(events).map((e) => all(e.data))) as Details;
  return { known, state, events, all, details, isProtected };
}
interface Details {
  readonly name?: string;
  readonly birthDate?: string;
  readonly contact?: string;
  readonly address?: string;
  readonly cpr?: string;
  readonly guardians?: unknown;
}
/** The number is a key to other registers, a protected address a matter of life: neither stands in a page by the way. */
function withoutSecrets(data: object, isProtected: boolean): object {
  const { cpr: _, changes, ...rest } = data as { cpr?: unknown; changes?: object };
  const { address, ...others } = rest as { address?: unknown };
  const own = isProtected || address === undefined ? others : { ...others, address };
  return changes ? { ...own, changes: withoutSecrets(changes, isProtected) } : own;
}

/** In each case and concern that the reader may read, and who else stands there. */
export async function partsOf({ ids, streams }: KnownPerson, asking: Asking) {
  const parts = [];
  const others = new Map<string, { personId: string; role: string; ageGroup: string }>();
  for (const stream of streams) {
    const [aggregate, id] = [aggregateOf(stream), idOf(stream)];
    const isCase = aggregate === caseAggregate.aggregate;
    if (!isCase && aggregate !== concernAggregate.aggregate) continue;
    const relations = await (isCase ? caseRelations : concernRelations)({ id }, asking);
    if (!relations || !asking.may('read', isCase ? 'case' : 'concern', relations)) continue;
    const { state } = await loadRecord(asking.store, aggregate, id);
    const subjects = isCase ? inCase(state as CaseState) : (state as ConcernState).subjects;
    const own = subjects.find((s) => ids.has(s.personId));
    if (!own) continue;
    for (const s of subjects) if (!ids.has(s.personId)) others.set(s.personId, s);
    const { role, ageGroup } = own;
    const at = isCase ? ((state as CaseState).openedAt ?? '') : ((state as ConcernState).facts?.receivedAt ?? '');
    const open = isCase ? (state as CaseState).status === 'open' : isWaiting(state as ConcernState);
    parts.push({ id, ...(isCase ? { caseId: id } : { concernId: id }), role, ageGroup, at, open });
  }
  return { parts: parts.sort((x, y) => (x.at < y.at ? 1 : -1)), subjects: [...others.values()] };
}
/** Neither ended nor in a case, which then says whether it is open. */
const isWaiting = (state: ConcernState) => ending(stepsOf(state)) === undefined && caseOf(state) === undefined;
const inCase = ({ subjects }: CaseState) =>
  Object.entries(subjects).map(([personId, { role, ageGroup }]) => ({ personId, role, ageGroup }));
