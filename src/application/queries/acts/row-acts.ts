import { z } from 'zod';
import { aggregateOf, streamOf } from '../../../domain/kernel/event.js';
import { deciderNamed } from '../../../domain/registry.js';
import { loadFrom } from '../../load.js';
import * as a from '../answers.js';
import type { Asking } from '../asking.js';
import { type Acting, actsAmong, gather, type Others } from './acts.js';

/** What can be given now about the record of a row, from the row. */
export const rowActs = a.rowsOf(z.object({ command: a.text, about: z.record(a.text, z.unknown()) }));
export type RowActs = z.output<typeof rowActs>;

/** A record, and its state where a read model has it: the decider's own. */
export interface RowRecord {
  readonly of: string;
  readonly id: string;
  readonly state?: unknown;
}

/** Records as they can be acted on, by their streams; those whose state no row has are read at once. */
export async function actingOn(
  records: readonly RowRecord[],
  { store }: Pick<Asking, 'store'>,
): Promise<ReadonlyMap<string, Acting>> {
  const acting = new Map<string, Acting>();
  const others = new Set<string>();
  for (const { of, id, state } of records) {
    const stream = streamOf(of, id);
    if (state === undefined) others.add(stream);
    else acting.set(stream, { stream, decider: deciderNamed(of), state, events: [] });
  }
  const stored = others.size === 0 ? [] : await store.readStreams([...others]);
  for (const stream of others) acting.set(stream, loadFrom(deciderNamed(aggregateOf(stream)), stream, stored));
  return acting;
}

/**
 * What stands in a row of a list, in this order (case-systems.md B2, quick actions): of what the record's own page offers, what is given most and
 * asks for little.
 */
export const QUICK = {
  case: [
    ...['AcceptHandover', 'DeclineHandover', 'AcceptReferral', 'DeclineReferral'],
    ...['TriageCase', 'AssignCaseworker', 'RecordContact'],
  ],
  concern: ['AssessSeverity', 'QualifyConcern'],
  meeting: ['RecordDecision', 'AddAgendaItem', 'HoldMeeting', 'CloseMeeting'],
  mentor: ['ChangeMentor', 'LendMentor', 'ReturnMentor', 'EndMentor'],
} as const;

/** Rows as they are shown, each with what can be given now about its record. @param isPage in a page of the list; nobody acts from a whole one, nor who oversees or runs it */
export async function withActs<S>(
  shown: readonly S[],
  aggregate: keyof typeof QUICK,
  records: readonly Omit<RowRecord, 'of'>[],
  asking: Asking,
  isPage: boolean,
): Promise<readonly (S & { readonly acts?: RowActs | undefined })[]> {
  const isWork = asking.reader.purpose === 'casework';
  const acts = isPage && isWork ? await quickActs(aggregate, records, asking) : undefined;
  return shown.map((row, i) => ({ ...row, acts: acts?.[i] }));
}

/** For each record what the domain says of it as it stands, as its own page does (screens.md 1.2); all that is looked at is read once. */
async function quickActs(
  aggregate: keyof typeof QUICK,
  records: readonly Omit<RowRecord, 'of'>[],
  asking: Asking,
): Promise<readonly RowActs[]> {
  const acting = await actingOn(
    records.map((record) => ({ ...record, of: aggregate })),
    asking,
  );
  const others: Others = new Map();
  await gather([...acting.values()], asking, others);
  return Promise.all(
    records.map(async ({ id }) => {
      const one = acting.get(streamOf(aggregate, id));
      const acts = one ? await actsAmong(QUICK[aggregate], one, asking, others) : [];
      return acts.flatMap(({ command, about, against }) => (against === null ? [{ command, about }] : []));
    }),
  );
}
