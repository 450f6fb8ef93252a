import { z } from 'zod';
import { type Part, typed } from '../kernel/decider.js';
import { agencies, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { step } from './intake.js';
import { assessments, type ConcernState, ending, stepsOf } from './state.js';

const severity = z.enum(['acute', 'high', 'medium', 'low']);
const finality = z.enum(['preliminary', 'final']);
/** Counted in the report, never searched by and never shown with a person (domain.md rule 13, K24-6). */
const forms = z.array(
  z.enum(['militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'hybrid', 'other', 'none']),
);

const assessed = { severity, finality, readyToAct: z.boolean().optional() };
const qualified = {
  outcome: z.enum(['substantiated', 'unsubstantiated']),
  method: z.enum(['discussion', 'home-visit', 'conversation', 'urgent-meeting']),
  participants: agencies,
  signs: text.optional(),
  grounds: text,
  forms: forms.optional(),
  vulnerabilities: text.optional(),
};
export const events = defineEvents('concern', {
  SeverityAssessed: by('AssessSeverity', assessed),
  ConcernQualified: by('QualifyConcern', qualified),
});
export const commands = defineCommands({
  /** Police also once it is linked to a case (commands.md, Roles). */
  AssessSeverity: {
    who: ['registrar', 'police', 'coordinator'],
    fields: assessed,
    refusals: ['police-sets-final-severity', 'final-severity-stands'],
    reserved: ({ finality }) => (finality === 'final' ? 'police' : undefined),
  },
  QualifyConcern: { who: ['coordinator', 'infohus-police'], fields: qualified, refusals: ['concern-ended'] },
});
const vocabulary = { events, commands };

/** How urgent it is, and whether it is substantiated: found across agencies (K16-3), the final severity by police alone (KØ-2). */
export const qualification: Part<ConcernState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    SeverityAssessed: (s, { data, occurredAt, actor }) =>
      step(s, {
        at: occurredAt,
        what: 'assessed',
        severity: data.severity,
        final: data.finality === 'final',
        readyToAct: data.readyToAct ?? null,
        ...(actor.role === 'police' ? { byPolice: true } : {}),
      }),
    ConcernQualified: (s, { data, occurredAt }) =>
      step(s, { at: occurredAt, what: 'qualified', outcome: data.outcome, forms: data.forms ?? [] }),
  },
  decide: {
    AssessSeverity: {
      refuse: {
        'police-sets-final-severity': typed(
          (_, data, { actor }) => data.finality === 'final' && actor.role !== 'police',
        ),
        'final-severity-stands': typed(
          (s, data) => data.finality === 'preliminary' && assessments(stepsOf(s)).some((a) => a.final),
        ),
      },
      events: (_, data) => [events.SeverityAssessed(data)],
    },
    QualifyConcern: {
      refuse: { 'concern-ended': (s) => ending(stepsOf(s)) !== undefined },
      events: (_, data) => [events.ConcernQualified(data)],
    },
  },
};
