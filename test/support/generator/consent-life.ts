// Consents as they are written down, consents given anew, and who comes back after an objection.
import type { Life, Person } from './life.js';
import { type Actor, type Cursor, DAY, type Data, localDay, type Ms } from './script.js';

export interface Support {
  readonly life: Life;
  readonly caseId: string;
  readonly worker: () => Actor;
  readonly coordinator: () => Actor;
}

export type PutOffer = (command: string, at: Ms, data: Data, actor?: Actor, late?: Ms) => void;

export const consentOf = (life: Life, person: Person, at: Ms): Data => {
  const other = person.guardians[0] ?? life.rng.uuid();
  const by = person.ageGroup === 'minor' ? [person.id, other] : [person.id];
  return { by, scope: life.text('Samtykke'), givenOn: localDay(at) };
};

/** Who asked not to be contacted is offered nothing of any kind until the person comes back. */
export function comeBack(support: Support, person: Person, cursor: Cursor, put: PutOffer): void {
  const { life, caseId, worker } = support;
  const { rng } = life;
  const offer = (kind: string) =>
    life.put('OfferSupport', caseId, cursor.on(1, 30), worker(), { offerId: rng.uuid(), personId: person.id, kind });
  const lift = (personId: string) =>
    life.put('LiftDoNotContact', caseId, cursor.on(1, 30), worker(), { personId, reason: life.text('Kom selv') });
  life.wrong(() => offer('other-kind'), 4);
  life.wrong(() => lift(rng.uuid()), 2);
  if (rng.chance(0.4)) return;
  lift(person.id);
  life.wrong(() => lift(person.id), 2);
  if (rng.chance(0.6)) put('RepeatOffer', cursor.on(20, 3000), {});
  if (rng.chance(0.4)) offer('other-kind');
}

/** A consent given anew, and one dated after it was written down. */
export function renew(life: Life, person: Person, cursor: Cursor, put: PutOffer): void {
  const given = (at: Ms, day: Ms) => put('RenewConsent', at, { consent: consentOf(life, person, day) });
  life.wrong(() => given(cursor.at, cursor.at + 2 * DAY), 2);
  if (life.rng.chance(0.2)) given(cursor.on(1, 60), cursor.at);
}
