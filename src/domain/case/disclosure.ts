import { z } from 'zod';
import { localDateOf } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { code, openText, text } from '../kernel/schema.js';
import { basisOf, basisRefusal } from '../plan/legal-basis.js';
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
};
/** As a command brings it: the purpose is text, so that any other than crime prevention can be named and refused. */
export const disclosureAsked = z.strictObject({ ...parts, purpose: openText });
/** As an event holds it: no other purpose can be expressed (retsplejeloven § 115 stk. 2). */
export const disclosure = z.strictObject({ ...parts, purpose: z.literal('crime-prevention') });

export type DisclosureAsked = z.output<typeof disclosureAsked>;
export type Disclosure = z.output<typeof disclosure>;

export const DISCLOSURE_REFUSALS = [
  'disclosure-needs-basis',
  'basis-not-for-these-agencies',
  'no-investigation-purpose',
] as const;

interface Disclosing {
  readonly disclosure: DisclosureAsked;
}
/** Whether what a basis `needs` holds (SEL12B: of a case only, so nothing else meets it). */
export type Meets<S> = (state: S, need: NonNullable<Plan['legalBases'][number]['needs']>, context: Context) => boolean;

/** The three refusals of every command that discloses; `to` says which agency receives. `meets`: what is known of the case for a basis that asks for more. */
export function disclosureRules<T extends object, S = unknown>(
  to: (data: T, context: Context) => string,
  meets: Meets<S> = () => false,
  receiverPlan: (data: T, context: Context) => Plan | undefined = () => undefined,
) {
  type D = T & Disclosing;
  const refusal = (state: S, data: D, context: Context) => {
    const { legalBasis, constellation } = data.disclosure;
    const { plan } = context;
    if (!plan) return 'disclosure-needs-basis';
    const on = localDateOf(context.at);
    const pair = { from: context.actor.agency, to: to(data, context), legalBasis, constellation, on };
    const elsewhere = receiverPlan(data, context);
    const refused = basisRefusal(plan, elsewhere ? { ...pair, receiverPlan: elsewhere } : pair);
    const need = basisOf(plan, legalBasis, on)?.needs;
    return refused ?? (need && !meets(state, need, context) ? 'basis-not-for-these-agencies' : null);
  };
  return {
    'disclosure-needs-basis': (state: S, data: D, context: Context) =>
      refusal(state, data, context) === 'disclosure-needs-basis',
    'basis-not-for-these-agencies': (state: S, data: D, context: Context) =>
      refusal(state, data, context) === 'basis-not-for-these-agencies',
    'no-investigation-purpose': (_: S, data: D) => data.disclosure.purpose !== 'crime-prevention',
  };
}

export const disclosed = (asked: DisclosureAsked): Disclosure => ({ ...asked, purpose: 'crime-prevention' });
