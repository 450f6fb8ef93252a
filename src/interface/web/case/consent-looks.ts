import { Refused } from '../../../application/refusal.js';
import { ageGroupOf } from '../../../domain/case/consent.js';
import type { Ask } from '../page-controller.js';
import { said } from '../tasks/filled.js';
import { type Situation, today } from '../tasks/situation.js';
import type { Looks } from '../tasks/task.js';

/** Whom the rule asks, as it decides it: by the birth date where one is registered, else by the age group of the case. */
export async function consentOf(ask: Ask, situation: Situation): Promise<Looks> {
  const { record, form, page } = situation;
  const personId = record?.things.offers.find((o) => o.code === said(form['data.offerId']))?.about;
  if (!record || !personId) return {};
  const isMinor = record.persons.find((p) => p.personId === personId)?.ageGroup === 'minor';
  try {
    const { birthDate, guardians } = await ask('Person', { id: personId });
    const known = birthDate && page.plan ? ageGroupOf(birthDate, page.plan, today(situation)) === 'minor' : isMinor;
    return { consent: { isMinor: known, guardians } };
  } catch (error) {
    // Who may not open the person's own record chooses among those of the case.
    if (error instanceof Refused && error.code === 'not-found') return { consent: { isMinor, guardians: [] } };
    throw error;
  }
}
