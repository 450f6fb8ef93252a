import { under } from '../../domain/case/persons.js';
import type { MeetingSubject } from '../../domain/meeting/state.js';
import { isOfCompliance } from '../../domain/obligations/alerts.js';
import {
  acuteObligations,
  dormantReviews,
  EVER,
  type Obligation,
  obligationsOfBreach,
  obligationsOfCase,
  obligationsOfMeeting,
  obligationsOfMentor,
  obligationsOfPartner,
  obligationsOfPerson,
  obligationsOfTransfers,
  obligationsToPersons,
  receiptOf,
  type SubjectEnd,
  triageOf,
} from '../../domain/obligations/index.js';
import type { PersonFacts } from '../../domain/person/facts.js';
import { joined, NO_RIGHTS } from '../../domain/person/rights.js';
import type { Survivor } from '../../domain/person/survivor.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import type { ObligationRow } from '../../projections/obligations/obligations.js';
import type { RegisterRow } from '../../projections/registers/registers.js';
import { deadlineIdOf } from './deadline-id.js';

/**
 * The rows of one record's obligations, from the read models' rows of what they depend on. The same pure function of facts and plans as everywhere
 * (domain.md section 6), asked for at `EVER`; what each relation lets an agency know of them is written beside (commands.md, Roles).
 */
type Of = Pick<ObligationRow, 'source' | 'infohus' | 'agencies' | 'assigned'> & {
  readonly kind: number;
  readonly at: string;
  readonly id: string;
  readonly viewers: (o: Obligation) => readonly string[];
  readonly whom: (o: Obligation) => string | null;
};

const tokens = (relation: string, agencies: readonly string[]) => agencies.map((agency) => `${relation}:${agency}`);

export function rowsOfConcern(
  c: ConcernRow,
  itsCase: CaseRow | undefined,
  plans: readonly Plan[],
  at = EVER,
): ObligationRow[] {
  if (c.infohus === '') return []; // not registered: nobody is shown it
  const triage = triageOf(c.concernId, c.facts, plans, at);
  const same = itsCase?.infohus === c.infohus ? itsCase : undefined;
  const concern = [...tokens('registrar', c.registeredBy ? [c.registeredBy] : []), 'infohus-police'];
  // Who is only asked to its case is told of none of these.
  const ofCase = tokens('on-case', itsCase?.agencies ?? []);
  const receipt = receiptOf(c.concernId, c.facts, plans, at);
  const acute = acuteObligations(c.concernId, c.facts, plans, at);
  const sent = obligationsOfTransfers(c.facts.transfers, { concernId: c.concernId, infohus: c.infohus }, plans, at);
  return rows([...(triage ? [triage] : []), ...acute, ...(receipt ? [receipt] : []), ...sent], {
    ...{ source: `concern-${c.concernId}`, infohus: c.infohus, kind: 0, at: c.receivedAt, id: c.concernId },
    agencies: same?.agencies ?? [],
    assigned: same?.state.assigned ?? {},
    // The triage is a step of the case: of a case that is not shown it is not.
    viewers: ({ obligation }) =>
      obligation !== 'triage' || c.caseId === null ? [...concern, ...ofCase] : tokens('on-case', same?.agencies ?? []),
    whom: (o) => (o.caseId ? (same?.responsible ?? null) : null),
  });
}

export function rowsOfCase(
  c: CaseRow,
  survivor: Survivor,
  people: ReadonlyMap<string, PersonFacts>,
  plans: readonly Plan[],
  at = EVER,
): ObligationRow[] {
  const state = under(c.state, survivor);
  const { handovers, referrals } = state;
  const asked = (o: Obligation) => handovers[o.handoverId ?? '']?.to ?? referrals[o.referralId ?? '']?.to;
  const owed = [
    ...obligationsOfCase(c.caseId, state, plans, at),
    ...obligationsToPersons(c.caseId, state, people, plans, at),
    ...dormantReviews(c.caseId, c, plans, at),
  ];
  return rows(owed, {
    ...{ source: `case-${c.caseId}`, infohus: c.infohus, kind: 1, at: c.openedAt, id: c.caseId },
    ...{ agencies: c.agencies, assigned: c.state.assigned },
    // Who is only asked is shown the answer that it owes.
    viewers: (o) => [
      ...tokens('on-case', c.agencies),
      ...tokens(
        'asked',
        c.asked.filter((agency) => agency === asked(o)),
      ),
    ],
    whom: (o) => asked(o) ?? c.responsible,
  });
}

/** What became of the subjects of its decisions, and who holds them. */
export interface Subjects {
  readonly concerns: ReadonlyMap<string, ConcernRow>;
  readonly cases: ReadonlyMap<string, CaseRow>;
}

export function rowsOfMeeting(
  m: RegisterRow<'meeting'>,
  about: Subjects,
  plans: readonly Plan[],
  at = EVER,
): ObligationRow[] {
  const owed = obligationsOfMeeting(m.state, endIn(about), plans, at);
  return rows(owed, {
    ...{ source: m.stream, infohus: m.infohus, kind: 2, at: m.at, id: m.id, agencies: [], assigned: {} },
    viewers: ({ agency }) => tokens('owes', agency ? [agency] : []),
    whom: ({ agency }) => agency ?? null,
  }).map((row) => {
    const itsCase = row.caseId ? about.cases.get(row.caseId) : undefined;
    return itsCase ? { ...row, assigned: itsCase.state.assigned } : row;
  });
}

export const endIn =
  ({ concerns, cases }: Subjects) =>
  ({ concernId, caseId }: MeetingSubject): SubjectEnd | undefined => {
    if (caseId === undefined) {
      const ended = concerns.get(concernId)?.facts.steps.findLast((s) => s.what === 'ended');
      return ended && { at: ended.at, how: 'ended' };
    }
    const left = cases.get(caseId)?.state.outreach.find((o) => o.what === 'left' && o.personId === null);
    return left && { at: left.at, how: 'left' };
  };

/** `asked`: what was asked under any id of the person, newest first. */
export function rowsOfPerson(id: string, asked: readonly RegisterRow<'person'>[], plans: readonly Plan[], at = EVER) {
  const [first] = asked;
  const rights = asked.reduce((all, { state }) => joined(all, state), NO_RIGHTS);
  return rows(obligationsOfPerson(id, rights, plans, at), {
    ...{ source: `person-${id}`, infohus: first?.infohus ?? '', kind: 3, at: first?.at ?? '', id: first?.id ?? id },
    ...{ agencies: [], assigned: {}, viewers: () => [], whom: () => null },
  });
}

/** Registers of which each record owes by itself: an Infohus' own work, so an agency is shown nothing of it. In the order of their rows. */
const OWED_IN = {
  mentor: 'certificate',
  partner: 'charter-renewal',
  breach: 'breach-notice',
} as const satisfies Readonly<Record<string, Obligation['obligation']>>;
export const OWING_REGISTERS = ['mentor', 'partner', 'breach'] as const satisfies readonly (keyof typeof OWED_IN)[];
/** What compliance alone owes is told to nobody who works. */
export const WORKED_REGISTERS = OWING_REGISTERS.filter((name) => !isOfCompliance({ obligation: OWED_IN[name] }));
export type OwingRow = {
  readonly [A in (typeof OWING_REGISTERS)[number]]: RegisterRow<A> & { readonly aggregate: A };
}[(typeof OWING_REGISTERS)[number]];

export function owedBy(row: OwingRow, plans: readonly Plan[], at: string): readonly Obligation[] {
  switch (row.aggregate) {
    case 'mentor':
      return obligationsOfMentor(row.id, row.state, plans, at);
    case 'partner':
      return obligationsOfPartner(row.id, row.state, plans, at);
    case 'breach':
      return obligationsOfBreach(row.id, row.state, plans, at);
  }
}
export const rowsOfRegister = (row: OwingRow, plans: readonly Plan[], at = EVER): ObligationRow[] =>
  rows(owedBy(row, plans, at), {
    ...{ source: row.stream, infohus: row.infohus, at: row.at, id: row.id },
    kind: 4 + OWING_REGISTERS.indexOf(row.aggregate),
    ...{ agencies: [], assigned: {}, viewers: () => [], whom: () => null },
  });

function rows(owed: readonly Obligation[], of: Of): ObligationRow[] {
  return owed.map((o, n) => ({
    ...{ source: of.source, n, deadlineId: deadlineIdOf(o), infohus: of.infohus, obligation: o.obligation },
    standing: o.open ? 'open' : o.state,
    dueAt: o.dueAt,
    soonAt: o.soonAt ?? o.dueAt,
    held: o.held ?? false,
    place: placeOf(of, n),
    ...{ caseId: o.caseId ?? null, concernId: o.concernId ?? null, whom: of.whom(o) },
    viewers: [...new Set(of.viewers(o))].sort(),
    ...{ agencies: of.agencies, assigned: of.assigned, facts: o },
  }));
}

/** Concerns and cases newest first and then by id downwards, registers by id upwards, as their lists stand; then as they are computed. */
const placeOf = ({ kind, at, id }: Of, n: number) =>
  `${kind}|${turned(at)}|${kind < 2 ? turned(id) : id}|${String(n).padStart(5, '0')}`;
/** Digits and hexadecimal letters turned round, so that what is later stands before. */
const turned = (text: string) => text.replace(/[0-9a-f]/g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16));
