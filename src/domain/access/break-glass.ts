import { z } from 'zod';
import { onCase } from '../case/standing.js';
import { caseAggregate } from '../case/state.js';
import { addHours, localDateOf } from '../kernel/calendar.js';
import type { Context, Part } from '../kernel/decider.js';
import { fixed, id, infohus, instant, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { planInForce } from '../plan/in-force.js';
import { ofPlan } from '../plan/roles.js';
import { type AccessState, counted, type Glass } from './state.js';

const use = { caseId: id, justification: text };
const review = { glassId: id, justified: z.boolean(), assessment: text };
export const events = defineEvents('access', {
  /** `infohus` is the case's; until then the one who broke it sees the case. */
  BreakGlassUsed: by('UseBreakGlass', { ...use, infohus, until: fixed(instant) }),
  BreakGlassReviewed: by('ReviewBreakGlass', {
    caseId: id,
    justified: z.boolean().optional(),
    finding: text.optional(),
  }).next(
    { caseId: id, glassId: id.optional(), justified: z.boolean().optional(), assessment: text.optional() },
    ({ finding, ...old }) => ({ ...old, assessment: finding }),
  ),
});
export const commands = defineCommands({
  UseBreakGlass: {
    who: ['any'],
    on: 'new',
    fields: use,
    refusals: ['not-found', 'glass-not-needed'],
    stepUp: true,
  },
  ReviewBreakGlass: {
    who: ['compliance'],
    fields: review,
    refusals: ['not-found', 'own-break-glass', 'already-reviewed'],
  },
});
const vocabulary = { events, commands };

type GlassCase = { readonly caseId: string };
const theCase = ({ caseId }: GlassCase, { read }: Context) => read(caseAggregate, caseId);
/** Permission is by the rights of now, whatever `at` says (commands.md, Roles). */
const planOf = (asked: GlassCase, context: Context) =>
  planInForce(context.plans, theCase(asked, context).infohus, localDateOf(context.now));
const ofItsInfohus = (asked: GlassCase, context: Context) => ofPlan(context.actor.agency, planOf(asked, context));
/** A review that finds no justification ends the access at once; it never makes it longer. */
const reviewed = (glass: Glass, at: string, justified: boolean | undefined): Glass => ({
  ...glass,
  reviewedAt: glass.reviewedAt ?? at,
  justified: justified ?? null,
  until: justified === false && at < glass.until ? at : glass.until,
});

/** Need to know, and the one way around it: a written reason, one case, some hours, and compliance sees it at once (REL I47). */
export const breakGlass: Part<AccessState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    BreakGlassUsed: (s, { data: { caseId, infohus, until }, actor: { userId, agency }, occurredAt: usedAt }) => ({
      ...counted(s),
      glass: { caseId, infohus, userId, agency, usedAt, until, reviewedAt: null, justified: null },
    }),
    BreakGlassReviewed: (s, { data, occurredAt }) => ({
      ...s,
      glass: s.glass && reviewed(s.glass, occurredAt, data.justified),
    }),
  },
  decide: {
    UseBreakGlass: {
      reads: (_, { caseId }) => [{ of: caseAggregate, id: caseId }],
      refuse: {
        // Only where there is no such case in one's own Infohuse.
        'not-found': (_, data, context) => theCase(data, context).status === 'none' || !ofItsInfohus(data, context),
        'glass-not-needed': (_, data, context) => onCase(theCase(data, context), context.actor, planOf(data, context)),
      },
      events: (_, data, context) => {
        // From the moment it is asked for: a back-dated hour opens nothing longer, a forward one is refused.
        const until = addHours(context.now, planOf(data, context)?.breakGlass.hours ?? 0);
        return [events.BreakGlassUsed({ ...data, infohus: theCase(data, context).infohus, until })];
      },
    },
    ReviewBreakGlass: {
      refuse: {
        'not-found': (s, { glassId }, { id: self }) => s.glass === null || glassId !== self,
        'own-break-glass': (s, _, { actor }) => s.glass?.userId === actor.userId,
        'already-reviewed': (s) => s.glass?.reviewedAt !== null,
      },
      notBefore: (s) => s.glass?.usedAt,
      events: ({ glass }, data) => [events.BreakGlassReviewed({ ...data, caseId: glass?.caseId ?? '' })],
    },
  },
};
