// *Age* and consent (commands.md, after the case table; rule 6 of domain.md).
import type { CaseState, Offer } from './case-state.js';
import { child, type Data, str, strings } from './model.js';
import { isMinor, type Resolve } from './persons.js';
import type { Rule } from './rules-concern.js';
import type { Day } from './time.js';

/** What is registered about persons, under whatever id. */
export interface Registered {
  readonly guardians: (personId: string) => readonly string[];
  readonly birthDate: (personId: string) => Day | null;
  readonly resolve: Resolve;
}

/** The age on the day of consent, what contradicts it, and who is missing. */
export function consentRules(state: CaseState, offer: Offer | undefined, data: Data, known: Registered): Rule[] {
  const subject = offer && state.subjects.get(offer.personId);
  if (!offer || !subject) return [];
  const consent = child(data, 'consent');
  const { personId } = offer;
  const minor = isMinor(known.birthDate(personId), subject.ageGroup, state.infohus, str(consent, 'givenOn'));
  // AMBIGUOUS: an adult's own name is not asked for in `by`: only minors are spoken of. Alternative: it is.
  const by = strings(consent, 'by').map(known.resolve);
  const registered = known.guardians(personId);
  const other = by.filter((id) => id !== personId);
  const guardian = registered.length === 0 ? other.length > 0 : other.some((id) => registered.includes(id));
  return [
    ['age-group-contradicts', minor !== (subject.ageGroup === 'minor')],
    ['guardian-consent-missing', minor && (!by.includes(personId) || !guardian)],
  ];
}

/** SEL12B: every subject is adult on the day and has an accepted offer that was not withdrawn. */
export function allAccepted(state: CaseState, day: Day, birthDate: Registered['birthDate']): boolean {
  const accepted = (personId: string) =>
    [...state.offers.values()].some((offer) => offer.personId === personId && offer.consent !== null);
  return [...state.subjects].every(
    ([personId, { ageGroup }]) => !isMinor(birthDate(personId), ageGroup, state.infohus, day) && accepted(personId),
  );
}
