import type { Who } from '../script.js';
import { type Concern, qualified } from './concerns.js';
import { atWork } from './days.js';
import { asSubject, DAY, HOUR, type Person, type Tale } from './tale.js';

/** A case as the rest of its story needs it. */
export interface Case {
  readonly id: string;
  readonly concern: Concern;
  readonly focus: Person;
  /** Who is responsible now. */
  readonly holder: Who;
  readonly opened: number;
}

export function opened(tale: Tale, concern: Concern, ms: number, caseType?: string): Case {
  const { random, town } = tale;
  const { focus } = concern;
  const id = random.uuid();
  tale.give('OpenCase', id, ms, town.lead, {
    infohus: town.infohus,
    concernIds: [concern.id],
    caseType:
      caseType ?? (focus.minor ? 'child' : random.one(['adult', 'adult', 'adult-psychiatric', 'crime-crossover'])),
    level: random.one(['specific', 'targeted']),
    responsibleAgency: town.lead.agency,
    subjects: [asSubject(focus), ...(focus.guardian ? [asSubject(focus.guardian, 'parent')] : [])],
  });
  return { id, concern, focus, holder: town.lead, opened: ms };
}

export function triaged(tale: Tale, { id }: Case, ms: number, to: Who): void {
  tale.give('TriageCase', id, ms, tale.town.lead, {
    toAgency: to.agency,
    decision: 'Opdigtet: visiteret efter drøftelse med myndighederne.',
  });
}

export function offeredTo(tale: Tale, of: Case, to: Who, ms: number): string {
  const handoverId = tale.random.uuid();
  tale.give('OfferHandover', of.id, ms, of.holder, {
    handoverId,
    toAgency: to.agency,
    reason: 'Opdigtet: sagen hører til hos jer.',
    disclosure: tale.disclosure(of.holder, to, 'Opdigtet: I skal kende sagen for at kunne overtage den.'),
  });
  return handoverId;
}

/** Offered and accepted, by somebody who takes it on. */
export function handedTo(tale: Tale, of: Case, to: Who, ms: number): Case {
  const handoverId = offeredTo(tale, of, to, ms);
  const answered = atWork(ms + tale.random.whole(20, 60) * HOUR);
  tale.give('AcceptHandover', of.id, answered, to, { handoverId });
  tale.give('AssignCaseworker', of.id, answered + HOUR, to, { userId: to.userId });
  return { ...of, holder: to };
}

/** From a concern to a case in the hands of who works on it: qualified, opened, triaged, handed over. */
export function begun(tale: Tale, concern: Concern, to?: Who): Case {
  const { random, town } = tale;
  const found = atWork(concern.received + random.whole(3, 18) * HOUR, 12);
  qualified(tale, concern, found, 'substantiated');
  const own = opened(tale, concern, found + HOUR);
  const holder = to ?? (concern.focus.minor ? town.social : random.one([town.social, town.socialToo, ...town.others]));
  const late = random.chance(0.1) ? 2 * DAY : 0;
  triaged(tale, own, atWork(found + 2 * HOUR + late), holder);
  if (holder.agency === town.lead.agency) {
    tale.give('AssignCaseworker', own.id, found + 3 * HOUR + late, town.lead, { userId: town.lead.userId });
    return own;
  }
  return handedTo(tale, own, holder, atWork(found + DAY + late));
}

export function assessed(tale: Tale, { id, focus, holder }: Case, ms: number): void {
  tale.give('RecordAssessment', id, ms, holder, {
    personId: focus.id,
    needs: 'Opdigtet: faste voksne, en plads i skole eller arbejde, nogen at tale med.',
    recommendedEfforts: ['Opdigtet: mentor', 'Opdigtet: samtaler med forældrene'],
    followUpAgency: holder.agency,
    dimensions: [
      { dimension: 'family', resources: 'Opdigtet: støttende forældre.', concerns: 'Opdigtet: konflikter hjemme.' },
      { dimension: 'school-work', concerns: 'Opdigtet: fravær.' },
    ],
  });
}

const CONTACTS = [
  ['meeting', 'Opdigtet: mødtes på biblioteket, god samtale.'],
  ['call', 'Opdigtet: talte om ugen, der gik.'],
  ['message', 'Opdigtet: aftale flyttet til torsdag.'],
  ['missed-appointment', 'Opdigtet: mødte ikke op; ringer i morgen.'],
] as const;

export function contact(tale: Tale, { id, focus, holder }: Case, ms: number, commandId?: string): void {
  const [kind, summary] = tale.random.one(CONTACTS);
  tale.give('RecordContact', id, ms, holder, { kind, personId: focus.id, summary }, commandId);
}

export function referred(tale: Tale, of: Case, to: Who, task: string, ms: number): string {
  const referralId = tale.random.uuid();
  tale.give('ReferCase', of.id, ms, of.holder, {
    referralId,
    toAgency: to.agency,
    task,
    disclosure: tale.disclosure(of.holder, to, 'Opdigtet: I skal kende baggrunden for at kunne hjælpe.'),
  });
  return referralId;
}

export function closed(tale: Tale, { id }: Case, ms: number): void {
  tale.give('CloseCase', id, ms, tale.town.lead, {
    reason: tale.random.one(['risk-over', 'risk-over', 'normal-system', 'moved', 'declined', 'other']),
    keepObligations: true,
  });
}
