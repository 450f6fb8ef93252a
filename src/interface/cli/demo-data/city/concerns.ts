import type { Who } from '../script.js';
import { atWork } from './days.js';
import { asSubject, HOUR, type Person, type Tale } from './tale.js';
import type { Town } from './towns.js';

const TOLD = [
  'Opdigtet: en lærer er bekymret for en elev, der har ændret omgangskreds og taler nedsættende om andre grupper.',
  'Opdigtet: en pårørende har fundet voldelige videoer på en telefon og ved ikke, hvordan samtalen tages.',
  'Opdigtet: en medarbejder i en klub hører støtte til vold i en chatgruppe.',
  'Opdigtet: en boligsocial medarbejder ser, at en beboer isolerer sig og citerer ekstreme kanaler.',
  'Opdigtet: en mentor fra et andet forløb fortæller om trusler, der ikke virker konkrete.',
];
export const ADVICE = [
  'Opdigtet: sådan holdes samtalen åben',
  'Opdigtet: hvem skolen kan ringe til',
  'Opdigtet: hvad der er lovligt, og hvad der er bekymrende',
];

export interface Concern {
  readonly id: string;
  readonly focus: Person;
  readonly by: Who;
  readonly received: number;
}
export interface Received {
  readonly minor?: boolean;
  readonly by?: Who;
  readonly severity?: 'high' | 'medium' | 'low';
  readonly final?: boolean;
  readonly person?: object;
}

/** Received, registered, told to police, and its urgency found: as every concern begins. */
export function received(tale: Tale, ms: number, said: Received = {}): Concern {
  const { random, town } = tale;
  const by = said.by ?? random.one(town.reporters);
  const minor = said.minor ?? random.chance(0.45);
  const focus = tale.person(ms, by, minor, said.person);
  const id = random.uuid();
  tale.give('RegisterConcern', id, ms + HOUR / 2, by, {
    infohus: town.infohus,
    channel: random.one(town.channels),
    receivedAt: new Date(ms).toISOString(),
    subjects: [asSubject(focus), ...(focus.guardian ? [asSubject(focus.guardian, 'parent')] : [])],
    description: random.one(TOLD),
    reportedByAgency: by.agency,
  });
  tale.give('NotifyPolice', id, ms + HOUR, town.lead, { notifiedAt: new Date(ms + HOUR).toISOString() });
  const severity = said.severity ?? random.one(['high', 'medium', 'medium', 'low', 'low']);
  tale.give('AssessSeverity', id, ms + 1.2 * HOUR, town.lead, { severity, finality: 'preliminary' });
  if (said.final ?? random.chance(0.6))
    tale.give('AssessSeverity', id, ms + 2 * HOUR, town.police, { severity, finality: 'final', readyToAct: false });
  return { id, focus, by, received: ms };
}

export function qualified(tale: Tale, { id }: Concern, ms: number, outcome: 'substantiated' | 'unsubstantiated'): void {
  const { random, town } = tale;
  tale.give('QualifyConcern', id, ms, town.lead, {
    outcome,
    method: random.one(['discussion', 'discussion', 'conversation', 'home-visit']),
    participants: [town.lead.agency, town.police.agency, town.social.agency],
    grounds: 'Opdigtet: drøftet på tværs af myndighederne.',
    forms: [random.one(['none', 'none', 'militant-islamist', 'right-wing', 'left-wing', 'anti-authority', 'hybrid'])],
  });
}

/** A concern that becomes no case: advice, and an end of one of the kinds that there are. */
export function ended(tale: Tale, concern: Concern, other: Town): void {
  const { random, town } = tale;
  const ms = atWork(concern.received + random.whole(4, 20) * HOUR);
  if (random.chance(0.6))
    tale.give('GiveAdvice', concern.id, ms, town.lead, {
      to: random.one(['professional', 'citizen', 'relative']),
      topic: random.one(ADVICE),
    });
  const fate = random.next();
  if (fate < 0.65) {
    qualified(tale, concern, ms + HOUR / 2, 'unsubstantiated');
    tale.give('DismissConcern', concern.id, ms + HOUR, town.lead, { reason: 'unsubstantiated' });
  } else if (fate < 0.88) {
    tale.give('DismissConcern', concern.id, ms + HOUR, town.lead, { reason: 'irrelevant' });
  } else if (fate < 0.95) {
    tale.give('HandConcernToPolice', concern.id, ms + HOUR, town.police, {
      to: 'police',
      reason: 'Opdigtet: politiet efterforsker selv.',
    });
  } else {
    const newConcernId = random.uuid();
    tale.give('ForwardConcern', concern.id, ms + HOUR, town.lead, {
      toInfohus: other.infohus,
      newConcernId,
      disclosure: tale.disclosure(town.lead, other.lead, 'Opdigtet: personen er flyttet.', ['identity']),
    });
    // It is qualified anew where it came to (domain.md rule 3).
    tale.give('DismissConcern', newConcernId, atWork(ms + 6 * HOUR), other.lead, { reason: 'irrelevant' });
  }
}
