import { z } from 'zod';
import type { Context } from '../kernel/decider.js';
import { code, openText, text } from '../kernel/schema.js';
import { basisRefusal } from '../plan/legal-basis.js';
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
/** The three refusals of every command that discloses; `to` says which agency receives. */
export function disclosureRules<T extends object>(
  to: (data: T, context: Context) => string,
  receiverPlan: (data: T, context: Context) => Plan | undefined = () => undefined,
) {
  type D = T & Disclosing;
  const refusal = (data: D, context: Context) => {
    const { legalBasis, constellation } = data.disclosure;
    if (!context.plan) return 'disclosure-needs-basis';
    const pair = { from: context.actor.agency, to: to(data, context), legalBasis, constellation };
    const elsewhere = receiverPlan(data, context);
    return basisRefusal(context.plan, elsewhere ? { ...pair, receiverPlan: elsewhere } : pair);
  };
  return {
    'disclosure-needs-basis': (_: unknown, data: D, context: Context) =>
      refusal(data, context) === 'disclosure-needs-basis',
    'basis-not-for-these-agencies': (_: unknown, data: D, context: Context) =>
      refusal(data, context) === 'basis-not-for-these-agencies',
    'no-investigation-purpose': (_: unknown, data: D) => data.disclosure.purpose !== 'crime-prevention',
  };
}

export const disclosed = (asked: DisclosureAsked): Disclosure => ({ ...asked, purpose: 'crime-prevention' });
