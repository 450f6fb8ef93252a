import { z } from 'zod';
import type { Part } from '../kernel/decider.js';
import { agency, fixed, id } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type CaseState, eachHandover, type Handover } from './state.js';

/** What follows for the authority that becomes data controller (KØ-11): notes, journal, hearing of the parties, information of the person. */
export const CONTROLLER_DUTIES = ['notes', 'journal', 'hearing', 'information'] as const;
export type ControllerDuty = (typeof CONTROLLER_DUTIES)[number];

const duty = z.strictObject({ duty: z.enum(CONTROLLER_DUTIES), answer: z.enum(['done', 'not-applicable']) });
const answered = { handoverId: id, duties: z.array(duty).min(1) };
export const events = defineEvents('case', {
  ControllerDutiesAnswered: by('AnswerControllerDuties', { ...answered, toAgency: fixed(agency) }),
});
export const commands = defineCommands({
  /** By the receiver of an accepted handover, some at a time; the newest answer counts. */
  AnswerControllerDuties: {
    who: ['worker'],
    fields: answered,
    refusals: ['not-the-receiver', 'handover-not-accepted'],
    whenClosed: 'always',
  },
});
const vocabulary = { events, commands };

const accepted = (h: Handover | undefined): boolean => h?.answer?.what === 'accepted';

/** A checklist of the receiver: the Infohus sees what is answered, and judges nothing (KØ 3.1.3). */
export const duties: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ControllerDutiesAnswered: (s, { data: { handoverId, duties: given } }) => ({
      ...s,
      duties: {
        ...s.duties,
        [handoverId]: { ...s.duties[handoverId], ...Object.fromEntries(given.map((d) => [d.duty, d.answer])) },
      },
    }),
  },
  decide: {
    AnswerControllerDuties: {
      refuse: {
        'not-the-receiver': (s, { handoverId }, { actor }) =>
          s.handovers[handoverId] !== undefined && s.handovers[handoverId].to !== actor.agency,
        'handover-not-accepted': (s, { handoverId }) => !accepted(s.handovers[handoverId]),
      },
      about: eachHandover,
      notBefore: (s, { handoverId }) => s.handovers[handoverId]?.answer?.at,
      events: (s, data, { actor }) => [
        events.ControllerDutiesAnswered({ ...data, toAgency: s.handovers[data.handoverId]?.to ?? actor.agency }),
      ],
    },
  },
};

export interface DutyList {
  readonly handoverId: string;
  readonly agency: string;
  /** null: not answered yet. */
  readonly duties: readonly { readonly duty: ControllerDuty; readonly answer: 'done' | 'not-applicable' | null }[];
}
/** The checklists of a case, one an accepted handover. */
export const dutyLists = (s: CaseState): readonly DutyList[] =>
  Object.entries(s.handovers).flatMap(([handoverId, h]) =>
    accepted(h)
      ? [
          {
            handoverId,
            agency: h.to,
            duties: CONTROLLER_DUTIES.map((one) => ({ duty: one, answer: s.duties[handoverId]?.[one] ?? null })),
          },
        ]
      : [],
  );
