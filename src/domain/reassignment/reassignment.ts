import { z } from 'zod';
import { compose } from '../kernel/compose.js';
import type { AggregateType, Part } from '../kernel/decider.js';
import { agency, code, id, ids } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** All of a worker's cases given to a colleague at once (B-6): a leaver leaves nothing behind. */
export interface ReassignmentState {
  readonly askedAt: string | null;
}
export const reassignmentAggregate: AggregateType<ReassignmentState, 'reassignment'> = {
  aggregate: 'reassignment',
  initial: { askedAt: null },
};

/** `caseIds`: left out, all open ones of `fromUser`; the event says which they were. */
const asked = { fromUser: code, toUser: code, caseIds: ids.optional() };
const result = z.strictObject({
  caseId: id,
  eventId: id.optional(),
  code: code.optional(),
  rule: code.optional(),
});
const results = { results: z.array(result) };

export const events = defineEvents('reassignment', {
  ReassignmentAsked: by('ReassignCases', { ...asked, agency }),
  CasesReassigned: by('NoteReassigned', results),
});
export const commands = defineCommands({
  /** Each case is given as AssignCaseworker gives it, and answers by itself: one failing stops no other. */
  ReassignCases: { who: ['leader'], on: 'new', fields: asked, refusals: [], thenEach: 'AssignCaseworker' },
  /** Once each case has answered: the same command again has the same answer. */
  NoteReassigned: { who: ['internal'], fields: results, refusals: [] },
});
const vocabulary = { events, commands };

const moving: Part<ReassignmentState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ReassignmentAsked: (s, { occurredAt: askedAt }) => ({ ...s, askedAt }),
    CasesReassigned: (s) => s,
  },
  decide: {
    ReassignCases: {
      refuse: {},
      events: (_, data, { actor }) => [events.ReassignmentAsked({ ...data, agency: actor.agency })],
    },
    NoteReassigned: { refuse: {}, events: (_, data) => [events.CasesReassigned(data)] },
  },
};

export const reassignment = compose(
  reassignmentAggregate,
  { exists: (s) => s.askedAt !== null, infohus: () => undefined, since: () => null, amended: 'never' },
  [moving],
);
