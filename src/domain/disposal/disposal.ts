import { z } from 'zod';
import { type CaseState, caseAggregate } from '../case/state.js';
import { type ConcernState, concernAggregate } from '../concern/state.js';
import { documentAggregate } from '../document/state.js';
import { type HotlineState, hotlineAggregate } from '../hotline/hotline.js';
import { type IncidentState, incidentAggregate } from '../incident/incident.js';
import { localDateOf } from '../kernel/calendar.js';
import { compose } from '../kernel/compose.js';
import { type AggregateType, type Context, type Part, type Ref, typed } from '../kernel/decider.js';
import { fixed, id, ids, infohus, textApart, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type MeetingState, meetingAggregate } from '../meeting/state.js';
import {
  type Retention,
  type RetentionOn,
  retentionOfCase,
  retentionOfConcern,
  retentionOfHotline,
  retentionOfIncident,
  retentionOfMeeting,
  retentionOfTransfer,
} from '../plan/retention.js';
import { infohuseOf } from '../plan/roles.js';
import { type IncomingState, incomingAggregate } from '../transfer/state.js';
import { DISPOSABLE, type Disposable, type DisposalState, disposalAggregate, type Retained } from './state.js';

const recordsOf = <K extends Disposable>(kinds: readonly K[]) =>
  fixed(
    z
      .array(z.strictObject({ kind: z.enum(kinds), recordId: id }))
      .min(1)
      .max(500),
  );
const FIRST = ['concern', 'case', 'meeting', 'hotline', 'incident'] as const;
/** With documents; transfers came after. */
const SECOND = [...FIRST, 'document'] as const;
const [recordsFirst, recordsSecond, records] = [recordsOf(FIRST), recordsOf(SECOND), recordsOf(DISPOSABLE)];
/** `authorisation`: the DisposalAuthorised that it carries out. */
const disposedFirst = { authorisation: id, kind: z.enum(FIRST), recordId: id, keys: whole, erased: ids };
const disposedSecond = { ...disposedFirst, kind: z.enum(SECOND) };
const disposed = { ...disposedFirst, kind: z.enum(DISPOSABLE) };
export const events = defineEvents('disposal', {
  DisposalProposed: by('ProposeDisposal', { infohus, records: recordsFirst, ground: textApart })
    .next({ infohus, records: recordsSecond, ground: textApart })
    .next({ infohus, records, ground: textApart }),
  DisposalAuthorised: by('AuthoriseDisposal', { archiveClearance: textApart }),
  RecordDisposed: by('DisposeRecord', disposedFirst).next(disposedSecond).next(disposed),
});
export const commands = defineCommands({
  /** `not-found`: each record is of an Infohus of the officer. `not-due`: the plan keeps it longer. */
  ProposeDisposal: {
    who: ['compliance'],
    on: 'new',
    fields: { records, ground: textApart },
    refusals: ['not-found', 'not-due'],
    stepUp: true,
  },
  AuthoriseDisposal: {
    who: ['compliance'],
    fields: { archiveClearance: textApart },
    refusals: ['already-authorised', 'own-proposal'],
    stepUp: true,
  },
  DisposeRecord: { who: ['internal'], fields: disposed, refusals: [] },
});
const vocabulary = { events, commands };

const AGGREGATES: Readonly<Record<Retained, AggregateType>> = {
  concern: concernAggregate,
  case: caseAggregate,
  meeting: meetingAggregate,
  hotline: hotlineAggregate,
  incident: incidentAggregate,
  transfer: incomingAggregate,
};
type DisposalRecord = DisposalState['records'][number];
interface Held {
  readonly kind: Retained;
  readonly recordId: string;
}
const isRetained = (kind: string): kind is Retained => kind in AGGREGATES;
const ref = ({ kind, recordId }: Held) => ({ of: AGGREGATES[kind], id: recordId });
const documentRef = ({ recordId }: DisposalRecord) => ({ of: documentAggregate, id: recordId });

/** What is kept for a time: the record itself; of a document what it hangs on. Undefined: a person, whose own it is, or nothing. */
function heldBy({ kind, recordId }: DisposalRecord, { read }: Context): Held | undefined {
  if (kind !== 'document') return { kind, recordId };
  const { of } = read(documentAggregate, recordId);
  return of && isRetained(of.aggregate) ? { kind: of.aggregate, recordId: of.id } : undefined;
}
function readsOf(record: DisposalRecord, context: Context): readonly Ref[] {
  const held = heldBy(record, context);
  return [...(record.kind === 'document' ? [documentRef(record)] : []), ...(held ? [ref(held)] : [])];
}

function infohusOf(record: DisposalRecord, context: Context): string {
  const held = heldBy(record, context);
  if (!held) return '';
  const state = context.read(AGGREGATES[held.kind], held.recordId);
  if (held.kind === 'concern') return (state as ConcernState).facts?.infohus ?? '';
  return (state as { readonly infohus?: string }).infohus ?? '';
}
/** Until when a record of that kind is kept, from its state. Undefined: it has not ended, or another holds it. */
export function retentionOf(kind: Retained, state: unknown, on: RetentionOn): Retention | undefined {
  switch (kind) {
    case 'case':
      return retentionOfCase(state as CaseState, on);
    case 'concern': {
      const { facts } = state as ConcernState;
      return facts ? retentionOfConcern(facts, on) : undefined;
    }
    case 'meeting':
      return retentionOfMeeting(state as MeetingState, on);
    case 'hotline':
      return retentionOfHotline(state as HotlineState, on);
    case 'incident':
      return retentionOfIncident(state as IncidentState, on);
    case 'transfer':
      return retentionOfTransfer(state as IncomingState, on);
  }
}
function isDue(record: DisposalRecord, context: Context): boolean {
  const day = localDateOf(context.now);
  const held = heldBy(record, context);
  const state = held && context.read(AGGREGATES[held.kind], held.recordId);
  const kept = held && retentionOf(held.kind, state, { plans: context.plans, day });
  return kept !== undefined && kept.until < day;
}
const own = ({ plans, actor, now }: Context) => infohuseOf(plans, actor.agency, localDateOf(now));

/** What has been kept as long as the plan allows and is no person's alone: its key is destroyed by two users (domain.md rule 12). */
const disposing: Part<DisposalState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    DisposalProposed: (s, { data: { infohus: of, records: all }, occurredAt, actor }) => ({
      ...s,
      ...{ infohus: of, records: all, proposedAt: occurredAt, proposedBy: actor.userId },
    }),
    DisposalAuthorised: (s, { eventId, occurredAt: at, actor }) => ({
      ...s,
      authorised: s.authorised ?? { eventId, at, by: actor.userId },
    }),
    RecordDisposed: (s, { data: { recordId } }) => ({ ...s, disposed: [...new Set([...s.disposed, recordId])] }),
  },
  decide: {
    ProposeDisposal: {
      reads: (_, { records: all }, context) => all.flatMap((one) => readsOf(one, context)),
      refuse: {
        'not-found': typed((_, { records: all }, context) =>
          all.some((one) => !own(context).includes(infohusOf(one, context))),
        ),
        'not-due': typed((_, { records: all }, context) => all.some((one) => !isDue(one, context))),
      },
      events: (_, data, context) => {
        const [first] = data.records;
        return [events.DisposalProposed({ infohus: first ? infohusOf(first, context) : '', ...data })];
      },
    },
    AuthoriseDisposal: {
      refuse: {
        'already-authorised': (s) => s.authorised !== null,
        'own-proposal': (s, _, { actor }) => s.proposedBy === actor.userId,
      },
      notBefore: (s) => s.proposedAt,
      events: (_, data) => [events.DisposalAuthorised(data)],
    },
    DisposeRecord: { refuse: {}, events: (_, data) => [events.RecordDisposed(data)] },
  },
};

export const disposal = compose(
  disposalAggregate,
  {
    exists: (s) => s.proposedAt !== null,
    infohus: (s) => s.infohus || undefined,
    since: (s) => s.proposedAt,
    amended: 'never',
  },
  [disposing],
);
