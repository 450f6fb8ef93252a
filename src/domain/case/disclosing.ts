import { localDateOf } from '../kernel/calendar.js';
import type { Context, Ref } from '../kernel/decider.js';
import type { Sealed } from '../kernel/sealed.js';
import { survivors } from '../person/merged.js';
import { basisOf } from '../plan/legal-basis.js';
import { isShareable } from './assessment.js';
import { agesOpened, agesRead, isAdult } from './consent.js';
import { type DisclosureAsked, disclosureRules, type Receiver } from './disclosure.js';
import { offerStatus } from './offer-status.js';
import { personsIn, under } from './persons.js';
import type { CaseState } from './state.js';

interface Disclosing {
  readonly disclosure: DisclosureAsked;
}
const needs = ({ disclosure: { legalBasis } }: Disclosing, { plan, at }: Context) =>
  plan && basisOf(plan, legalBasis, localDateOf(at))?.needs;

/** SEL12B: every subject is adult on the day and has an accepted offer that was not withdrawn (commands.md, Legal bases). */
function allAdultsAccepted(s: CaseState, context: Context): boolean {
  const now = under(s, survivors(context));
  const accepted = new Set(
    Object.values(now.offers).flatMap((o) => (offerStatus(o) === 'accepted' ? [o.personId] : [])),
  );
  const day = localDateOf(context.at);
  return (
    s.status !== 'none' && Object.keys(now.subjects).every((id) => accepted.has(id) && isAdult(s, id, day, context))
  );
}

/** What every command of a case that discloses is decided by; ages are looked at only where the basis asks for them. */
export const disclosing = {
  reads: (s: CaseState, data: Disclosing, context: Context): readonly Ref[] =>
    needs(data, context) ? agesRead(s, context) : [],
  opens: (s: CaseState, data: Disclosing, context: Context): readonly Sealed[] =>
    needs(data, context) ? agesOpened(s, personsIn(s), context) : [],
};
/** `to`: who receives. */
export const disclosingTo = <T extends object>(to: (data: T) => Receiver) =>
  disclosureRules<T, CaseState>(to, (s, _, context) => allAdultsAccepted(s, context), isShareable);
export const disclosingRules = disclosingTo(({ toAgency }: { readonly toAgency: string }) => toAgency);
