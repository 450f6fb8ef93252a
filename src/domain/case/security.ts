import { z } from 'zod';
import type { Part } from '../kernel/decider.js';
import { agency, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { courseStatus } from './course-status.js';
import { events as courseEvents, named } from './courses.js';
import { type CaseState, each } from './state.js';

const to = z.enum(['police', 'pet']);
export const events = defineEvents('case', {
  /** `byAgency`: the police agency that found the threat, and that must clear it. */
  CaseHandedToSecurity: by('HandCaseToSecurity', { to, byAgency: agency, reason: text }),
  ClearedForSupport: by('ClearForSupport', {}),
});
export const commands = defineCommands({
  // Police of the Infohus who know of it by a linked concern give these two, and see nothing else of the case.
  HandCaseToSecurity: { who: ['police'], unseen: ['police'], fields: { to, reason: text }, refusals: [] },
  ClearForSupport: {
    who: ['police'],
    unseen: ['police'],
    fields: {},
    refusals: ['no-security-hold'],
  },
});
const vocabulary = { events, commands };

/** A security threat belongs to police and PET: no offer, course or referral starts until police clear it (K16-15, domain.md rule 8). */
export const security: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    CaseHandedToSecurity: (s, { data, occurredAt }) => ({
      ...s,
      hold: { since: occurredAt, by: data.byAgency },
      offers: each(s.offers, (o) => ({ ...o, steps: [...o.steps, { at: occurredAt, what: 'security' }] })),
    }),
    ClearedForSupport: (s) => ({ ...s, hold: null }),
  },
  decide: {
    HandCaseToSecurity: {
      refuse: {},
      events: (s, { to: receiver, reason }, { actor, at }) => [
        events.CaseHandedToSecurity({ to: receiver, byAgency: actor.agency, reason }),
        ...Object.entries(s.courses)
          .filter(([, c]) => courseStatus(c) === 'active' && c.startedAt <= at)
          .map(([courseId]) => courseEvents.CoursePaused(named(s, courseId))),
      ],
    },
    ClearForSupport: {
      refuse: { 'no-security-hold': (s) => s.hold === null },
      notBefore: (s) => s.hold?.since,
      events: () => [events.ClearedForSupport({})],
    },
  },
};
