import { eventIdOf } from '../../../../application/sealing.js';
import type { Script, Who } from '../script.js';
import { instant, type Step } from '../steps.js';
import { atWork, fromDay, onDay, workingDay } from './days.js';
import { DAY, HOUR, type Tale } from './tale.js';
import { KOEBENHAVN, KOEGE, type Town } from './towns.js';

/** Plans that Infohuse went over to, each by whoever coordinates it. The first of each is adopted by the command files. */
export function plansAdopted(script: Script, uuid: () => string): void {
  for (const [planId, from, to] of [
    ['koebenhavn-2020', '2020-01-01', '2021-12-31'],
    ['koebenhavn-2024', '2024-01-01', '2026-12-31'],
  ] as const)
    script.give('AdoptPlan', uuid(), onDay(from, 34), KOEBENHAVN.lead, {
      infohus: 'koebenhavn',
      planId,
      adoptedBy: 'Borgerrepræsentationen',
      from,
      to,
    });
}

const worker = (town: Town): Who => town.reporters.at(-1) ?? town.lead;

/** What a town does for pupils, parents and professionals in a year, and what a survey found. */
export function activities(tale: Tale, year: number): void {
  const { random, town } = tale;
  const { infohus } = town;
  const record = (month: number, kind: string, targetGroup: string, participants: number, more: object = {}) => {
    const heldOn = workingDay(`${year}-${String(month).padStart(2, '0')}-10`, 1);
    const data = { infohus, kind, heldOn, targetGroup, participants, ...more };
    tale.give('RecordActivity', random.uuid(), onDay(heldOn, 15), worker(town), data);
  };
  if (infohus === 'koege') {
    for (const month of [2, 5, 9, 11]) record(month, 'staff-training', 'professionals', random.whole(12, 24));
    record(10, 'theme-day', 'professionals', random.whole(40, 70));
    return;
  }
  for (const month of [2, 4, 9, 11])
    record(month, 'school-workshop', 'society', random.whole(900, 1300), { schoolType: 'folkeskole' });
  for (const month of [3, 10])
    record(month, 'school-workshop', 'society', random.whole(380, 480), { schoolType: 'friskole' });
  record(5, 'parent-workshop', 'society', random.whole(90, 130));
  record(10, 'parent-workshop', 'society', random.whole(90, 160));
  for (const month of [1, 2, 3, 4, 6, 8, 9, 11])
    record(month, 'professional-talk', 'professionals', random.whole(18, 40));
  measurement(tale, year);
}

export function measurement({ random, town, script }: Tale, year: number): void {
  for (const [indicator, value] of [
    ['citizenship', (93 + random.whole(-3, 2)) / 100],
    ['unsafe-neighbourhood', (7 + random.whole(-1, 2)) / 100],
  ] as const)
    script.give('RecordMeasurement', random.uuid(), onDay(`${year}-12-15`, 10), town.analyst, {
      infohus: town.infohus,
      indicator,
      year,
      value,
      source: 'opdigtet undersøgelse',
    });
}

/** Unrest of a group, calls to the hotline, agreements and charters: no person is in any of them. */
export function cityLife(tale: Tale, year: number, until: string): void {
  const { random, town } = tale;
  const raised = onDay(`${year}-10-1${random.whole(0, 8)}`, 21);
  const incident = random.uuid();
  tale.give('RaiseIncident', incident, raised, town.police, {
    infohus: town.infohus,
    place: 'Opdigtet torv',
    summary: 'Opdigtet: uro mellem to grupper af unge efter en begivenhed i udlandet.',
  });
  const actors = [town.school.agency, town.police.agency];
  tale.give('ActivatePreventionPlan', incident, raised + HOUR, town.lead, { actors });
  tale.give('RecordMediation', incident, atWork(raised + 3 * DAY), town.lead, {
    method: 'Opdigtet: mæglingssamtale',
    actors: [town.school.agency],
  });
  tale.give('CloseIncident', incident, atWork(raised + 9 * DAY), town.lead, { outcome: 'Opdigtet: ro efter mægling.' });
  for (const month of [3, 6, 9, 11]) {
    const call = random.uuid();
    const ms = onDay(`${year}-${String(month).padStart(2, '0')}-0${random.whole(1, 9)}`, 19);
    tale.give('RecordHotlineContact', call, ms, worker(town), {
      infohus: town.infohus,
      topic: 'Opdigtet: en pårørende vil vide, hvordan samtalen tages.',
      from: random.one(['relative', 'citizen', 'professional']),
    });
    if (ms < onDay(until, 0) - 12 * DAY) tale.give('TakeHotlineContact', call, atWork(ms + DAY), town.lead, {});
  }
  const partner = random.uuid();
  const signedOn = `${year}-05-0${random.whole(2, 9)}`;
  tale.give('SignAgreement', partner, onDay(signedOn, 13), town.lead, {
    name: `Opdigtet Forening ${random.one(['for Dialog', 'for Naboskab', 'Brobyggerne', 'Ungerådet'])}`,
    signedOn,
    endsOn: `${year + 2}-12-31`,
  });
}

/** Last year's report is published in February, frozen before; and the charter of years ago renewed. */
export function reports(town: Town, years: readonly number[]): readonly Step[] {
  return years.flatMap((year) => {
    const keep = (state: string, day: string): Step => ({
      recorded: instant(onDay(day, 10)),
      does: {
        who: town.analyst,
        query: 'KeepReport',
        params: { infohus: town.infohus, plan: town.planId, year, state },
      },
    });
    const february = workingDay(`${year + 1}-02-01`, 1);
    return [keep('frozen', february), keep('published', workingDay(february, 10))];
  });
}

/** The command id of a decision that a command file records without one: it is completed here, and named by it. */
const DECISION = '0d2c1a52-6a0c-5b4e-9f0e-3c9f5d1e7a10';
const MEETING = 'a57c2e9d-012c-56d9-b049-7da0258582b0';
export const withDecisionNamed = (lines: readonly string[]): readonly string[] =>
  lines.map((line) =>
    line.includes('"RecordDecision"') && line.includes(MEETING)
      ? line.replace('{', `{"commandId":"${DECISION}",`)
      : line,
  );

/** What the command files of long ago left open: somebody went through it, late, as they say. */
export function leftovers(script: Script): void {
  const [partner, course, own] = [
    '349b65da-12d8-5519-aa97-980dbea225ca',
    '4ec38bed-2ca6-54a1-8aad-645e3a70b6e5',
    '23f820e9-ce0e-5f21-ac66-7a3e07001406',
  ];
  const soc = KOEGE.socialToo;
  script.give('SignCharter', partner, onDay('2026-02-20', 10), KOEBENHAVN.lead, { signedOn: '2026-02-20' });
  script.give('CompleteDecision', MEETING, onDay('2024-03-13', 11), soc, { decisionId: eventIdOf(DECISION, 0) });
  const ends = onDay('2024-11-12', 10);
  script.give('MeasureProgress', own, ends, soc, {
    courseId: course,
    tool: 'national-progression',
    factors: [{ factor: 'peer-influence', kind: 'risk', level: 2 }],
  });
  script.give('CompleteCourse', own, ends + HOUR, soc, { courseId: course });
  script.give('RecordRiskFollowUp', own, onDay(fromDay('2024-11-12', 180), 10), soc, {
    courseId: course,
    result: 'not-at-risk',
  });
  script.give('RecordStatusFollowUp', own, onDay(fromDay('2024-11-12', 350), 10), soc, {
    courseId: course,
    status: 'employment',
  });
}
