import { z } from 'zod';
import { type Documented, hangsOn } from '../document/state.js';
import { localDateOf } from '../kernel/calendar.js';
import { type Context, typed } from '../kernel/decider.js';
import { code, id, openText, text } from '../kernel/schema.js';
import { type BasisRefusal, basisOf, basisRefusal } from '../plan/legal-basis.js';
import type { AgencyKind } from '../plan/parts.js';
import type { Plan } from '../plan/schema.js';

/** Personal data reaches another agency only with a disclosure: basis, purpose and necessity (domain.md rule 5, K16-13). */
export const CATEGORIES = [
  'identity',
  'contact',
  'health',
  'offence',
  'family',
  'school-work',
  'assessment',
  'course',
] as const;

const parts = {
  categories: z.array(z.enum(CATEGORIES)),
  legalBasis: code,
  constellation: code,
  necessity: text,
  channel: z.enum(['written', 'meeting', 'call']).optional(),
  /** What is not named does not go. */
  documents: z.array(id).optional(),
  statements: z.array(id).optional(),
};
/** As a command brings it: the purpose is text, so that any other than crime prevention can be named and refused. */
export const disclosureAsked = z.strictObject({ ...parts, purpose: openText });
/** As an event holds it: no other purpose can be expressed (retsplejeloven § 115 stk. 2). */
export const disclosure = z.strictObject({ ...parts, purpose: z.literal('crime-prevention') });

/** What a meeting tells of one record: the first who is told, and whoever is told with it. */
const told = { toAgency: code, disclosure };
export const toldInMeeting = { ...told, also: z.array(z.strictObject(told)).optional() };

/** Before documents and statements could be named. */
export const disclosureOfOld = disclosure.omit({ documents: true, statements: true });

export type DisclosureAsked = z.output<typeof disclosureAsked>;
export type Disclosure = z.output<typeof disclosure>;

export const DISCLOSURE_REFUSALS = [
  'disclosure-needs-basis',
  'basis-not-for-these-agencies',
  'no-investigation-purpose',
  'not-shareable',
  'no-such-document',
] as const;

interface Disclosing {
  readonly disclosure: DisclosureAsked;
}
/** Who receives: an agency of the plan, or one that the plan does not name and that counts as of a kind (an Infohus, an installation). */
export type Receiver = string | { readonly kind: AgencyKind };
/** Whether what a basis `needs` holds (SEL12B: of a case only, so nothing else meets it). */
export type Meets<S> = (state: S, need: NonNullable<Plan['legalBases'][number]['needs']>, context: Context) => boolean;

/** The refusals of every command that discloses; `to` says who receives. `meets`: what is known of the case for a basis that asks for more. */
export function disclosureRules<T extends object, S = unknown>(
  to: (data: T, context: Context) => Receiver,
  meets: Meets<S> = () => false,
  shareable: (state: S, statementId: string) => boolean = () => false,
) {
  type D = T & Disclosing;
  const refused = (state: S, data: D, context: Context) =>
    disclosureRefusal(data.disclosure, to(data, context), context, (need) => meets(state, need, context));
  return {
    'disclosure-needs-basis': typed(
      (state: S, data: D, context) => refused(state, data, context) === 'disclosure-needs-basis',
    ),
    'basis-not-for-these-agencies': typed(
      (state: S, data: D, context) => refused(state, data, context) === 'basis-not-for-these-agencies',
    ),
    'no-investigation-purpose': typed((_: S, { disclosure: asked }: D) => isOther(asked.purpose)),
    // Statements are of a case's assessments: of anything else there is none that could be named (B-2).
    'not-shareable': typed((state: S, { disclosure: asked }: D) => {
      const kept = (asked.statements ?? []).filter((statementId) => !shareable(state, statementId));
      return kept.length > 0 && `not to be passed on, or unknown: ${kept.join(', ')}`;
    }),
    /** What does not hang on it cannot go with it (B-1). */
    'no-such-document': typed((state: S, { disclosure: asked }: D) =>
      (asked.documents ?? []).some((documentId) => !hangsOn((state ?? {}) as Documented, documentId)),
    ),
  };
}
const isOther = (purpose: string) => purpose !== 'crime-prevention';

/** By the plan in force at `at`: code and period, then constellation, pair and what the basis needs. */
function disclosureRefusal(
  { legalBasis, constellation }: DisclosureAsked,
  to: Receiver,
  { plan, actor, at }: Context,
  meets: (need: NonNullable<Plan['legalBases'][number]['needs']>) => boolean,
): BasisRefusal | null {
  if (!plan) return 'disclosure-needs-basis';
  const on = localDateOf(at);
  const refused = basisRefusal(plan, { from: actor.agency, to, legalBasis, constellation, on });
  if (refused) return refused;
  const need = basisOf(plan, legalBasis, on)?.needs;
  return need && !meets(need) ? 'basis-not-for-these-agencies' : null;
}

export const disclosed = (asked: DisclosureAsked): Disclosure => ({ ...asked, purpose: 'crime-prevention' });
