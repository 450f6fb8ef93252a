import { nextAlerts } from '../../../application/obligations/next-alert.js';
import {
  rowsOfCase,
  rowsOfConcern,
  rowsOfMeeting,
  rowsOfPerson,
  rowsOfRegister,
} from '../../../application/obligations/rows.js';
import { personsIn } from '../../../domain/case/persons.js';
import { grouped } from '../../../domain/kernel/grouped.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { byDeadline } from '../../../projections/deadline-alerts/deadline-alerts.js';
import type { NextAlert, ObligationRow } from '../../../projections/obligations/obligations.js';
import { factsIn } from '../../../projections/persons/persons.js';
import type { Sources } from './sources.js';
import { Families, type Touched } from './touched.js';

export interface Computed {
  /** Every source that was computed, with rows or without. */
  readonly sources: readonly string[];
  readonly rows: readonly ObligationRow[];
  readonly alerts: readonly NextAlert[];
}

/** The rows of what was touched, as the other read models stand. */
export async function computed(touched: Touched, sources: Sources, plans: readonly Plan[]): Promise<Computed> {
  const families = touched.cases.size + touched.persons.size > 0 ? await Families.of(sources) : undefined;
  const rows = [
    ...(await ofConcerns(touched, sources, plans)),
    ...(families ? await ofCases(touched, families, sources, plans) : []),
    ...(await ofMeetings(touched, sources, plans)),
    ...(families ? await ofPersons(touched, families, sources, plans) : []),
    ...(await sources.owing([...touched.registers])).flatMap((row) => rowsOfRegister(row, plans)),
  ];
  const everyone = families?.everyone(touched.persons) ?? [];
  return {
    sources: [
      ...[...touched.concerns].map((id) => `concern-${id}`),
      ...[...touched.cases].map((id) => `case-${id}`),
      ...[...touched.meetings].map((id) => `meeting-${id}`),
      ...everyone.map((id) => `person-${id}`),
      ...touched.registers,
    ],
    rows,
    alerts: await alertsOf(rows, sources, plans),
  };
}

async function ofConcerns({ concerns }: Touched, sources: Sources, plans: readonly Plan[]) {
  if (concerns.size === 0) return [];
  const found = await sources.concerns('"concernId" = any($1::uuid[])', [...concerns]);
  const caseIds = found.flatMap((c) => c.caseId ?? []);
  const cases = new Map((await sources.cases('"caseId" = any($1::uuid[])', caseIds)).map((c) => [c.caseId, c]));
  return found.flatMap((c) => rowsOfConcern(c, cases.get(c.caseId ?? ''), plans));
}

async function ofCases({ cases }: Touched, families: Families, sources: Sources, plans: readonly Plan[]) {
  if (cases.size === 0) return [];
  const found = await sources.cases('"caseId" = any($1::uuid[])', [...cases]);
  const named = found.flatMap(({ state }) => [...personsIn(state), ...state.openedFor.map((one) => one.personId)]);
  const people = await sources.persons('"personId" = any($1::uuid[])', families.everyone(named));
  const facts = factsIn(people);
  return found.flatMap((c) => rowsOfCase(c, families.survivor, facts, plans));
}

async function ofMeetings({ meetings }: Touched, sources: Sources, plans: readonly Plan[]) {
  if (meetings.size === 0) return [];
  const found = await sources.register(
    'meeting',
    'stream = any($1)',
    [...meetings].map((id) => `meeting-${id}`),
  );
  const subjects = found.flatMap(({ state }) => state.decisions.map((d) => d.subject));
  const caseIds = subjects.flatMap((s) => s.caseId ?? []);
  const concernIds = subjects.flatMap((s) => s.concernId ?? []);
  const cases = new Map((await sources.cases('"caseId" = any($1::uuid[])', caseIds)).map((c) => [c.caseId, c]));
  const concerns = new Map(
    (await sources.concerns('"concernId" = any($1::uuid[])', concernIds)).map((c) => [c.concernId, c]),
  );
  return found.flatMap((m) => rowsOfMeeting(m, { cases, concerns }, plans));
}

async function ofPersons({ persons }: Touched, families: Families, sources: Sources, plans: readonly Plan[]) {
  if (persons.size === 0) return [];
  const streams = families.everyone(persons).map((id) => `person-${id}`);
  // Of an Infohus what was asked there: a person may have asked in two.
  const asked = grouped(
    await sources.register('person', 'stream = any($1)', streams),
    (row) => `${families.survivor(row.id)} ${row.infohus}`,
  );
  const bySource = new Map<string, ObligationRow[]>();
  for (const [key, rows] of asked) {
    const [id = ''] = key.split(' ');
    bySource.set(id, [...(bySource.get(id) ?? []), ...rowsOfPerson(id, rows, plans)]);
  }
  return [...bySource.values()].flatMap((rows) => rows.map((row, n) => ({ ...row, n })));
}

/** When each is next told of, from what was told already. */
async function alertsOf(rows: readonly ObligationRow[], sources: Sources, plans: readonly Plan[]) {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.deadlineId);
  const told = byDeadline(await sources.alerts('"deadlineId" = any($1::uuid[])', ids));
  return rows.flatMap((row) => nextAlerts(row, plans, told.get(row.deadlineId) ?? []));
}
